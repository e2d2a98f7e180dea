"""`packshot explain`: where each value of a product comes from, and why something is not shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from packshot.cli import printing

if TYPE_CHECKING:
    from packshot.catalog.explanation import Explanation
    from packshot.catalog.memory_facts import MemoryFacts
    from packshot.catalog.reader import Reader
    from packshot.engine.types import Facts
    from packshot.findings import Locate
    from packshot.git.work_tree import WorkTree
    from packshot.model.audience import Audience


class Question(NamedTuple):
    """What was asked: a SKU or product, and perhaps one value of it, for whom."""

    name: str
    attribute: str
    market: str
    locale: str
    scope: str


class Feed(NamedTuple):
    """Where a feed shows a SKU, or why it does not (an empty reason: it does)."""

    channel: str
    audience: str
    sku: str
    reason: str


class Answer(NamedTuple):
    """What is told: for whom, the explanation, and what the feeds do."""

    audience: Audience
    told: Explanation
    feeds: Sequence[Feed]
    as_of: str
    locate: Locate


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

    reader = read_whole(tree, facts, as_of)
    key, sku = _named(reader, tree, question.name)
    audience = _audience(reader, question)
    told = explain(Visible(reader, audience), key, sku)
    if told is None:
        raise _unreadable(reader, key)
    feeds = _feeds(reader, key, sku, question)
    return Answer(audience, *_narrowed(told, feeds, question.attribute), as_of, locator(tree))


def _known_facts(tree: WorkTree) -> Facts | None:
    """What all files say by the state of the last build; None where that is of other files."""
    from packshot.catalog.toolchain import toolchain
    from packshot.engine.facts import facts_of
    from packshot.engine.sorted_map import SortedMaps
    from packshot.engine.state import load
    from packshot.engine.storage import open_storage
    from packshot.engine.store import Store
    from packshot.engine.up_to_date import latest
    from packshot.pipeline import HOME

    store = str(tree.repository.root / HOME / "store")
    built = latest(store)
    if built is not None and (built.tree, built.toolchain) == (tree.id, toolchain()):
        return facts_of(load(SortedMaps(Store(open_storage(store))), built).tables)
    return None


def _named(reader: Reader, tree: WorkTree, name: str) -> tuple[str, str | None]:
    """The product and SKU of a name."""
    from packshot.catalog.indexes import INDEX_NAME
    from packshot.catalog.whole_tree import read_facts

    named = reader.named(name)
    if named:
        return named
    facts = read_facts(tree)
    renamed = _formerly(reader, facts, name)
    if renamed:
        raise click.UsageError(f'"{name}" is now called {renamed}.')
    known = {value.rpartition("\t")[2] for _, values in facts.index(INDEX_NAME) for value in values}
    raise click.UsageError(f'No product or SKU is called "{name}".{_did_you_mean(name, known)}')


def _formerly(reader: Reader, facts: MemoryFacts, name: str) -> str:
    """The product or SKU that was called so before; every product is looked at."""
    for node in facts.nodes("product/"):
        product = reader.product(node.removeprefix("product/")) if node.count("/") == 1 else None
        if product:
            for sku, variant in product.variants.items():
                if name in variant.formerly:
                    return sku
            if name in product.formerly:
                return product.key
    return ""


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    """The nearest known names, as a question."""
    import difflib

    folded = {each.casefold(): each for each in known}
    near = difflib.get_close_matches(name.casefold(), folded, n=3, cutoff=0.5)
    return f" Did you mean {' or '.join(folded[each] for each in near)}?" if near else ""


def _audience(reader: Reader, question: Question) -> Audience:
    """For whom: what was asked, completed from the catalogue."""
    from packshot.catalog.visibility import audience_of

    markets = reader.markets()
    _must_be_known("market", question.market, markets)
    _must_be_known("locale", question.locale, reader.locales())
    _must_be_known("scope", question.scope, _scopes(reader))
    with_locale = [key for key in markets if (held := reader.market(key)) and question.locale in held.locales]
    key = question.market or next(iter([*with_locale, *markets]), "")
    market = reader.market(key)
    locale = question.locale or next(iter(market.locales if market else ()), reader.source())
    audience = audience_of(reader, key, locale, question.scope, _customers(reader, question.scope))
    if audience is None:
        raise click.UsageError("catalog/catalog.yaml names no market that can be read; run packshot validate.")
    return audience


def _customers(reader: Reader, scope: str) -> str | None:
    """The customer group that a channel of this scope names; None where none does."""
    from packshot.outputs.channels.views import compiled

    channels = [channel.channel for stem in reader.channels() if (channel := compiled(reader, stem))]
    return next((channel.customers for channel in channels if channel.scope == scope and channel.customers), None)


def _must_be_known(kind: str, name: str, known: Sequence[str]) -> None:
    if name and name not in known:
        raise click.UsageError(f'There is no {kind} "{name}"; there is {", ".join(known)}.')


def _scopes(reader: Reader) -> list[str]:
    from packshot.outputs.channels.views import compiled

    catalog = reader.catalog()
    channels = [channel.channel.scope for stem in reader.channels() if (channel := compiled(reader, stem))]
    return [*dict.fromkeys(["web", "api", *channels, *(catalog.scopes if catalog else ())])]


def _unreadable(reader: Reader, key: str) -> Exception:
    from packshot.findings import Location, RefusedError, error

    at = Location(reader.path_of(f"product/{key}"))
    return RefusedError(
        error("unreadable", at, f"The product {key} or its family cannot be read.", "Run packshot validate first.")
    )


def _feeds(reader: Reader, key: str, sku: str | None, question: Question) -> list[Feed]:
    """What every feed does with each SKU that was asked for."""
    from packshot.model.product import iter_skus
    from packshot.outputs.channels.views import built, left_out

    product = reader.product(key)
    skus = (sku,) if sku else tuple(iter_skus(product)) if product else ()
    reasons = {(out.channel, out.audience, out.sku): out.reason for out in left_out(reader, key)}
    return [
        Feed(
            channel.channel.key,
            f"{audience.market}/{audience.locale}",
            each,
            reasons.get((channel.channel.key, audience, each), ""),
        )
        for channel, audience in built(reader)
        for each in skus
        if question.market in ("", audience.market) and question.locale in ("", audience.locale)
    ]


def _narrowed(told: Explanation, feeds: list[Feed], attribute: str) -> tuple[Explanation, Sequence[Feed]]:
    """Only the value that was asked for, if one was."""
    from dataclasses import replace

    if not attribute:
        return told, feeds
    wanted = {attribute, f"assets.{attribute}"}
    wanted |= {value.path for value in told.values if attribute == "related" and value.path.startswith("related.")}
    values = tuple(value for value in told.values if value.path in wanted)
    links = tuple(link for link in told.links if attribute in ("related", f"related.{link.code}"))
    if not values and not links and attribute not in ("price", "stock", "feeds", "assets", "related"):
        paths = (*(value.path for value in told.values), *(f"related.{link.code}" for link in told.links))
        known = [*dict.fromkeys(paths), "price", "stock", "feeds"]
        raise click.UsageError(f'It has no value "{attribute}".{_did_you_mean(attribute, known)}')
    assets = tuple(each for each in told.assets if attribute == "assets" or f"assets.{each.role}" in wanted)
    if attribute == "price":
        offers = tuple(replace(offer, stocks=()) for offer in told.offers)
    elif attribute == "stock":
        offers = tuple(replace(offer, prices=()) for offer in told.offers)
    else:
        offers = ()
    return replace(
        told, values=values, assets=assets, links=links, offers=offers
    ), feeds if attribute == "feeds" else ()
