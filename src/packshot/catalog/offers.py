"""Offers: what a SKU costs in a market and whether it can be had, as the market's lists say it now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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


def price_of(reader: Reader, audience: Audience, chain: tuple[str, ...], key: str, sku: str) -> Price | None:
    """The price in the first of the market's lists that has the SKU; None where it has none now."""
    market = reader.market(audience.market)
    found = next(_lines(reader, audience, key, sku), None)
    if market is None or found is None or found[0].currency != market.currency:
        return None
    head, line = found
    entry = _in_force(reader, audience, head, line)
    rate = tax_rate(market, _tax_class(reader, audience, chain, key, sku)) if market.tax else None
    return _shown(entry, head, market, rate, _window(entry, head, audience.zone)) if entry else None


def refused(reader: Reader, audience: Audience, key: str, sku: str) -> bool:
    """Whether the first price list that speaks of the SKU says null: not sold here."""
    found = next(_lines(reader, audience, key, sku), None)
    return found is not None and not found[1].entries


def stock_of(reader: Reader, audience: Audience, sku: str) -> Stock:
    """What the first stock list that has the SKU says, else what the first list says of those it does not name.

    A market without stock lists has everything.
    """
    market = reader.market(audience.market)
    lists = market.stock if market else ()
    head = reader.stock_list(lists[0]) if lists else None
    return stock_line(reader, market, sku) or Stock(head.unlisted if head else "in_stock")


def stock_line(reader: Reader, market: Market | None, sku: str) -> Stock | None:
    """What the first stock list of a market that has the SKU says; None where none has it."""
    for name in market.stock if market else ():
        line = reader.stock(name, sku)
        if line is not None:
            return Stock(line.state, line.qty, line.date)
    return None


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


def _lines(reader: Reader, audience: Audience, key: str, sku: str) -> Iterator[tuple[PriceList, PriceLine]]:
    """The lines that speak of a SKU to an audience, in the market's order of lists; its own before that of `key/*`."""
    market = reader.market(audience.market)
    for name in market.prices if market else ():
        head = reader.price_list(name)
        if head is None or not is_for(head, audience):
            continue
        line = reader.price(name, sku)
        line = reader.price(name, f"{key}/*") if line is None else line
        if line is not None:
            yield head, line


def _in_force(reader: Reader, audience: Audience, head: PriceList, line: PriceLine) -> PriceEntry | None:
    force = in_force(line, head, reader.as_of, audience.zone)
    for moment in force.instants:
        reader.instant(moment)
    return force.entry


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
