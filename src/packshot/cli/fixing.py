"""What `packshot validate --fix` prints: the edits that are made, and how many wait for a review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from packshot.authoring.fixes import Fixed
    from packshot.findings import Finding


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
