"""`packshot validate`: every file of the working tree is judged, and everything that is wrong is shown at once."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packshot.cli import printing

if TYPE_CHECKING:
    from packshot.authoring.fixes import Fixed
    from packshot.catalog.finding_report import Role
    from packshot.checks.run import Progress, Report
    from packshot.findings import Finding, Locate
    from packshot.git.commit_tree import CommitTree
    from packshot.git.work_tree import WorkTree

    Judged = WorkTree | CommitTree

MANY = 1000
"""Up to so many findings each is looked up in its file; above, those that are printed."""

PAUSE = 0.1
"""Seconds between two pictures of the progress."""


@click.command("validate")
@click.option("--all", "is_whole", is_flag=True, help="Look for what nothing uses, too.")
@click.option("--since", default="", metavar="REV", help="Judge the changes since HEAD left this commit, too.")
@click.option(
    "--commit", "is_commit", is_flag=True, help="With --since: what is committed alone, not the working tree."
)
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--fix", "is_fix", is_flag=True, help="Make the edits that need no review, and check again.")
@click.option("--dry-run", "is_dry", is_flag=True, help="With --fix: only show the edits.")
@click.option("--as-of", metavar="INSTANT", help="Judge as of this instant: 2026-12-24, or with time and zone.")
@printing.FORMAT
@click.pass_obj
def command(  # noqa: PLR0913 - one argument an option
    folder: str, /, is_whole: bool, strict: bool, is_fix: bool, is_dry: bool, as_of: str | None, form: str, **since: Any
) -> int:
    """Check every file of the working tree.

    All mistakes are shown at once, each with its place and its cure. Errors fail; warnings and advice do not.

    With --since the changes are judged by who made them, too: whether values are kept elsewhere, whether a status may
    be entered from the one before, and who must approve it.
    """
    _go_together(is_fix, is_dry, **since)
    from packshot.cli.clock import timestamp

    instant, began = timestamp(as_of), time.perf_counter()

    def check() -> tuple[WorkTree, Report]:
        return (None if is_whole else _again(folder, instant)) or _anew(folder, instant, is_whole, form)

    tree: Judged
    fixes: list[Fixed] = []
    if is_fix:
        from packshot.authoring.fix_rounds import fix

        tree, report, fixes = fix(*check(), check, is_dry=is_dry)
    else:
        tree, report = _committed(folder, instant, is_whole, form) if since["is_commit"] else check()
    report = _with_changes(report, tree, instant, **since)
    seconds = time.perf_counter() - began
    if form == "json":
        click.echo(
            _json(report, tree, instant, seconds, {"fixes": [each.as_json() for each in fixes]} if is_fix else {})
        )
    else:
        if is_fix:
            from packshot.cli.fixing import say

            say(fixes, report.findings, is_dry=is_dry)
        click.echo(_text(report, tree, seconds))
    return int(_fails(report, strict))


def _go_together(is_fix: bool, is_dry: bool, since: str, is_commit: bool) -> None:
    """Whether the options fit each other."""
    if is_dry and not is_fix:
        raise click.UsageError("--dry-run goes with --fix.")
    if is_commit and not since:
        raise click.UsageError("--commit goes with --since REV.")
    if is_commit and is_fix:
        raise click.UsageError("--fix edits the working tree, and --commit looks at what is committed.")


def _with_changes(report: Report, tree: Judged, instant: str, since: str, is_commit: bool) -> Report:
    """The report with what is wrong in the changes since a commit."""
    if not since:
        return report
    from dataclasses import replace

    from packshot.findings import in_order
    from packshot.git.work_tree import WorkTree
    from packshot.review.changes import review

    found = review(tree.repository, since, tree if isinstance(tree, WorkTree) else None, instant)
    return replace(report, findings=in_order([*report.findings, *found]))


def _again(folder: str, instant: str) -> tuple[WorkTree, Report] | None:
    """What stands after judging only what has changed, where there is a state to start from."""
    from packshot.incremental_validation import again

    judged = again(Path(folder), instant)
    if judged is None:
        return None
    from packshot.checks.run import Report
    from packshot.engine.parsing import DamagedError

    try:
        return judged.tree, Report(judged.findings(), judged.standing.files, judged.standing.records)
    except DamagedError:
        return None


def _anew(folder: str, instant: str, is_whole: bool, form: str) -> tuple[WorkTree, Report]:
    """Everything on disk judged from nothing."""
    from packshot.git import repository
    from packshot.git.work_tree import WorkTree

    tree = WorkTree(repository.find(Path(folder)))
    tree.ahead()  # git walks through the folders while the rest of the program is loaded
    from packshot.checks.run import validate

    with _progress(form) as progress:
        return tree, validate(tree, instant, whole=is_whole, progress=progress)


def _committed(folder: str, instant: str, is_whole: bool, form: str) -> tuple[CommitTree, Report]:
    """What HEAD holds, judged from nothing; in one process, for the git that reads it cannot be shared."""
    from packshot.checks.run import validate
    from packshot.git import repository
    from packshot.git.commit_tree import CommitTree

    tree = CommitTree.at(repository.find(Path(folder)))
    with _progress(form) as progress:
        return tree, validate(tree, instant, whole=is_whole, processes=1, progress=progress)


def _fails(report: Report, strict: bool) -> bool:
    from packshot.findings import Severity

    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(finding.severity in bad for finding in report.findings)


@contextmanager
def _progress(form: str) -> Iterator[Progress]:
    """A bar on a terminal; nothing elsewhere."""
    import sys

    if form == "json" or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("Checking"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    # Drawn from here and not by a thread of its own: a process with threads cannot be forked.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("")
        drawn = time.perf_counter()

        def show(done: int, total: int) -> None:
            nonlocal drawn
            is_due = time.perf_counter() - drawn > PAUSE
            bar.update(task, completed=done, total=total, refresh=is_due)
            drawn = time.perf_counter() if is_due else drawn

        yield show


def _text(report: Report, tree: Judged, seconds: float) -> str:
    from packshot.catalog.finding_report import locator, text

    found = report.findings
    shown = text(found, _sparing(locator(tree), found), _styled)
    return f"{shown}{report.files:,} files checked in {seconds:.1f} s."


def _json(report: Report, tree: Judged, instant: str, seconds: float, more: dict[str, Any]) -> str:
    from packshot.catalog.finding_report import as_json, locator

    head = {"as_of": instant, "files": report.files, "records": report.records, "seconds": round(seconds, 3)}
    return json.dumps(as_json(report.findings, _in_files(locator(tree))) | head | more, indent=2)


def _in_files(locate: Locate) -> Locate:
    """What is said of a file as a whole has no line."""
    return lambda at: locate(at) if at.keys or at.line else None


def _sparing(locate: Locate, findings: Iterable[Finding]) -> Locate:
    """Looks up places that are printed: of a cause that stands in thousands of files a few are."""
    from packshot.catalog.finding_groups import causes
    from packshot.findings import in_order

    held = in_order(findings)
    inside = _in_files(locate)
    if len(held) <= MANY:
        return inside
    wanted = {finding.at for cause in causes(held) for finding in cause.shown}
    return lambda at: inside(at) if at in wanted else None


_COLOURS = {"error": "red", "warning": "yellow", "advice": "cyan", "caret": "red", "cure": "green"}


def _styled(role: Role, text: str) -> str:
    """Colours, which click takes away where nobody sees them."""
    return click.style(text, fg=_COLOURS.get(role), bold=role in ("error", "warning", "advice", "place"))
