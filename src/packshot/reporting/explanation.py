"""The explanation of a product or SKU for one audience, and the feeds that include or exclude its SKUs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from packshot.catalog import nodes
from packshot.catalog.explanation import Explanation, audience_for, explain, names, only
from packshot.catalog.finding_report import locator
from packshot.catalog.former_names import products_or_skus
from packshot.catalog.indexes import INDEX_NAME
from packshot.catalog.reader import Reader
from packshot.catalog.scopes import scopes
from packshot.catalog.toolchain import toolchain
from packshot.catalog.visibility import Visible
from packshot.catalog.whole_tree import read_facts, read_whole
from packshot.engine.parsing import DamagedError
from packshot.engine.state_reader import StateReader
from packshot.engine.types import Facts
from packshot.engine.up_to_date import latest
from packshot.findings import Locate, Location, Suggestion, refusal, report
from packshot.git.work_tree import WorkTree
from packshot.local_state import HOME
from packshot.model.audience import Audience
from packshot.model.names import near_names, unlisted
from packshot.outputs.channels.views import RowDecision, customers_of_scope, row_decisions
from packshot.reporting import UnknownError


class Question(NamedTuple):
    """A request to explain a SKU or product, optionally for one attribute and one audience; "" selects the default."""

    name: str
    attribute: str
    market: str
    locale: str
    scope: str


class Answer(NamedTuple):
    """An explanation with its audience, and the decisions to include the SKUs in a feed or exclude them."""

    audience: Audience
    explanation: Explanation
    feeds: Sequence[RowDecision]
    as_of: str
    locate: Locate


def answer(tree: WorkTree, as_of: str, question: Question) -> Answer:
    """Return the answer to a question about the working tree.

    The facts of the last build are used if they are undamaged and from the same files and toolchain;
    otherwise, all files are read. Raises UnknownError for an unknown name or if there is no readable market, and
    RefusedError if the product cannot be read.
    """
    with suppress(DamagedError):
        if known := _known_facts(tree):
            return _answer(tree, known, as_of, question)
    return _answer(tree, read_facts(tree), as_of, question)


def _known_facts(tree: WorkTree) -> Facts | None:
    """Return the facts of all files from the state of the last build; None if the state is of other files."""
    store = str(tree.repository.root / HOME / "store")
    built = latest(store)
    if built is not None and (built.tree, built.toolchain) == (tree.id, toolchain()):
        return StateReader(store, built).facts
    return None


def _answer(tree: WorkTree, facts: Facts, as_of: str, question: Question) -> Answer:
    reader = read_whole(tree, facts, as_of)
    key, sku = _named(reader, tree, question.name)
    audience = _audience(reader, question)
    explanation = explain(Visible(reader, audience), key, sku)
    if explanation is None:
        raise refusal("unreadable", Location(reader.path_of(nodes.product(key))), name=key)
    feeds = [each for each in row_decisions(reader, key) if _is_requested(question, sku, each)]
    return Answer(audience, *_narrowed(explanation, feeds, question.attribute), as_of, locator(tree))


def _named(reader: Reader, tree: WorkTree, name: str) -> tuple[str, str | None]:
    """Return the product and SKU of a name."""
    if named := reader.named(name):
        return named
    for renamed in products_or_skus(reader, name):
        suggestion = Suggestion(renamed, "renamed")
        raise UnknownError(report("unknown-product.explained", _ARGUMENT, suggestion=suggestion, name=name))
    known = {value.rpartition("\t")[2] for _, values in read_facts(tree).index(INDEX_NAME) for value in values}
    raise _unknown("unknown-product.explained", name, known)


_ARGUMENT = Location("")
"""The location of an argument of the command line."""


def _unknown(message: str, name: str, known: Iterable[str]) -> UnknownError:
    """Return the error of an unknown name, with the nearest known ones."""
    return UnknownError(report(message, _ARGUMENT, name=name, known=near_names(name, known, most=3, cutoff=0.5)))


def _audience(reader: Reader, question: Question) -> Audience:
    """Return the requested audience, completed from the catalogue."""
    for kind, known in (("market", reader.markets()), ("locale", reader.locales()), ("scope", scopes(reader))):
        name = getattr(question, kind)
        if name and name not in known:
            raise UnknownError(unlisted(f"unknown-{kind}", _ARGUMENT, name, known))
    audience = audience_for(
        reader, question.market, question.locale, question.scope, customers_of_scope(reader, question.scope)
    )
    if audience is None:
        raise UnknownError(report("unknown-market.none", _ARGUMENT))
    return audience


def _is_requested(question: Question, sku: str | None, row: RowDecision) -> bool:
    """Return whether a row of a feed is for the requested SKU, market and locale, if any were requested."""
    pairs = ((sku, row.sku), (question.market, row.audience.market), (question.locale, row.audience.locale))
    return all(requested in (None, "", found) for requested, found in pairs)


def _narrowed(
    explanation: Explanation, feeds: list[RowDecision], attribute: str
) -> tuple[Explanation, Sequence[RowDecision]]:
    """Return only the requested value; all values if none was requested."""
    if not attribute:
        return explanation, feeds
    part = only(explanation, attribute)
    if not part.values and not part.links and attribute not in ("price", "stock", "feeds", "assets", "related"):
        raise _unknown("unknown-attribute.explained", attribute, [*names(explanation), "feeds"])
    return part, feeds if attribute == "feeds" else ()
