"""`packshot doctor`: whether the repository and this machine are set up well. Changes nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from packshot.doctor import Answer

_MARKS = {"ok": ("ok", "green"), "advice": ("advice", "cyan"), "problem": ("problem", "red")}


@click.command("doctor")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(folder: str, form: str) -> int:
    """Check how the repository and this machine are set up, and say each cure. Changes nothing.

    Exits 1 if there are problems; advice does not fail.
    """
    from packshot.cli.clock import asked_instant
    from packshot.doctor import FORMAT, State, diagnosis
    from packshot.doctor.setup import Setup
    from packshot.git import repository

    found = diagnosis(Setup(repository.find(Path(folder)), asked_instant(None)))
    if form == "json":
        click.echo(json.dumps({"packshot": FORMAT, "answers": [asdict(each) for each in found]}, indent=1))
    else:
        _say(found)
    return int(any(each.state is State.PROBLEM for each in found))


def _say(found: Sequence[Answer]) -> None:
    from packshot.catalog.finding_report import safe

    for each in found:
        word, colour = _MARKS[each.state]
        click.secho(f"{word:8}", fg=colour, bold=word != "ok", nl=False)
        click.echo(f"{each.question}: {safe(each.what)}")
        if each.cure:
            click.echo(f"        cure: {safe(each.cure)}\n        see:  {each.page}")
    counts = {word: sum(each.state == word for each in found) for word in ("problem", "advice")}
    parts = [f"{count} {word}{'s' * (count > 1 and word == 'problem')}" for word, count in counts.items() if count]
    click.echo(f"{len(found)} answers: {', '.join(parts) or 'all is well'}.")
