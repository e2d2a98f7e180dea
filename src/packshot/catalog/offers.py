"""Offers: the current price and availability of a SKU, from the price lists and stock lists of a market."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from packshot.catalog.reader import Reader
from packshot.engine.types import Timestamp
from packshot.findings import Note, note
from packshot.model.audience import Audience
from packshot.model.config import Market, tax_rate
from packshot.model.currencies import in_minor_units
from packshot.model.instants import begins
from packshot.model.price import PriceEntry, PriceLine, PriceList, converted, in_force
from packshot.model.resolve import Query, resolve

NET_COUNTRIES = frozenset({"US", "CA"})
"""Countries whose shops show prices without tax; shops elsewhere show prices with tax."""


@dataclass(frozen=True, slots=True)
class Price:
    """The price of a SKU: for one piece, for larger quantities, and before a reduction.

    `tax` is `included` or `excluded`.
    """

    amount: Decimal
    currency: str
    was: Decimal | None
    tiers: tuple[tuple[int, Decimal], ...]
    tax: str
    rate: Decimal | None
    since: Timestamp | None
    until: Timestamp | None


@dataclass(frozen=True, slots=True)
class Stock:
    """The availability of a SKU: its state, its quantity and its arrival date.

    The state is `in_stock`, `out_of_stock`, `backorder` or `preorder`.
    """

    state: str
    qty: int | None = None
    date: date | None = None


class Skipped(NamedTuple):
    """A price list that does not apply to a SKU and an audience, and the reason."""

    list: str
    reason: Note


class Listed(NamedTuple):
    """A price list with its line for a SKU, and the key of the line. The first such list of a market sets the price."""

    list: str
    head: PriceList
    key: str
    line: PriceLine


class PriceDecision(NamedTuple):
    """The current price of a SKU, or the reason that it has none; neither if no price list has the SKU.

    `entry` is the entry of the price line that is in force. `text` quotes the value in the file that is the reason, if
    any.
    """

    price: Price | None = None
    reason: Note | None = None
    text: str = ""
    entry: PriceEntry | None = None


class StockStep(NamedTuple):
    """The stock of a SKU in a stock list, the stock of unlisted SKUs (`is_unlisted`), or stock computed from bundle
    parts.

    The first step with stock applies. `list` is empty for computed stock, and for a market without a readable first
    stock list.
    """

    list: str
    stock: Stock | None
    is_unlisted: bool = False


NO_LINE = note("price.no-line")
UNREADABLE = note("price.unreadable")


def price_of(reader: Reader, audience: Audience, chain: tuple[str, ...], key: str, sku: str) -> PriceDecision:
    """Return the price in the first price list of the market that has the SKU, or the reason that there is no price."""
    market, found = reader.market(audience.market), _deciding(reader, audience, key, sku)
    if market is None or found is None:
        return PriceDecision()
    if not found.line.entries:
        return PriceDecision(None, note("price.not-sold"), "null")
    if found.head.currency != market.currency:
        return PriceDecision(None, note("price.currency", currency=market.currency), found.head.currency)
    entry, change = _in_force(reader, audience, found)
    if entry is None:
        return PriceDecision(None, note("price.not-in-force", change=change))
    rate = tax_rate(market, _tax_class(reader, audience, chain, key, sku)) if market.tax else None
    window = _window(entry, found.head, audience.zone)
    return PriceDecision(_as_shown(entry, found.head, market, rate, window), entry=entry)


def _in_force(reader: Reader, audience: Audience, found: Listed) -> tuple[PriceEntry | None, Timestamp | None]:
    """Return the entry in force, or the time at which that may change."""
    force = in_force(found.line, found.head, reader.as_of, audience.zone)
    for moment in force.instants:
        reader.instant(moment)
    coming = (moment for moment in force.instants if moment > reader.as_of)
    return force.entry, None if force.entry else next(coming, None)


def price_steps(reader: Reader, audience: Audience, key: str, sku: str) -> Iterator[Listed | Skipped]:
    """Yield the price lists of the market in order, each with its line for the SKU or the reason to skip it.

    The line of the SKU takes precedence over the line `key/*`.
    """
    market = reader.market(audience.market)
    for name in market.prices if market else ():
        head = reader.price_list(name)
        if head is None:
            yield Skipped(name, UNREADABLE)
        elif not is_for(head, audience):
            yield Skipped(name, note("price.group", group=head.group))
        else:
            lines = ((each, reader.price(name, each)) for each in (sku, f"{key}/*"))
            yield next((Listed(name, head, each, line) for each, line in lines if line), Skipped(name, NO_LINE))


def _deciding(reader: Reader, audience: Audience, key: str, sku: str) -> Listed | None:
    return next((step for step in price_steps(reader, audience, key, sku) if isinstance(step, Listed)), None)


def refused(reader: Reader, audience: Audience, key: str, sku: str) -> bool:
    """Return whether the SKU is not sold: the first price list with a line for the SKU has the value `null` there."""
    found = _deciding(reader, audience, key, sku)
    return found is not None and not found.line.entries


def stock_steps(reader: Reader, market: Market | None, sku: str) -> Iterator[StockStep]:
    """Yield the stock lists of the market in order, each with the stock of the SKU; None if it is not listed."""
    for name in market.stock if market else ():
        line = reader.stock(name, sku)
        yield StockStep(name, Stock(line.state, line.qty, line.date) if line else None)


def unlisted(reader: Reader, market: Market | None) -> StockStep:
    """Return the stock of unlisted SKUs, as set by the first stock list.

    The state is `in_stock` if the market has no stock lists, or if the first one cannot be read.
    """
    name = next(iter(market.stock if market else ()), "")
    head = reader.stock_list(name) if name else None
    return StockStep(name, Stock(head.unlisted), is_unlisted=True) if head else StockStep("", Stock("in_stock"))


def customers_of(reader: Reader, market: Market) -> str:
    """Return the customer group that applies to the pages and feeds of a market.

    This is the key `customers` of the market, otherwise the only group of its price lists. If the price lists have no
    group or several groups, return ""; then no price list with a group applies.
    """
    if market.customers is not None:
        return market.customers
    groups = groups_of(reader, market)
    return groups[0] if len(groups) == 1 else ""


def groups_of(reader: Reader, market: Market) -> list[str]:
    """Return the customer groups of a market's price lists, each once."""
    heads = [reader.price_list(name) for name in market.prices]
    return list(dict.fromkeys(head.group for head in heads if head is not None and head.group is not None))


