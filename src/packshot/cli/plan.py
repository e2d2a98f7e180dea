"""`packshot plan`: show what a build would change, and why, without writing files."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

from packshot.catalog.finding_report import counted, safe
from packshot.cli import printing, progress
from packshot.cli.build import BELOW, STORE, options
from packshot.cli.plan_json import as_json

if TYPE_CHECKING:
    from packshot.engine.effects import Effects, Group
    from packshot.pipeline import BuildOptions, PlanReport

NAMED = 12
"""Maximum number of causes, of records per cause, and of paths that are listed; JSON lists all."""

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

    The plan is relative to the last build. It lists the files that the build would write or remove. Images are compared
    by their settings, not by their bytes.
    """
    from packshot.engine.effects import effects
    from packshot.pipeline import planned

    request = options(folder, **words)
    with ExitStack() as open_until_printed:
        with progress.spinner("Planning", form):
            found = open_until_printed.enter_context(planned(request))
            effected = effects(found.plan)
            chains = {path: _chain(found, effected, path) for path in paths}
        if form == "json":
            printing.as_json(as_json(found, effected, chains))
        else:
            _show(found, effected, chains, request)
        return int(found.plan.release.failed())


def _chain(found: PlanReport, effected: Effects, path: str) -> tuple[str, ...]:
    """Return the reasons to build a path. A leading `dist/` is ignored."""
    from packshot.engine.chain import why

    chain = why(found.plan, effected, path) or why(found.plan, effected, path.removeprefix("dist/"))
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
        changes = [f"{VERBS.get(each.verb, each.verb):<6} {safe(each.path)}" for each in effected.changes]
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
    """Yield the causes of the changes, each with its records and the number of files in which it changes them."""
    if found.plan.release.everything is not None:
        yield f"All records are evaluated: {found.plan.release.everything}"
        return
    groups = effected.groups()
    for group in groups[:NAMED]:
        yield click.style(safe(_head(group)), bold=True)
        yield from _records(group.files)
    if len(groups) > NAMED:
        yield f"and {len(groups) - NAMED:,} more causes"
    others = len(found.plan.release.dirty - {record for group in groups for record in group.files})
    if others:
        records = "other record is" if others == 1 else "other records are"
        yield f"{others:,} {records} evaluated without changing a file"


def _head(group: Group) -> str:
    """Return the causes of a group, with the facts that changed if there is one cause."""
    from packshot.engine.chain import cause_text, obstacle_text

    texts = [cause_text(cause, [each for each in group.reasons if each.cause == cause]) for cause in group.causes]
    match group.kind:
        case "alone":
            return texts[0]
        case "together":
            return f"together: {'; '.join(texts)}"
        case "possible":
            return f"possibly {texts[0]} ({obstacle_text(group.obstacle)})"


def _records(counts: dict[str, int]) -> Iterator[str]:
    """Yield records with their number of files."""
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
    counts: Counter[str] = Counter(change.verb for change in effected.changes)
    done = ", ".join(f"{counts[verb]:,} {words}" for verb, words in WORDS.items())
    files = counted(release.state.artifacts, "file")
    yield f"{done} of {files}; {counted(release.counts.records, 'record')} to evaluate"
    yield f"Next: packshot build{_arguments(request)}"


def _arguments(request: BuildOptions) -> str:
    """Return the arguments of a build of the same files."""
    if request.worktree:
        return " --worktree"
    return "" if request.revision == "HEAD" else f" {safe(shlex.quote(request.revision))}"
