"""The rounds of `validate --fix`, at most four. Each round makes all safe edits and validates again."""

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
    """Make the safe edits and validate again, until no file changes or the maximum number of rounds is reached.

    Return the last tree and report, and the fixed files. With `is_dry`, only the first round is made, and no file is
    written. Raise RefusedError if a file cannot be written, or was changed after its validation.
    """
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
