"""`packshot explain`: show the source of each value of a product, and why values are not set or not shown."""

from __future__ import annotations

import click

from packshot.cli import printing
from packshot.cli.clock import timestamp
from packshot.cli.source import work_tree


@click.command("explain")
@click.argument("name", metavar="SKU")
@click.argument("attribute", required=False, default="")
@click.option(
    "--market",
    metavar="MARKET",
    default="",
    help="Market [default: the first market that has the locale of --locale, otherwise the first market].",
)
@click.option("--locale", metavar="LOCALE", default="", help="Locale [default: the first locale of the market].")
@click.option(
    "--scope",
    metavar="SCOPE",
    default="web",
    show_default=True,
    help="Channel scope: web, api, the scope of a channel, or a scope of catalog.yaml.",
)
@click.option("--as-of", metavar="DATE", help="Explain as of this date, or timestamp with time zone [default: now].")
@printing.FORMAT
@click.pass_obj
def command(folder: str, /, as_of: str | None, form: str, **words: str) -> int:
    """Show the source of each value of a SKU (or product key): file and line, overridden values, and the reasons for
    missing values. Also shows the price, the stock, the assets with their rights, and the feeds that include or exclude
    the SKU.

    With ATTRIBUTE (for example name, assets.main, price, stock, related or feeds), only that part is shown.
    """
    from packshot.reporting import UnknownError
    from packshot.reporting.explanation import Question, answer

    moment = timestamp(as_of)
    try:
        found = answer(work_tree(folder), moment, Question(**words))
    except UnknownError as unknown:
        raise click.UsageError(str(unknown)) from None
    if form == "json":
        from packshot.cli.explanation_json import as_json

        printing.as_json(as_json(found))
    else:
        from packshot.cli.explanation_text import show

        show(found)
    return 0
