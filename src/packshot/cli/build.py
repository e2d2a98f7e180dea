"""`packshot build`: build the release of a commit incrementally."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packshot.catalog import finding_report
from packshot.catalog.finding_report import counted, safe
from packshot.cli import printing, progress
from packshot.cli.clock import timestamp
from packshot.findings import Severity

if TYPE_CHECKING:
    from packshot.engine.verify import Verified
    from packshot.pipeline import BuildOptions, BuildReport

REPAIRED = 20
"""Maximum number of repaired files that are listed; JSON lists all."""

LEFT_OUT = 10
"""Maximum number of uncommitted files that are listed."""


def options(
    folder: str,
    revision: str = "HEAD",
    worktree: bool = False,
    as_of: str | None = None,
    store: str | None = None,
    below: str | None = None,
) -> BuildOptions:
    """Return the options of a build from the values of the command line."""
    from packshot.pipeline import BuildOptions

    return BuildOptions(Path(folder), revision, worktree, timestamp(as_of), store or "", below or "")


def _share(ctx: click.Context, param: click.Parameter, value: str | None) -> float | None:
    """Return a percentage as a number above 0 and up to 1."""
    if value is None:
        return None
    try:
        share = float(value.removesuffix("%")) / 100
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise click.BadParameter(f'invalid percentage "{value}"; write a number above 0 and up to 100, for example 10%')
    return share


class _Build(click.Command):
    """A command that accepts `--verify` without a value before a revision."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Replace `--verify` without a value by `--verify=100%`."""
        return super().parse_args(ctx, ["--verify=100%" if word == "--verify" else word for word in args])


STORE = click.option("--store", metavar="STORE", help="Folder or URL of the store [default: .packshot/store].")
BELOW = click.option(
    "--store-below", "below", metavar="STORE", help="Another store (folder or URL) to read from; never written to."
)
"""STORE and BELOW are the options of `build` and `plan`; `serve` has only STORE."""


@click.command("build", cls=_Build)
@click.argument("revision", metavar="[REV]", default="HEAD")
@click.option("--worktree", is_flag=True, help="Build the working tree, not a commit; the result cannot be published.")
@click.option("--as-of", metavar="DATE", help="Build as of this date, or timestamp with time zone [default: now].")
@STORE
@BELOW
@click.option("--dist", metavar="DIR", type=click.Path(path_type=Path), help="Output folder [default: dist].")
@click.option("--no-dist", is_flag=True, help="Do not write the output folder; `publish` reads only the store.")
@click.option(
    "--verify",
    "share",
    callback=_share,
    metavar="[=N%]",
    help="Build all files again (with =N%, a random share of them) and fail on any difference.",
)
@click.option(
    "--repair",
    "is_repaired",
    is_flag=True,
    help="Check all files of the release in the store and in the output folder; replace missing and damaged files.",
)
@click.option(
    "--workers", metavar="N", type=click.IntRange(1), help="Number of worker processes [default: one per core]."
)
@printing.FORMAT
@click.option("--strict", is_flag=True, help="Also exit 1 if there are warnings; the release is built anyway.")
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:
    """Build the release of a commit [default: HEAD].

    Evaluates, builds and writes only what has changed since the last build. If there are errors, nothing is
    written.
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
    """Build and print the result; return the exit code. `share` (above 0, up to 1) is the share of the files to
    verify.
    """
    from packshot.pipeline import build, left_out, verify

    # Called before anything is written, because an index that Git cannot read is a refusal.
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
        for line in (*_summary(request, built), *_next(request, built, code)):
            click.echo(line)
        for line in _left_out(() if built.failed else uncommitted):
            click.secho(line, dim=True)
        printing.findings(differences, request)
        if verified and not differences:
            click.echo(_verified(verified))
    return code or int(bool(differences))


def _verified(verified: Verified) -> str:
    """Return the result of a verification as text: the number of files built again, and of the others."""
    others = verified.artifacts - verified.made
    compared = f"; the keys of the other {others:,} are equal" if others else ""
    return (
        f"Verified {verified.made:,} of {verified.artifacts:,} files in the store: the same bytes when built "
        f"again{compared}\nThe output folder was not checked; to check it, use --repair"
    )


def as_json(built: BuildReport) -> dict[str, Any]:
    """Return the report as plain data for JSON, with a format version."""
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
    """Yield the result as text."""
    if built.failed:
        yield click.style("Nothing was written: fix the errors above and build again", fg="red")
        return
    repaired = [
        f"  repaired {safe(path)} ({f'SHA-256 was {found[:12]}' if found else 'was missing'})"
        for path, found in built.repaired
    ]
    yield from printing.capped(repaired, REPAIRED, "  and {:,} more")
    if _is_intact(request, built):
        yield "Nothing to repair: all files of the release are intact"
    elif built.nothing_to_do:
        yield "Nothing to do: the release is up to date"
    else:
        yield _counted(built)
    if built.pointer and built.pointer.next_transition:
        yield f"Valid until {built.pointer.next_transition}; rebuild by then (a price, right or date changes)"


def _is_intact(request: BuildOptions, built: BuildReport) -> bool:
    """Return whether a repair found nothing to do."""
    return request.is_repaired and not built.repaired


def _counted(built: BuildReport) -> str:
    counts, spent = built.counts, sum(built.seconds.values())
    files = counted(counts["written"] + counts["unchanged"], "file")
    return f"Built {files} ({counts['written']:,} changed, {counts['removed']:,} removed) in {spent:.1f} s"


def _next(request: BuildOptions, built: BuildReport, code: int) -> Iterator[str]:
    """Yield the output folder and the next step, if there is something new."""
    if code or built.nothing_to_do or _is_intact(request, built):
        return
    if built.dist:
        yield f"Output: {safe(str(built.dist))}"
    if not request.worktree:
        yield "Next: packshot publish --to TARGET (a folder or URL)"


def _left_out(found: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the files that differ from the commit; builds read only the commit."""
    lines = [f"left out: {safe(path)} ({change}, not committed)" for path, change in found]
    return printing.capped(lines, LEFT_OUT, "left out: {:,} more files that are not committed")
