"""`packshot build`: the release of a commit, and of what it changed only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packshot.catalog import finding_report
from packshot.catalog.finding_report import safe
from packshot.cli import printing, progress
from packshot.cli.clock import timestamp
from packshot.findings import Severity

if TYPE_CHECKING:
    from packshot.engine.verify import Verified
    from packshot.pipeline import BuildOptions, BuildReport

REPAIRED = 20
"""Repaired files that are named; JSON names all."""

LEFT_OUT = 10
"""Files that are named, of those that are not committed."""


def options(
    folder: str,
    revision: str = "HEAD",
    worktree: bool = False,
    as_of: str | None = None,
    store: str | None = None,
    below: str | None = None,
) -> BuildOptions:
    """The options of a build, from the words of the command line."""
    from packshot.pipeline import BuildOptions

    return BuildOptions(Path(folder), revision, worktree, timestamp(as_of), store or "", below or "")


def _share(ctx: click.Context, param: click.Parameter, value: str | None) -> float | None:
    """A percentage as a number above 0 and up to 1."""
    if value is None:
        return None
    try:
        share = float(value.removesuffix("%")) / 100
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise click.BadParameter(f'invalid percentage "{value}". Write a number above 0 and up to 100, such as 10%.')
    return share


class _Build(click.Command):
    """Lets `--verify` stand alone before a revision: click would take the next word for its value."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write out the share that `--verify` alone means."""
        return super().parse_args(ctx, ["--verify=100%" if word == "--verify" else word for word in args])


STORE = click.option("--store", metavar="URL", help="Folder or URL of the shared store [default: .packshot/store].")
BELOW = click.option(
    "--store-below", "below", metavar="URL", help="A store to read from as well; all writes go to --store."
)
"""The options of every command that reads a store."""


@click.command("build", cls=_Build)
@click.argument("revision", metavar="[REV]", default="HEAD")
@click.option("--worktree", is_flag=True, help="Build the files on disk; the result is marked unreleased.")
@click.option("--as-of", metavar="INSTANT", help="Build for this instant: 2026-12-24, or with time and zone.")
@STORE
@BELOW
@click.option("--dist", type=click.Path(path_type=Path), help="Output folder [default: dist].")
@click.option("--no-dist", is_flag=True, help="Fill the store only; `publish` needs no output folder.")
@click.option(
    "--verify",
    "share",
    callback=_share,
    metavar="[=N%]",
    help="Make everything again and fail on any difference; with =N% only that share, drawn at random.",
)
@click.option("--repair", "is_repaired", is_flag=True, help="Read the store and dist whole; replace damaged files.")
@click.option("--workers", type=click.IntRange(1), help="Processes that make files [default: one for each core].")
@printing.FORMAT
@click.option("--strict", is_flag=True, help="Warnings fail too (the release is made all the same).")
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:
    """Build the release of a commit (by default HEAD).

    Only what differs from the release before is evaluated, made and written. With an error nothing is written.
    """
    words = {name: given[name] for name in ("revision", "worktree", "as_of", "store", "below")}
    request = replace(
        options(ctx.obj, **words),
        dist=given["dist"],
        no_dist=given["no_dist"],
        workers=given["workers"] or 0,
        is_repaired=given["is_repaired"],
        is_strict=given["strict"],
    )
    return build_and_print(request, given["form"], given["share"])


def build_and_print(request: BuildOptions, form: str = "text", share: float | None = None) -> int:
    """Build and print what happened; return the exit code. `share` is the part of the artifacts to verify."""
    from packshot.pipeline import build, left_out, verify

    # Before anything is written: an index that Git cannot read is a refusal.
    uncommitted = left_out(request) if form == "text" else ()
    with progress.spinner("Building", form) as step:
        built = build(replace(request, progress=step))
    is_warned = any(finding.severity is Severity.WARNING for finding in built.findings)
    code = int(built.failed or (request.is_strict and is_warned))
    verified = None
    if share and not code:
        with progress.spinner("Verifying", form) as step:
            verified = verify(replace(request, progress=step), built, share)
    differences = verified.findings if verified else ()
    if form == "json":
        body = as_json(replace(built, findings=(*built.findings, *differences)))
        counts = {"artifacts": verified.artifacts, "made": verified.made} if verified else None
        printing.as_json({**body, "verified": counts})
    else:
        printing.findings(built.findings, request)
        for line in _summary(request, built):
            click.echo(line)
        for line in _left_out(() if built.failed else uncommitted):
            click.secho(line, dim=True)
        printing.findings(differences, request)
        if verified and not differences:
            click.echo(_verified(verified))
    return code or int(bool(differences))


def _verified(verified: Verified) -> str:
    """What was compared, and what was not."""
    others = verified.artifacts - verified.made
    compared = f"; the keys of the other {others:,} are equal" if others else ""
    made = f"{verified.made:,} of {verified.artifacts:,} artifacts made again give the same bytes{compared}"
    return f"Verified the release in the store: {made}. dist/ was not compared; --repair does that."


def as_json(built: BuildReport) -> dict[str, Any]:
    """The report as JSON, with a format version."""
    pointer = built.pointer
    return {
        "packshot": 1,
        "tree": built.tree,
        "commit": built.commit,
        "valid_from": pointer.valid_from if pointer else None,
        "next_transition": pointer.next_transition if pointer else None,
        "manifest": pointer.manifest if pointer else None,
        **built.counts,
        "repaired": [{"path": path, "found": found or None} for path, found in built.repaired],
        "seconds": {stage: round(spent, 4) for stage, spent in built.seconds.items()},
        **finding_report.as_json(built.findings),
    }


def _summary(request: BuildOptions, built: BuildReport) -> Iterator[str]:
    """What happened, for people."""
    if built.failed:
        yield click.style("Nothing was written: cure the errors above and build again.", fg="red")
        return
    repaired = [
        f"  repaired {safe(path)} ({f'had SHA-256 {found[:12]}' if found else 'was missing'})"
        for path, found in built.repaired
    ]
    yield from printing.capped(repaired, REPAIRED, "  and {:,} more")
    is_whole = request.is_repaired and not built.repaired
    if is_whole:
        yield "Nothing to repair: every file of the release is whole."
    elif built.nothing_to_do:
        yield "Nothing to do: the release is up to date."
    else:
        counts, spent = built.counts, sum(built.seconds.values())
        yield (
            f"{counts['records']} records evaluated, {counts['views']} views; {counts['made']} made, "
            f"{counts['written']} written, {counts['removed']} removed, {counts['unchanged']} unchanged; {spent:.2f} s"
        )
    if built.pointer and built.pointer.next_transition:
        yield f"Holds until {built.pointer.next_transition}; build again then."
    if built.dist and not built.nothing_to_do and not is_whole:
        yield f"Look in {built.dist}"


def _left_out(found: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A build reads the commit alone: the files that were edited since and are not in it."""
    lines = [f"left out: {safe(path)} ({change}, not committed)" for path, change in found]
    return printing.capped(lines, LEFT_OUT, "left out: {:,} more files that are not committed")
