"""What `packshot validate --fix` prints: the edits that are made, and how many wait for a review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from packshot.catalog.finding_report import safe

if TYPE_CHECKING:
    from packshot.authoring.fixes import Fixed
    from packshot.findings import Finding


def show(fixes: Sequence[Fixed], left: Sequence[Finding], *, is_dry: bool) -> None:
    """Print each file as a diff, then how many edits there were, and how many need a review."""
    for each in fixes:
        for line in each.diff().split("\n")[2:]:
            colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
            click.secho(f"{safe(each.path)}: {safe(line)}" if colour == "cyan" else f"  {safe(line)}", fg=colour)
    edits, files = sum(each.cured for each in fixes), len({each.path for each in fixes})
    made = f"{_several(edits, 'edit')} in {_several(files, 'file')} {'would be made' if is_dry else 'made'}."
    click.echo(made if edits else "No edit is so plain that it needs no review.")
    waiting = sum(any(not edit.safe for edit in finding.edits) for finding in left)
    if waiting:
        click.echo(f"{_several(waiting, 'finding')} with an edit that needs a look: --format json shows it.")
    click.echo()


def _several(count: int, unit: str) -> str:
    return f"{count:,} {unit}{'s' * (count != 1)}"
