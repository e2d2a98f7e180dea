"""Explanations of the price and stock of a SKU: the entry of each price list and stock list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packshot.catalog import bundles, nodes
from packshot.catalog.offers import (
    NO_LINE,
    UNREADABLE,
    Listed,
    Price,
    PriceDecision,
    Skipped,
    Stock,
    StockStep,
    price_steps,
)
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible
from packshot.findings import Location
from packshot.model.price import PriceEntry, PriceList
from packshot.model.product import Product


@dataclass(frozen=True, slots=True)
class Line:
    """The entry for a SKU in a price list or stock list, or the stock of a part of a bundle.

    `verdict` is whether the entry applies, or the reason why it does not. `key` is empty if the list has no entry for
    the SKU.
    """

    list: str
    at: Location
    key: str
    text: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Offer:
    """The price and stock of a SKU, with the entries that determine them."""

    sku: str
    hidden: str
    price: Price | None
    prices: tuple[Line, ...]
    stock: Stock
    stocks: tuple[Line, ...]


def explained_offer(visible: Visible, product: Product, sku: str) -> Offer:
    """Return the price and availability of a SKU for an audience, with the entries that determine them."""
    why = visible.hidden(product, sku)
    return Offer(
        sku,
        why.text if why else "",
        visible.price(product.key, sku),
        tuple(_prices(visible, product.key, sku)),
        visible.stock(product, sku),
        tuple(_stocks(visible, product, sku)),
    )


def _prices(visible: Visible, key: str, sku: str) -> Iterator[Line]:
    """Yield the steps of `visible.price`: the market's price lists in order; the first with a line decides."""
    decision: PriceDecision | None = visible.price_decision(key, sku)
    for step in price_steps(visible.reader, visible.audience, key, sku):
        written = step.key if isinstance(step, Listed) else _written(visible.reader, step.list, key, sku)
        at = Location(visible.reader.path_of(nodes.price(step.list, written)), ("prices", written))
        if not written:
            yield Line(step.list, Location(visible.reader.path_of(nodes.price_list(step.list))), "", "", NO_LINE.text)
        elif decision is None and (isinstance(step, Listed) or step.reason in (NO_LINE, UNREADABLE)):
            yield Line(step.list, at, written, "", "skipped: an earlier price list has an entry")
        elif isinstance(step, Skipped):
            yield Line(step.list, at, written, "", (UNREADABLE if step.reason == NO_LINE else step.reason).text)
        elif decision is not None:
            text = _entry(decision.entry, step.head) if decision.entry else decision.text
            yield Line(step.list, at, written, text, decision.reason.text if decision.reason else "in force")
            decision = None


def _written(reader: Reader, name: str, key: str, sku: str) -> str:
    """Return the key of the line that a price list has for a SKU, even if the line cannot be read."""
    return next((each for each in (sku, f"{key}/*") if reader.has(nodes.price(name, each))), "")


def _entry(entry: PriceEntry, head: PriceList) -> str:
    """Return a price as text, with its period, currency and tax."""
    tiers = ", ".join(f"{amount} from {quantity}" if quantity > 1 else str(amount) for quantity, amount in entry.tiers)
    was = f", was {entry.was}" if entry.was is not None else ""
    begun = f", from {entry.begin}" if entry.begin else ""
    ended = f", to {entry.end}" if entry.end else ""
    return f"{tiers} {head.currency}{was}{begun}{ended}, tax {head.tax}"


def _stocks(visible: Visible, product: Product, sku: str) -> Iterator[Line]:
    """Yield the steps of `visible.stock`: the lists up to the first with a line, else the parts or the default."""
    for step in visible.stock_steps(product, sku):
        if step.stock:
            yield from _counted(visible, product, sku, step, step.stock)
            return
        yield Line(step.list, Location(visible.reader.path_of(nodes.stock_list(step.list))), "", "", NO_LINE.text)


def _counted(visible: Visible, product: Product, sku: str, step: StockStep, stock: Stock) -> Iterator[Line]:
    """Yield the step that decides the stock of a SKU."""
    if step.is_unlisted:
        at = Location(visible.reader.path_of(nodes.stock_list(step.list)), ("unlisted",))
        yield Line(step.list, at, "", f"unlisted: {stock.state}", "applies")
    elif step.list:
        at = Location(visible.reader.path_of(nodes.stock(step.list, sku)), ("stock", sku))
        yield Line(step.list, at, sku, _stock(stock), "applies")
    else:
        yield from _part_stocks(visible, product)


def _part_stocks(visible: Visible, bundle: Product) -> Iterator[Line]:
    """Yield the stock of each part of a bundle, from which that of the bundle follows."""
    path = visible.reader.path_of(nodes.product(bundle.key))
    for part, stock in visible.part_stocks(bundle):
        is_short = bundles.state_of(part.qty, stock) != stock.state
        verdict = f"too little: {part.qty} needed" if is_short else f"applies: {part.qty} per bundle"
        yield Line("part", Location(path, ("bundle", part.sku), "key"), part.sku, _stock(stock), verdict)


def _stock(stock: Stock) -> str:
    return stock.state if stock.qty is None else f"{stock.state}, {stock.qty}"
