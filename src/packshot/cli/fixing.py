"""`packshot validate --fix`: the edits that need no review are made, and everything is checked again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from packshot.authoring.fixes import Fixed
    from packshot.checks.run import Report
    from packshot.findings import Finding
    from packshot.git.work_tree import WorkTree

    Check = Callable[[], tuple[WorkTree, Report]]

ROUNDS = 4
"""How often is fixed and checked: one mended value may bring another mistake to light."""


def fix(tree: WorkTree, report: Report, check: Check, *, is_dry: bool) -> tuple[WorkTree, Report, list[Fixed]]:
    """Make the safe edits until there are none left; gives what the last check saw. `is_dry` touches no file."""
    from packshot.authoring.edits import rewrite
    from packshot.authoring.fixes import fixes

    done: dict[str, Fixed] = {}
    for _ in range(ROUNDS):
        found = list(fixes(report.findings, tree.judged))
        for each in found:
            done[each.path] = each.after_another(done.get(each.path))
        if is_dry or not found:
            break
        for each in found:
            rewrite(tree.repository.root, each.path, each.after, each.before)
        tree, report = check()
    return tree, report, list(done.values())


def say(done: Sequence[Fixed], left: Sequence[Finding], *, is_dry: bool) -> None:
    """Each file as a diff, then how many there were, and how many edits wait for a person."""
    from packshot.catalog.finding_report import safe

    for each in done:
        for line in each.diff().split("\n")[2:]:
            colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
            click.secho(f"{safe(each.path)}: {safe(line)}" if colour == "cyan" else f"  {safe(line)}", fg=colour)
    cured, files = sum(each.cured for each in done), len({each.path for each in done})
    word = "would be made" if is_dry else "made"
    made = f"{_several(cured, 'edit')} in {_several(files, 'file')} {word}."
    click.echo(made if cured else "No edit is so plain that it needs no review.")
    waiting = sum(any(not edit.safe for edit in finding.edits) for finding in left)
    if waiting:
        click.echo(f"{_several(waiting, 'finding')} with an edit that needs a look: --format json shows it.")
    click.echo()


def _several(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"
