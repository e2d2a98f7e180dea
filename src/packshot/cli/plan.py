"""`packshot plan`: what a build would do and why; nothing is made and nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

from packshot.catalog import finding_report
from packshot.catalog.finding_report import safe
from packshot.cli import printing, progress
from packshot.cli.build import BELOW, STORE, options

if TYPE_CHECKING:
    from packshot.engine.effects import Effects
    from packshot.pipeline import BuildOptions, PlanReport

NAMED = 12
"""Records of one reason, and paths, that are named; JSON names all."""

WORDS = {"make": "to be made", "write": "to be written", "remove": "to be removed"}


@click.command("plan")
@click.argument("revision", metavar="[REV]", default="HEAD")
@click.option("--worktree", is_flag=True, help="Plan for the files on disk.")
@click.option("--as-of", metavar="INSTANT", help="Plan for this instant: 2026-12-24, or with time and zone.")
@STORE
@BELOW
@click.option("--why", "paths", metavar="PATH", multiple=True, help="Show the chain of reasons behind this artifact.")
@printing.FORMAT
@click.pass_obj
def command(folder: str, /, paths: tuple[str, ...], form: str, **words: Any) -> int:
    """Show what a build of a commit (by default HEAD) would evaluate, make, write and remove, and why.

    Compares with the release before. Whether bytes differ is known only once they are made: fewer may be written.
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
    """The chain behind a path; dist/ before it is what people copy from their shell."""
    chain: tuple[str, ...] = found.plan.why(path) or found.plan.why(path.removeprefix("dist/"))
    if not chain and not found.plan.release.failed():
        raise click.UsageError(f'No artifact is called "{path}". Paths are those below dist/, such as index.html.')
    return chain


def _show(found: PlanReport, effected: Effects, chains: dict[str, tuple[str, ...]], request: BuildOptions) -> None:
    release = found.plan.release
    printing.findings(release.findings, request)
    if release.failed():
        click.secho("A build would write nothing: cure the errors above.", fg="red")
        return
    if chains:
        for chain in chains.values():
            click.echo("\n".join(map(safe, chain)))
    else:
        changes = [f"{verb:<6} {safe(path)}" for verb, path in effected.changes]
        for line in (
            *_reasons(found, effected),
            *printing.capped(changes, NAMED, "and {:,} more"),
            _summary(found, effected),
        ):
            click.echo(line)
    rows = [f"left out: {out.sku} of {out.channel} {out.audience.name}: {out.reason}" for out in found.left_out]
    for line in printing.capped(rows, NAMED, "left out: {:,} more rows of feeds"):
        click.echo(safe(line))
    for channel, what in found.unbuilt:
        reason = f"channel {safe(channel)} asks for {what}, which this version does not build yet"
        click.secho(f"unbuilt: {reason}", fg="yellow")


def _reasons(found: PlanReport, effected: Effects) -> Iterator[str]:
    """Why records are evaluated, grouped: file and node, then the records and how many files show each."""
    from packshot.engine.effects import by_reason

    if found.plan.release.everything is not None:
        yield f"Everything is evaluated: {found.plan.release.everything}."
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
        yield f"{checked:,} more {'record changes' if checked == 1 else 'records change'} no file."


def _records(counts: dict[str, int]) -> Iterator[str]:
    """Records and the number of files that show each."""
    named = list(counts)[:NAMED]
    yield from (f"  -> {safe(record)} -> {_files(counts[record])}" for record in named)
    if len(counts) > NAMED:
        more = sum(counts.values()) - sum(counts[record] for record in named)
        yield f"  -> {len(counts) - NAMED:,} more records -> {_files(more)}"


def _files(count: int) -> str:
    return f"{count:,} file{'s'[: count != 1]}"


def _summary(found: PlanReport, effected: Effects) -> str:
    release = found.plan.release
    if not release.counts.records and not effected.changes:
        return f"Nothing to do: the release is up to date ({release.state.artifacts:,} artifacts)."
    counts = Counter(verb for verb, _ in effected.changes)
    done = ", ".join(f"{counts[verb]:,} {words}" for verb, words in WORDS.items())  # type: ignore[index]  # verbs
    return f"{release.counts.records:,} records to evaluate; {done}; {release.state.artifacts:,} artifacts in all."


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
        "unbuilt": [{"channel": channel, "what": what} for channel, what in found.unbuilt],
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
