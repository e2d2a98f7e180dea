"""`packshot explain`: where each value of a product comes from, and why something is not shown."""

from __future__ import annotations

import click

from packshot.cli import printing
from packshot.cli.clock import timestamp
from packshot.cli.source import work_tree


@click.command("explain")
@click.argument("name", metavar="SKU")
@click.argument("attribute", required=False, default="")
@click.option("--market", default="", help="The market [default: the first one, or the first with that locale].")
@click.option("--locale", default="", help="The locale [default: the market's first one].")
@click.option("--scope", default="web", show_default=True, help="The channel scope: web, api, or one of a channel.")
@click.option("--as-of", metavar="INSTANT", help="Explain for this instant: 2026-12-24, or with time and zone.")
@printing.FORMAT
@click.pass_obj
def command(folder: str, /, as_of: str | None, form: str, **words: str) -> int:
    """Show where the values of a SKU (or product key) come from: file and line, what they override, and why others
    are absent; its price, its stock, its assets with their rights, and which feeds leave it out.

    With ATTRIBUTE (name, assets.main, price, stock, related, feeds ...) only that.
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
