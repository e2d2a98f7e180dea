"""Offers: what a SKU costs in a market and whether it can be had, as the market's lists say it now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from packshot.catalog.reader import Reader
from packshot.engine.types import Timestamp
from packshot.model.audience import Audience
from packshot.model.config import Market, tax_rate
from packshot.model.instants import begins
from packshot.model.price import PriceEntry, PriceLine, PriceList, converted, in_force
from packshot.model.resolve import Query, resolve

NET_COUNTRIES = frozenset({"US", "CA"})
"""Countries whose shops show prices without tax; everywhere else people are shown what they pay."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a SKU costs: for one, from further quantities on, and before a reduction. `tax`: included or excluded."""

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
    """Whether a SKU can be had: in_stock, out_of_stock, backorder or preorder; how many; from which day."""

    state: str
    qty: int | None = None
    date: date | None = None


class Skipped(NamedTuple):
    """A price list that says nothing of a SKU to an audience, and why not."""

    list: str
    reason: str


class Listed(NamedTuple):
    """A price list with the line, and its key, that speaks of a SKU. The first of a market settles the price."""

    list: str
    head: PriceList
    key: str
    line: PriceLine


class PriceDecision(NamedTuple):
    """What a SKU costs now, or the reason why it has no price.

    `entry` is the entry of the line that is in force; where there is none, `text` quotes what decides.
    """

    price: Price | None = None
    reason: str = ""
    text: str = ""
    entry: PriceEntry | None = None


class StockStep(NamedTuple):
    """What a stock list, or a bundle's parts (no list), say of a SKU. The first that says something counts."""

    list: str
    stock: Stock | None
    is_unlisted: bool = False


NO_LINE = "no entry"
UNREADABLE = "invalid; run packshot validate"


def price_of(reader: Reader, audience: Audience, chain: tuple[str, ...], key: str, sku: str) -> PriceDecision:
    """The price in the first of the market's lists that has the SKU."""
    market, found = reader.market(audience.market), _settling(reader, audience, key, sku)
    if market is None or found is None:
        return PriceDecision()
    if not found.line.entries:
        return PriceDecision(None, "not sold in this market", "null")
    if found.head.currency != market.currency:
        return PriceDecision(None, f"ignored: the currency of the market is {market.currency}", found.head.currency)
    entry, change = _in_force(reader, audience, found)
    if entry is None:
        return PriceDecision(None, f"no price in force{change}")
    rate = tax_rate(market, _tax_class(reader, audience, chain, key, sku)) if market.tax else None
    window = _window(entry, found.head, audience.zone)
    return PriceDecision(_shown(entry, found.head, market, rate, window), entry=entry)


def _in_force(reader: Reader, audience: Audience, found: Listed) -> tuple[PriceEntry | None, str]:
    """The entry in force, else when that may change."""
    force = in_force(found.line, found.head, reader.as_of, audience.zone)
    for moment in force.instants:
        reader.instant(moment)
    coming = (moment for moment in force.instants if moment > reader.as_of)
    return force.entry, "" if force.entry else next((f"; the next change is at {each}" for each in coming), "")


def price_steps(reader: Reader, audience: Audience, key: str, sku: str) -> Iterator[Listed | Skipped]:
    """The market's price lists in order, each with its line for a SKU; its own line comes before that of `key/*`."""
    market = reader.market(audience.market)
    for name in market.prices if market else ():
        head = reader.price_list(name)
        if head is None:
            yield Skipped(name, UNREADABLE)
        elif not is_for(head, audience):
            yield Skipped(name, f"only for customer group {head.group}")
        else:
            lines = ((each, reader.price(name, each)) for each in (sku, f"{key}/*"))
            yield next((Listed(name, head, each, line) for each, line in lines if line), Skipped(name, NO_LINE))


def _settling(reader: Reader, audience: Audience, key: str, sku: str) -> Listed | None:
    return next((step for step in price_steps(reader, audience, key, sku) if isinstance(step, Listed)), None)


def refused(reader: Reader, audience: Audience, key: str, sku: str) -> bool:
    """Whether the first price list that speaks of the SKU says null: not sold here."""
    found = _settling(reader, audience, key, sku)
    return found is not None and not found.line.entries


def stock_steps(reader: Reader, market: Market | None, sku: str) -> Iterator[StockStep]:
    """The market's stock lists in order, each with what it says of a SKU."""
    for name in market.stock if market else ():
        line = reader.stock(name, sku)
        yield StockStep(name, Stock(line.state, line.qty, line.date) if line else None)


def unlisted(reader: Reader, market: Market | None) -> StockStep:
    """What the first stock list says of SKUs that no list names. A market without stock lists has everything."""
    name = next(iter(market.stock if market else ()), "")
    head = reader.stock_list(name) if name else None
    return StockStep(name, Stock(head.unlisted), is_unlisted=True) if head else StockStep("", Stock("in_stock"))


def customers_of(reader: Reader, market: Market) -> str:
    """The customer group for which a market's pages and feeds are: its own word, else the only group of its lists.

    Empty where its lists have none, or several: then no list of any group speaks.
    """
    if market.customers is not None:
        return market.customers
    groups = groups_of(reader, market)
    return groups[0] if len(groups) == 1 else ""


def groups_of(reader: Reader, market: Market) -> list[str]:
    """The customer groups of a market's price lists, each once."""
    heads = [reader.price_list(name) for name in market.prices]
    return list(dict.fromkeys(head.group for head in heads if head is not None and head.group is not None))


def is_for(head: PriceList, audience: Audience) -> bool:
    """Whether a price list speaks for an audience: it has no customer group, or that one."""
    return head.group is None or head.group == audience.customers


def _window(entry: PriceEntry, head: PriceList, zone: str) -> tuple[Timestamp | None, Timestamp | None]:
    """From when to when the price is in force, as far as it is said."""
    begun = [begins(moment, zone) for moment in (entry.begin, head.begin) if moment]
    ends = [begins(moment, zone) for moment in (entry.end, head.end) if moment]
    return max(begun, default=None), min(ends, default=None)


def _tax_class(reader: Reader, audience: Audience, chain: tuple[str, ...], key: str, sku: str) -> str | None:
    catalog, sheet = reader.catalog(), reader.sheet(key)
    if catalog is None or sheet is None or catalog.tax_class not in sheet.family.attributes:
        return None
    value = resolve(sheet, catalog.tax_class, Query(chain, audience.scope, sku)).value
    return value if isinstance(value, str) else None


def _shown(
    entry: PriceEntry,
    head: PriceList,
    market: Market,
    rate: Decimal | None,
    window: tuple[Timestamp | None, Timestamp | None],
) -> Price:
    """A price with tax as the market's people expect it; as listed where no rate is known."""
    wanted = "excluded" if market.country in NET_COUNTRIES else "included"
    tax = wanted if rate is not None else head.tax

    def shown(amount: Decimal) -> Decimal:
        return amount if rate is None else converted(amount, rate, head.tax, tax, market.currency)

    tiers = [(quantity, shown(amount)) for quantity, amount in entry.tiers]
    was = None if entry.was is None else shown(entry.was)
    return Price(tiers[0][1], market.currency, was, tuple(tiers[1:]), tax, rate, *window)
