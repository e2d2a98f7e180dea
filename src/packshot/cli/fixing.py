"""The output of `packshot validate --fix`, and the number of edits that it can make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from packshot.catalog.finding_report import counted, safe

if TYPE_CHECKING:
    from packshot.authoring.fixes import Fixed
    from packshot.findings import Finding


MOST = 100
"""Maximum number of safe edits that are tried to count those that can be made."""


def show(fixes: Sequence[Fixed], left: Sequence[Finding], *, is_dry: bool) -> None:
    """Print the diff of each file, the number of edits, and the number of findings whose edit needs a review."""
    for each in fixes:
        for line in each.diff().split("\n")[2:]:
            colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
            click.secho(f"{safe(each.path)}: {safe(line)}" if colour == "cyan" else f"  {safe(line)}", fg=colour)
    edits, files = sum(each.edits for each in fixes), len({each.path for each in fixes})
    done = "Would make" if is_dry else "Made"
    click.echo(f"{done} {counted(edits, 'edit')} in {counted(files, 'file')}" if edits else "No safe fixes available")
    waiting = sum(any(not edit.safe for edit in finding.edits) for finding in left)
    if waiting:
        click.echo(f"{counted(waiting, 'finding')} with an edit to review: see packshot validate --format json")
    click.echo()


def fixable(findings: Sequence[Finding], read: Callable[[str], bytes | None]) -> str:
    """Return the number of edits that `--fix` makes in its first round, as text; empty if there are none.

    The edits are tried, because not every safe edit can be made. For more than `MOST` safe edits, the text is
    `at least N`. `read` returns the validated bytes of a file.
    """
    if not any(edit.safe for finding in findings for edit in finding.edits):
        return ""
    from packshot.authoring.fixes import fixes, safe_edits

    count = sum(each.edits for each in fixes(findings, read, MOST))
    return f"{'at least ' if len(safe_edits(findings)) > MOST else ''}{count:,}" if count else ""