def is_for(head: PriceList, audience: Audience) -> bool:
    """Return whether a price list applies to an audience: it has no customer group, or that of the audience."""
    return head.group is None or head.group == audience.customers


def _window(entry: PriceEntry, head: PriceList, zone: str) -> tuple[Timestamp | None, Timestamp | None]:
    """Return the period in which the price is in force; None for an open end."""
    begun = [begins(moment, zone) for moment in (entry.begin, head.begin) if moment]
    ends = [begins(moment, zone) for moment in (entry.end, head.end) if moment]
    return max(begun, default=None), min(ends, default=None)


def _tax_class(reader: Reader, audience: Audience, chain: tuple[str, ...], key: str, sku: str) -> str | None:
    catalog, sheet = reader.catalog(), reader.sheet(key)
    if catalog is None or sheet is None or catalog.tax_class not in sheet.family.attributes:
        return None
    value = resolve(sheet, catalog.tax_class, Query(chain, audience.scope, sku)).value
    return value if isinstance(value, str) else None


def _as_shown(
    entry: PriceEntry,
    head: PriceList,
    market: Market,
    rate: Decimal | None,
    window: tuple[Timestamp | None, Timestamp | None],
) -> Price:
    """Return a price with or without tax, as is usual in the market; as listed if the rate is unknown.

    The price for one piece and the former price are rounded half up to the smallest unit of the currency, so that all
    outputs agree. A former price that is not higher than the price is not a reduction, and is left out.
    """
    usual = "excluded" if market.country in NET_COUNTRIES else "included"
    tax = usual if rate is not None else head.tax

    def convert(amount: Decimal) -> Decimal:
        return amount if rate is None else converted(amount, rate, head.tax, tax, market.currency)

    tiers = [(quantity, convert(amount)) for quantity, amount in entry.tiers]
    amount = in_minor_units(tiers[0][1], market.currency)
    was = None if entry.was is None else in_minor_units(convert(entry.was), market.currency)
    reduced_from = was if was is not None and was > amount else None
    return Price(amount, market.currency, reduced_from, tuple(tiers[1:]), tax, rate, *window)
