"""`packshot validate`: check all files of the working tree and show all findings."""

from __future__ import annotations

import json
import shlex
import time
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packshot.catalog.finding_groups import causes
from packshot.catalog.finding_report import as_json, counted, locator, safe, text
from packshot.cli import fixing, printing, progress
from packshot.cli.clock import timestamp
from packshot.findings import Finding, Locate, Severity, in_order

if TYPE_CHECKING:
    from packshot.authoring.fixes import Fixed
    from packshot.checks.run import Report
    from packshot.git.commit_tree import CommitTree
    from packshot.git.work_tree import WorkTree

MANY = 1000
"""Number of findings above which only printed ones are located in their files."""


@click.command("validate")
@click.option(
    "--all",
    "is_whole",
    is_flag=True,
    help="Also report unused assets, categories, attributes, price lists and stock lists, and apply rules with "
    "`linked: use`.",
)
@click.option(
    "--since", default="", metavar="REV", help="Also validate the changes since HEAD diverged from this commit."
)
@click.option("--commit", "is_commit", is_flag=True, help="With --since: validate HEAD, not the working tree.")
@click.option("--strict", is_flag=True, help="Also exit 1 if there are warnings.")
@click.option("--fix", "is_fix", is_flag=True, help="Make the safe edits, then validate again.")
@click.option("--dry-run", "is_dry", is_flag=True, help="With --fix: show the edits without making them.")
@click.option("--as-of", metavar="DATE", help="Validate as of this date, or timestamp with time zone [default: now].")
@printing.FORMAT
@click.pass_obj
def command(  # noqa: PLR0913 - one argument per option
    folder: str, /, is_whole: bool, strict: bool, is_fix: bool, is_dry: bool, as_of: str | None, form: str, **since: Any
) -> int:
    """Check all files of the working tree.

    Shows all findings with their location and help. In text, findings with one cause are grouped, with at most six
    locations. Exits 1 if there are errors or, with --strict, warnings; suggestions do not change the exit code.

    With --since, also validates the changes and their authors: edits of values that another system owns, status
    changes, required approvals, and renamed or removed slugs, products, SKUs and categories without a redirect.
    """
    _go_together(is_fix, is_dry, **since)
    moment, began = timestamp(as_of), time.perf_counter()
    revision = since["since"]
    check = partial(_checked, folder, moment, is_whole, form, revision)
    tree: WorkTree | CommitTree
    fixes: list[Fixed] = []
    if is_fix:
        from packshot.authoring.fix_rounds import fix

        tree, report, fixes = fix(*check(), check, is_dry=is_dry)
    else:
        tree, report = _committed(folder, moment, is_whole, form, revision) if since["is_commit"] else check()
    fixable = "" if is_fix or as_of or form == "json" else _fixable(report, tree)
    seconds = time.perf_counter() - began
    if form == "json":
        head = {"as_of": moment, "files": report.files, "records": report.records, "seconds": round(seconds, 3)}
        edits = {"fixes": [each.as_json() for each in fixes]} if is_fix else {}
        body = as_json(report.findings, printing.in_files(locator(tree))) | head | edits
        click.echo(json.dumps(body, indent=2))
    else:
        if is_fix:
            fixing.show(fixes, report.findings, is_dry=is_dry)
        findings = text(report.findings, _sparing(locator(tree), report.findings), printing.styled)
        click.echo(f"{findings}Checked {counted(report.files, 'file')} in {seconds:.1f} s")
        if fixable:
            options = f"{' --all' if is_whole else ''}{f' --since {safe(shlex.quote(revision))}' if revision else ''}"
            click.echo(f"{fixable} fixable with packshot validate{options} --fix")
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(finding.severity in failing for finding in report.findings))


def _go_together(is_fix: bool, is_dry: bool, since: str, is_commit: bool) -> None:
    """Raise click.UsageError for options that cannot be combined."""
    if is_dry and not is_fix:
        raise click.UsageError("--dry-run needs --fix")
    if is_commit and not since:
        raise click.UsageError("--commit needs --since REV")
    if is_commit and is_fix:
        raise click.UsageError("--fix edits the working tree, but --commit validates a commit; use one of them")


def _fixable(report: Report, tree: WorkTree | CommitTree) -> str:
    """Return the number of edits that `--fix` would make, as text; "" if there are none or a commit is validated."""
    from packshot.git.work_tree import WorkTree

    return fixing.fixable(report.findings, tree.read_if_unchanged) if isinstance(tree, WorkTree) else ""


def _with_changes(report: Report, tree: WorkTree | CommitTree, moment: str, since: str) -> Report:
    """Return the report with the findings about the changes since a commit."""
    if not since:
        return report
    from packshot.git.work_tree import WorkTree
    from packshot.review.changes import review

    found = review(tree.repository, since, tree if isinstance(tree, WorkTree) else None, moment)
    return replace(report, findings=in_order([*report.findings, *found]))


def _checked(folder: str, moment: str, is_whole: bool, form: str, since: str) -> tuple[WorkTree, Report]:
    """Return the working tree and its findings; only changes are validated if there is a state to start from."""
    tree, report = (None if is_whole else _again(folder, moment)) or _anew(folder, moment, is_whole, form)
    return tree, _with_changes(report, tree, moment, since)


def _again(folder: str, moment: str) -> tuple[WorkTree, Report] | None:
    """Validate only the changes and return the tree with its report; None without a usable state."""
    from packshot.incremental_validation import validate_changes

    validated = validate_changes(Path(folder), moment)
    if validated is None:
        return None
    from packshot.checks.run import Report
    from packshot.engine.parsing import DamagedError

    try:
        return validated.tree, Report(validated.findings(), validated.state.files, validated.state.records)
    except DamagedError:
        return None


def _anew(folder: str, moment: str, is_whole: bool, form: str) -> tuple[WorkTree, Report]:
    """Validate all files on disk; return the working tree and its report."""
    from packshot.cli.source import work_tree

    tree = work_tree(folder)
    tree.prefetch()  # Git lists the files while the rest of the program is loaded
    from packshot.checks.run import validate

    with progress.bar("Checking", form) as step:
        return tree, validate(tree, moment, whole=is_whole, progress=step)


def _committed(folder: str, moment: str, is_whole: bool, form: str, since: str) -> tuple[CommitTree, Report]:
    """Validate all files of HEAD in one process, because the Git process of the tree cannot be shared."""
    from packshot.checks.run import validate
    from packshot.git import repository
    from packshot.git.commit_tree import CommitTree

    tree = CommitTree.at(repository.find(Path(folder)))
    with progress.bar("Checking", form) as step:
        report = validate(tree, moment, whole=is_whole, processes=1, progress=step)
    return tree, _with_changes(report, tree, moment, since)


def _sparing(locate: Locate, findings: Iterable[Finding]) -> Locate:
    """Return a function that locates only the printed findings, if there are many."""
    found, inside = in_order(findings), printing.in_files(locate)
    if len(found) <= MANY:
        return inside
    printed = {finding.at for cause in causes(found) for finding in cause.shown}
    return lambda at: inside(at) if at in printed else None
