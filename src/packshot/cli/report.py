"""`packshot report`: show completeness, quality and freshness of the products of the working tree."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from packshot.cli import progress
from packshot.cli.clock import timestamp

if TYPE_CHECKING:
    from packshot.reporting.report import Report


@click.command("report")
@click.argument("kind", metavar="KIND", type=click.Choice(["completeness", "quality", "freshness"]))
@click.option("--market", metavar="MARKET", default="", help="Report only this market.")
@click.option("--locale", metavar="LOCALE", default="", help="Report only this locale.")
@click.option("--channel", "scope", metavar="CHANNEL", default="", help="Report only this channel or channel scope.")
@click.option("--family", metavar="FAMILY", default="", help="Report only this family.")
@click.option(
    "--below", type=click.FloatRange(0, 100), metavar="PERCENT", help="List only products below this percentage."
)
@click.option("--as-of", metavar="DATE", help="Report as of this date, or timestamp with time zone [default: now].")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "html"]),
    default="text",
    show_default=True,
    help="Output format.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Exit 1 if a product is below the percentage of --below. Without --below, only completeness has a limit: the "
    "thresholds of channel scopes in catalog.yaml.",
)
@click.pass_obj
def command(
    folder: str, /, kind: str, below: float | None, as_of: str | None, form: str, strict: bool, **only: str
) -> int:
    """Report completeness, quality or freshness of products.

    KIND is completeness (share of required values that are set), quality (weighted average of criteria for good
    data) or freshness (share of translations made from the current source text). Only changed products are
    evaluated again.
    """
    from packshot.reporting import UnknownError
    from packshot.reporting.lines import Only
    from packshot.reporting.report import latest

    limit = None if below is None else Decimal(str(below))
    moment = timestamp(as_of)
    try:
        with progress.spinner("Validating") as step:
            found = latest(Path(folder), kind, moment, Only(**only), limit, step)  # type: ignore[arg-type]  # a click.Choice
    except UnknownError as unknown:
        raise click.UsageError(str(unknown)) from None
    _print(found, form)
    return int(strict and found.figures.all.below > 0)


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
        from packshot.reporting.table import show

        show(found)
