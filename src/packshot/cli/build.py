"""`packshot build`: the release of a commit, and of what it changed only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packshot.cli import printing

if TYPE_CHECKING:
    from packshot.pipeline import Asked, Built

LEFT_OUT = 10
"""Files that are named, of those that are not committed."""


def options(
    folder: str,
    revision: str = "HEAD",
    worktree: bool = False,
    as_of: str | None = None,
    store: str | None = None,
) -> Asked:
    """What was asked, from the words of the command line."""
    from packshot.cli.clock import asked_instant
    from packshot.pipeline import Asked

    return Asked(Path(folder), revision, worktree, asked_instant(as_of), store or "")


@click.command("build")
@click.argument("revision", metavar="[REV]", default="HEAD")
@click.option("--worktree", is_flag=True, help="Build the files on disk; the result is marked unreleased.")
@click.option("--as-of", metavar="INSTANT", help="Build for this instant: 2026-12-24, or with time and zone.")
@click.option("--store", metavar="URL", help="Folder or URL of the shared store [default: .packshot/store].")
@click.option("--dist", type=click.Path(path_type=Path), help="Output folder [default: dist].")
@click.option("--no-dist", is_flag=True, help="Fill the store only; `publish` needs no output folder.")
@click.option("--verify", "is_verified", is_flag=True, help="Evaluate everything again and fail on any difference.")
@click.option("--workers", type=click.IntRange(1), help="Processes that make files [default: one for each core].")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings fail too (the release is made all the same).")
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:
    """Build the release of a commit (by default HEAD).

    Only what differs from the release before is evaluated, made and written. With an error nothing is written.
    """
    words = {name: given[name] for name in ("revision", "worktree", "as_of", "store")}
    asked = replace(
        options(ctx.obj, **words),
        dist=given["dist"],
        no_dist=given["no_dist"],
        workers=given["workers"] or 0,
        is_strict=given["strict"],
    )
    return build_and_print(asked, given["form"], is_verified=given["is_verified"])


def build_and_print(asked: Asked, form: str = "text", *, is_verified: bool = False) -> int:
    """Build, say what happened; the exit code. `is_verified` evaluates everything from nothing and compares."""
    from packshot.cli import progress
    from packshot.pipeline import build, verify

    with progress.shown("Building", form) as step:
        built = build(replace(asked, progress=step))
    code = _code(asked, built)
    differences = verify(asked, built) if is_verified and not code else ()
    if form == "json":
        printing.as_json(as_json(replace(built, findings=(*built.findings, *differences))))
    else:
        _say(asked, built)
        printing.findings(differences, asked)
        if is_verified and not code and not differences:
            click.echo("Verified: a clean build gives the same bytes.")
    return code or int(bool(differences))


def _code(asked: Asked, built: Built) -> int:
    from packshot.findings import Severity

    is_warned = any(finding.severity is Severity.WARNING for finding in built.findings)
    return int(built.failed or (asked.is_strict and is_warned))


def as_json(built: Built) -> dict[str, Any]:
    """The report as JSON, with a format version."""
    from packshot.source import report

    pointer = built.pointer
    return {
        "packshot": 1,
        "tree": built.tree,
        "commit": built.commit,
        "valid_from": pointer.valid_from if pointer else None,
        "next_transition": pointer.next_transition if pointer else None,
        "manifest": pointer.manifest if pointer else None,
        **built.counts,
        "seconds": {stage: round(spent, 4) for stage, spent in built.seconds.items()},
        **report.as_json(built.findings),
    }


def _say(asked: Asked, built: Built) -> None:
    """What happened, for people."""
    printing.findings(built.findings, asked)
    counts, pointer = built.counts, built.pointer
    if built.failed:
        click.secho("Nothing was written: cure the errors above and build again.", fg="red")
        return
    if built.nothing_to_do:
        click.echo("Nothing to do: the release is up to date.")
    else:
        spent = sum(built.seconds.values())
        click.echo(
            f"{counts['records']} records evaluated, {counts['views']} views; {counts['made']} made, "
            f"{counts['written']} written, {counts['removed']} removed, {counts['unchanged']} unchanged; {spent:.2f} s"
        )
    if pointer and pointer.next_transition:
        click.echo(f"Holds until {pointer.next_transition}; build again then.")
    if built.dist and not built.nothing_to_do:
        click.echo(f"Look in {built.dist}")
    _say_left_out(asked)


def _say_left_out(asked: Asked) -> None:
    """A build reads the commit alone: what was edited since and is not in it, so that nobody wonders."""
    from packshot.pipeline import left_out
    from packshot.source.report import safe

    found = left_out(asked)
    for path, change in found[:LEFT_OUT]:
        click.secho(f"left out: {safe(path)} ({change}, not committed)", dim=True)
    if len(found) > LEFT_OUT:
        click.secho(f"left out: {len(found) - LEFT_OUT:,} more files that are not committed", dim=True)
