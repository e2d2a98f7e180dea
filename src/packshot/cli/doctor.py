"""`packshot doctor`: check the setup of the repository and this machine, without changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from packshot.catalog.finding_report import counted, safe
from packshot.cli import printing
from packshot.cli.clock import timestamp

if TYPE_CHECKING:
    from packshot.doctor import Answer

_COLOURS = {"ok": "green", "suggestion": "cyan", "problem": "red"}


@click.command("doctor")
@printing.FORMAT
@click.pass_obj
def command(folder: str, form: str) -> int:
    """Check the setup of the repository and this machine. Changes nothing.

    Exits 1 if there are problems; suggestions do not change the exit code.
    """
    from packshot.doctor import FORMAT, State, diagnosis
    from packshot.doctor.setup import Setup
    from packshot.git import repository

    answers = diagnosis(Setup(repository.find(Path(folder)), timestamp(None)))
    if form == "json":
        click.echo(json.dumps({"packshot": FORMAT, "answers": [each.as_json() for each in answers]}, indent=1))
    else:
        _show(answers)
    return int(any(each.state is State.PROBLEM for each in answers))


def _show(answers: Sequence[Answer]) -> None:
    for each in answers:
        click.secho(f"{each.state.value:11}", fg=_COLOURS[each.state], bold=each.state != "ok", nl=False)
        click.echo(f"{each.question}: {safe(each.text)}")
        if each.help:
            click.echo(f"           help: {safe(each.help)}\n           see: {each.page}")
    counts = {word: sum(each.state == word for each in answers) for word in ("problem", "suggestion")}
    parts = [counted(count, word) for word, count in counts.items() if count]
    click.echo(f"Ran {counted(len(answers), 'check')}: {', '.join(parts) or 'no problems'}")
