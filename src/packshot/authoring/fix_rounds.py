"""The rounds of `validate --fix`: make the safe edits, validate again, and repeat until no safe edits are left."""

from __future__ import annotations

from collections.abc import Callable

from packshot.authoring.edits import rewrite
from packshot.authoring.fixes import Fixed, fixes
from packshot.checks.run import Report
from packshot.git.work_tree import WorkTree

Check = Callable[[], tuple[WorkTree, Report]]

ROUNDS = 4
"""Maximum number of rounds: a corrected value may reveal another mistake."""


def fix(tree: WorkTree, report: Report, check: Check, *, is_dry: bool) -> tuple[WorkTree, Report, list[Fixed]]:
    """Make the safe edits until none are left; return the last validation. With `is_dry`, files are not changed."""
    done: dict[str, Fixed] = {}
    for _ in range(ROUNDS):
        found = list(fixes(report.findings, tree.read_if_unchanged))
        for each in found:
            done[each.path] = each.after_another(done.get(each.path))
        if is_dry or not found:
            break
        for each in found:
            rewrite(tree.repository.root, each.path, each.after, each.before)
        tree, report = check()
    return tree, report, list(done.values())
