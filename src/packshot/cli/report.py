"""`packshot report`: how complete, good and fresh the products of the working tree are."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from packshot.reporting.lines import Only
    from packshot.reporting.report import Report


@click.command("report")
@click.argument("kind", metavar="KIND", type=click.Choice(["completeness", "quality", "freshness"]))
@click.option("--market", default="", help="This market only.")
@click.option("--locale", default="", help="This locale only.")
@click.option("--channel", "scope", default="", help="This channel, or channel scope, only.")
@click.option("--family", default="", help="This family only.")
@click.option("--below", type=click.FloatRange(0, 100), metavar="PERCENT", help="List what is below this percentage.")
@click.option("--as-of", metavar="INSTANT", help="Report as of this instant: 2026-12-24, or with time and zone.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "html"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Fail if anything is below --below, else below catalog.yaml's thresholds.")
@click.pass_obj
def command(
    folder: str, /, kind: str, below: float | None, as_of: str | None, form: str, strict: bool, **only: str
) -> int:
    """Report how ready products are.

    KIND is completeness (required values that are there), quality (a weighted mean of what makes good data) or
    freshness (translations that follow the present source text). Only what has changed is judged anew.
    """
    from packshot.cli.clock import timestamp
    from packshot.reporting.lines import Only
    from packshot.reporting.report import UnknownError

    asked = (kind, timestamp(as_of), Only(**only), None if below is None else Decimal(str(below)))
    try:
        found = _reported(Path(folder), *asked)
    except UnknownError as unknown:
        raise click.UsageError(str(unknown)) from None
    _print(found, form)
    return int(strict and found.figures.all.below > 0)


def _reported(folder: Path, kind: str, as_of: str, only: Only, below: Decimal | None) -> Report:
    """The report, out of a state made anew where the one that was kept is not whole."""
    from packshot.cli import progress
    from packshot.engine.parsing import DamagedError
    from packshot.incremental_validation import forget, judge
    from packshot.reporting.report import report

    with progress.shown("Judging") as step:
        try:
            return report(judge(folder, as_of, step), kind, as_of, only, below)  # type: ignore[arg-type]  # click's choice
        except DamagedError:
            forget(folder)
            return report(judge(folder, as_of, step), kind, as_of, only, below)  # type: ignore[arg-type]  # click's choice


def _print(found: Report, form: str) -> None:
    from packshot.reporting import plain

    if form == "json":
        click.echo(plain.as_json(found.kind, found.as_of, found.figures, found.listed()))
    elif form == "csv":
        for row in plain.as_csv(found.listed()):
            click.echo(row)
    elif form == "html":
        from packshot.reporting.page import page

        click.echo(page(found))
    else:
        _show(found)


def _show(found: Report) -> None:
    from rich.console import Console

    from packshot.reporting.table import show

    show(found, Console())
