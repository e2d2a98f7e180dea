"""`packshot explain`: where each value of a product comes from, and why something is not shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from packshot.cli import printing
from packshot.cli.explanation_text import Answer

if TYPE_CHECKING:
    from packshot.catalog.explanation import Explanation
    from packshot.catalog.reader import Reader
    from packshot.engine.types import Facts
    from packshot.git.work_tree import WorkTree
    from packshot.model.audience import Audience
    from packshot.outputs.channels.views import RowDecision


class Question(NamedTuple):
    """What was asked: a SKU or product, and perhaps one value of it, for whom."""

    name: str
    attribute: str
    market: str
    locale: str
    scope: str


@click.command("explain")
@click.argument("name", metavar="SKU")
@click.argument("attribute", required=False, default="")
@click.option("--market", default="", help="The market [default: the first one, or the first with that locale].")
@click.option("--locale", default="", help="The locale [default: the market's first one].")
@click.option("--scope", default="web", show_default=True, help="The channel scope: web, api, or one of a channel.")
@click.option("--as-of", metavar="INSTANT", help="Explain for this instant: 2026-12-24, or with time and zone.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(folder: str, /, name: str, as_of: str | None, form: str, **asked: str) -> int:
    """Show where the values of a SKU (or product key) come from: file and line, what they override, and why others
    are absent; its price, its stock, its assets with their rights, and which feeds leave it out.

    With ATTRIBUTE (name, assets.main, price, stock, related, feeds ...) only that.
    """
    from packshot.cli.clock import asked_instant

    answer = _answer(Path(folder), asked_instant(as_of), Question(name, **asked))
    if form == "json":
        from packshot.cli.explanation_text import as_json

        printing.as_json(as_json(answer))
    else:
        from packshot.cli.explanation_text import show

        show(answer)
    return 0


def _answer(folder: Path, as_of: str, question: Question) -> Answer:
    """The answer by the facts of the last build where they are of the same files and whole, else all are read."""
    from packshot.catalog.whole_tree import read_facts
    from packshot.engine.parsing import DamagedError
    from packshot.git import repository
    from packshot.git.work_tree import WorkTree

    tree = WorkTree(repository.find(folder))
    with suppress(DamagedError):
        if known := _known_facts(tree):
            return _told(tree, known, as_of, question)
    return _told(tree, read_facts(tree), as_of, question)


def _told(tree: WorkTree, facts: Facts, as_of: str, question: Question) -> Answer:
    from packshot.catalog.explanation import explain
    from packshot.catalog.finding_report import locator
    from packshot.catalog.visibility import Visible
    from packshot.catalog.whole_tree import read_whole
    from packshot.outputs.channels.views import row_decisions

    reader = read_whole(tree, facts, as_of)
    key, sku = _named(reader, tree, question.name)
    audience = _audience(reader, question)
    told = explain(Visible(reader, audience), key, sku)
    if told is None:
        raise _unreadable(reader, key)
    feeds = [each for each in row_decisions(reader, key) if _is_asked(question, sku, each)]
    return Answer(audience, *_narrowed(told, feeds, question.attribute), as_of, locator(tree))


def _known_facts(tree: WorkTree) -> Facts | None:
    """What all files say by the state of the last build; None where that is of other files."""
    from packshot.catalog.toolchain import toolchain
    from packshot.engine.state_reader import StateReader
    from packshot.engine.up_to_date import latest
    from packshot.local_state import HOME

    store = str(tree.repository.root / HOME / "store")
    built = latest(store)
    if built is not None and (built.tree, built.toolchain) == (tree.id, toolchain()):
        return StateReader(store, built).facts
    return None


def _is_asked(question: Question, sku: str | None, row: RowDecision) -> bool:
    """Whether a row of a feed is of the SKU, market and locale that were asked for, if any were."""
    audience = row.audience
    asked = ((sku, row.sku), (question.market, audience.market), (question.locale, audience.locale))
    return all(wanted in (None, "", found) for wanted, found in asked)


def _named(reader: Reader, tree: WorkTree, name: str) -> tuple[str, str | None]:
    """The product and SKU of a name."""
    from packshot.catalog.former_names import products_or_skus
    from packshot.catalog.indexes import INDEX_NAME
    from packshot.catalog.whole_tree import read_facts

    if named := reader.named(name):
        return named
    for renamed in products_or_skus(reader, name):
        raise click.UsageError(f'"{name}" is now called {renamed}.')
    known = {value.rpartition("\t")[2] for _, values in read_facts(tree).index(INDEX_NAME) for value in values}
    raise click.UsageError(f'No product or SKU is called "{name}".{_did_you_mean(name, known)}')


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    """The nearest known names, as a question."""
    from packshot.model.names import near_names

    near = near_names(name, known, most=3, cutoff=0.5)
    return f" Did you mean {' or '.join(near)}?" if near else ""


def _audience(reader: Reader, question: Question) -> Audience:
    """For whom: what was asked, completed from the catalogue."""
    from packshot.catalog.explanation import audience_for
    from packshot.catalog.scopes import scopes
    from packshot.outputs.channels.views import customers_of_scope

    _must_be_known("market", question.market, reader.markets())
    _must_be_known("locale", question.locale, reader.locales())
    _must_be_known("scope", question.scope, scopes(reader))
    customers = customers_of_scope(reader, question.scope)
    audience = audience_for(reader, question.market, question.locale, question.scope, customers)
    if audience is None:
        raise click.UsageError("catalog/catalog.yaml names no market that can be read; run packshot validate.")
    return audience


def _must_be_known(kind: str, name: str, known: Sequence[str]) -> None:
    if name and name not in known:
        raise click.UsageError(f'There is no {kind} "{name}"; there is {", ".join(known)}.')


def _unreadable(reader: Reader, key: str) -> Exception:
    from packshot.catalog import nodes
    from packshot.findings import Location, RefusedError, error

    at = Location(reader.path_of(nodes.product(key)))
    return RefusedError(
        error("unreadable", at, f"The product {key} or its family cannot be read.", "Run packshot validate first.")
    )


def _narrowed(told: Explanation, feeds: list[RowDecision], attribute: str) -> tuple[Explanation, Sequence[RowDecision]]:
    """Only the value that was asked for, if one was."""
    from packshot.catalog.explanation import names, only

    if not attribute:
        return told, feeds
    part, known = only(told, attribute), [*names(told), "feeds"]
    if not part.values and not part.links and attribute not in ("price", "stock", "feeds", "assets", "related"):
        raise click.UsageError(f'It has no value "{attribute}".{_did_you_mean(attribute, known)}')
    return part, feeds if attribute == "feeds" else ()
