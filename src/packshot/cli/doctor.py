"""`packshot doctor`: whether the repository and this machine are set up well. Changes nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from packshot.catalog.finding_report import safe
from packshot.cli import printing
from packshot.cli.clock import timestamp

if TYPE_CHECKING:
    from packshot.doctor import Answer

_COLOURS = {"ok": "green", "advice": "cyan", "problem": "red"}


@click.command("doctor")
@printing.FORMAT
@click.pass_obj
def command(folder: str, form: str) -> int:
    """Check how the repository and this machine are set up, and say each cure. Changes nothing.

    Exits 1 if there are problems; advice does not fail.
    """
    from packshot.doctor import FORMAT, State, diagnosis
    from packshot.doctor.setup import Setup
    from packshot.git import repository

    answers = diagnosis(Setup(repository.find(Path(folder)), timestamp(None)))
    if form == "json":
        click.echo(json.dumps({"packshot": FORMAT, "answers": [asdict(each) for each in answers]}, indent=1))
    else:
        _show(answers)
    return int(any(each.state is State.PROBLEM for each in answers))


def _show(answers: Sequence[Answer]) -> None:
    for each in answers:
        click.secho(f"{each.state.value:8}", fg=_COLOURS[each.state], bold=each.state != "ok", nl=False)
        click.echo(f"{each.question}: {safe(each.what)}")
        if each.cure:
            click.echo(f"        cure: {safe(each.cure)}\n        see:  {each.page}")
    counts = {word: sum(each.state == word for each in answers) for word in ("problem", "advice")}
    parts = [f"{count} {word}{'s' * (count > 1 and word == 'problem')}" for word, count in counts.items() if count]
    click.echo(f"{len(answers)} answers: {', '.join(parts) or 'all is well'}.")
