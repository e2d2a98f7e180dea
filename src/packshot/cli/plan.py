"""`packshot plan`: show what a build would change, and why, without writing files."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

from packshot.catalog import finding_report
from packshot.catalog.finding_report import counted, safe
from packshot.cli import printing, progress
from packshot.cli.build import BELOW, STORE, options

if TYPE_CHECKING:
    from packshot.engine.effects import Effects
    from packshot.pipeline import BuildOptions, PlanReport

NAMED = 12
"""Maximum number of records per reason, and of paths, that are listed; JSON lists all."""

VERBS = {"make": "build"}
"""Names of changes in text, where they differ from those in JSON."""

WORDS = {"make": "to build", "write": "to write", "remove": "to remove"}


@click.command("plan")
@click.argument("revision", metavar="[REV]", default="HEAD")
@click.option("--worktree", is_flag=True, help="Plan a build of the working tree, not of a commit.")
@click.option("--as-of", metavar="DATE", help="Plan as of this date, or timestamp with time zone [default: now].")
@STORE
@BELOW
@click.option(
    "--why", "paths", metavar="PATH", multiple=True, help="Show why this file would be built; may be repeated."
)
@printing.FORMAT
@click.pass_obj
def command(folder: str, /, paths: tuple[str, ...], form: str, **words: Any) -> int:
    """Show what a build of a commit [default: HEAD] would evaluate, build, write and remove, and why.

    The plan is relative to the last build. A rebuilt file may be unchanged, so a build may write fewer files than the
    plan shows.
    """
    from packshot.engine.effects import effects
    from packshot.pipeline import planned

    request = options(folder, **words)
    with ExitStack() as open_until_printed:
        with progress.spinner("Planning", form):
            found = open_until_printed.enter_context(planned(request))
            effected = effects(found.plan)
        chains = {path: _chain(found, path) for path in paths}
        if form == "json":
            printing.as_json(_as_json(found, effected, chains))
        else:
            _show(found, effected, chains, request)
        return int(found.plan.release.failed())


def _chain(found: PlanReport, path: str) -> tuple[str, ...]:
    """Return the reasons to build a path. A leading `dist/` is ignored."""
    chain: tuple[str, ...] = found.plan.why(path) or found.plan.why(path.removeprefix("dist/"))
    if not chain and not found.plan.release.failed():
        raise click.UsageError(f'unknown file "{path}"; write a path below dist/, for example index.html')
    return chain


def _show(found: PlanReport, effected: Effects, chains: dict[str, tuple[str, ...]], request: BuildOptions) -> None:
    release = found.plan.release
    printing.findings(release.findings, request)
    if release.failed():
        click.secho("A build would write nothing: fix the errors above", fg="red")
        return
    if chains:
        for chain in chains.values():
            click.echo("\n".join(map(safe, chain)))
    else:
        changes = [f"{VERBS.get(verb, verb):<6} {safe(path)}" for verb, path in effected.changes]
        for line in (
            *_reasons(found, effected),
            *printing.capped(changes, NAMED, "and {:,} more"),
            *_summary(found, effected, request),
        ):
            click.echo(line)
    rows = [f"left out: {out.sku} of {out.channel} {out.audience.name}: {out.reason}" for out in found.left_out]
    for line in printing.capped(rows, NAMED, "left out: {:,} more feed rows"):
        click.echo(safe(line))
    for channel, kind in found.unbuilt:
        click.secho(f"unbuilt: channel {safe(channel)} uses {kind}, which this version does not build yet", fg="yellow")


def _reasons(found: PlanReport, effected: Effects) -> Iterator[str]:
    """Yield why records are evaluated: file and node, then the records with the number of files that show each."""
    from packshot.engine.effects import by_reason

    if found.plan.release.everything is not None:
        yield f"All records are evaluated: {found.plan.release.everything}"
        return
    checked = 0
    for reason, records in by_reason(found.plan):
        counts = {record: count for record in records if (count := effected.paths.get(record, 0))}
        checked += len(records) - len(counts)
        if counts:
            head = f"{reason.path}: {reason.node}" if reason.why == "node" else str(reason)
            yield click.style(safe(head), bold=True)
            yield from _records(counts)
    if checked:
        others = "other record is" if checked == 1 else "other records are"
        yield f"{checked:,} {others} evaluated without changing a file"


def _records(counts: dict[str, int]) -> Iterator[str]:
    """Yield records with the number of files that show each."""
    named = list(counts)[:NAMED]
    yield from (f"  -> {safe(record)} -> {counted(counts[record], 'file')}" for record in named)
    if len(counts) > NAMED:
        more = sum(counts.values()) - sum(counts[record] for record in named)
        yield f"  -> {len(counts) - NAMED:,} more records -> {counted(more, 'file')}"


def _summary(found: PlanReport, effected: Effects, request: BuildOptions) -> Iterator[str]:
    """Yield the counts and the next step."""
    release = found.plan.release
    if not release.counts.records and not effected.changes:
        yield f"Nothing to do: the release is up to date ({counted(release.state.artifacts, 'file')})"
        return
    counts = Counter(verb for verb, _ in effected.changes)
    done = ", ".join(f"{counts[verb]:,} {words}" for verb, words in WORDS.items())  # type: ignore[index]  # verbs
    files = counted(release.state.artifacts, "file")
    yield f"{done} of {files}; {counted(release.counts.records, 'record')} to evaluate"
    yield f"Next: packshot build{_arguments(request)}"


def _arguments(request: BuildOptions) -> str:
    """Return the arguments of a build of the same files."""
    if request.worktree:
        return " --worktree"
    return "" if request.revision == "HEAD" else f" {safe(shlex.quote(request.revision))}"


def _as_json(found: PlanReport, effected: Effects, chains: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    release = found.plan.release
    body = {
        "packshot": 1,
        "tree": release.state.tree,
        "commit": found.commit,
        "valid_from": release.state.valid_from,
        "next_transition": release.state.next_transition,
        "everything": str(release.everything) if release.everything else None,
        "records": release.counts.records,
        "views": release.counts.views,
        "artifacts": release.state.artifacts,
        "counts": {"make": 0, "write": 0, "remove": 0} | Counter(verb for verb, _ in effected.changes),
        "reasons": list(_reasons_json(found, effected)),
        "changes": [{"do": verb, "path": path} for verb, path in effected.changes],
        "left_out": [
            {"sku": out.sku, "channel": out.channel, "audience": out.audience.name, "reason": out.reason}
            for out in found.left_out
        ],
        "unbuilt": [{"channel": channel, "what": kind} for channel, kind in found.unbuilt],
        "report": finding_report.as_json(release.findings),
    }
    return body | ({"why": {path: list(chain) for path, chain in chains.items()}} if chains else {})


def _reasons_json(found: PlanReport, effected: Effects) -> Iterable[dict[str, Any]]:
    from packshot.engine.effects import by_reason

    for reason, records in by_reason(found.plan):
        yield {
            "why": reason.why,
            "node": reason.node or None,
            "file": reason.path or None,
            "instant": reason.instant or None,
            "records": [{"record": record, "files": effected.paths.get(record, 0)} for record in records],
        }
