"""Rules of a price list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from packshot.checks.offer_file import OfferFile
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, report
from packshot.model.currencies import decimals_of, in_minor_units
from packshot.model.instants import begins
from packshot.model.price import PriceEntry, PriceLine, PriceList, is_price_key, ties


@rule(
    "missing-key unknown-key bad-currency bad-choice bad-date bad-number bad-sku bad-combination empty not-a-map",
    "10 33",
)
def shape(prices: OfferFile) -> Iterator[Finding]:
    """What it does: validates the currency and the tax in the head, and the lines. A price line is an amount, amounts
    by quantity, a price with a window, a list of these, or `null` (not sold).

    Why: an ambiguous amount leads to a wrong invoice.

    Example: `ZIP-90: 12,90`. Fix: `ZIP-90: 12.90`.
    """
    yield from prices.shape
    for name in prices.lines if prices.is_part else ():
        if not is_price_key(name):
            yield report("bad-sku.price-line", prices.line(name), name=name)


def _head(prices: OfferFile) -> PriceList | None:
    """Return the head of the list, which is in another file if this is a part."""
    head: PriceList | None = prices.reader.price_list(prices.key) if prices.is_part else prices.entity
    return head


def _entries(prices: OfferFile) -> Mapping[str, PriceLine]:
    """Return the lines that can be read, even if the head has findings."""
    return prices.entity.prices if prices.entity is not None else {keys[-1]: line for keys, line in prices.members}


def _entry(prices: OfferFile, name: str, place: int) -> Location:
    """Return the location of one price of a line; of the line if some of its prices could not be read."""
    raw = prices.lines.get(name)
    is_complete = isinstance(raw, list) and len(raw) == len(_entries(prices)[name].entries)
    return prices.line(name, *((place,) if is_complete else ()))


@rule("price-tie", "33")
def tie(prices: OfferFile) -> Iterator[Finding]:
    """What it does: reports two prices of a price line whose windows begin at the same time.

    Why: the price whose window began last is in force; if two windows begin together, it is not defined which price
    applies.

    Example: `[289.00, 279.00]`, both without a window. Fix: write `[289.00, {price: 279.00, from: 2027-02-01}]`, or
    remove one of the prices.
    """
    for name, line in _entries(prices).items():
        for zone in _zones(prices) if len(line.entries) > 1 else ():
            for first, second in ties(line, zone):
                at = _entry(prices, name, second)
                yield report("price-tie", at, name=name, first=first + 1, second=second + 1)
                break


def _zones(prices: OfferFile) -> list[str]:
    """Return the time zone of plain dates, which is that of the first market that uses the price list, as a list of one
    entry.
    """
    reader, catalog = prices.reader, prices.reader.catalog()
    home = catalog.zone if catalog else "UTC"
    markets = [market for key in reader.markets() if (market := reader.market(key)) and prices.key in market.prices]
    return list(dict.fromkeys([market.zone or home for market in markets] or [home]))[:1]


@rule("price-never", "33")
def windows(prices: OfferFile) -> Iterator[Finding]:
    """What it does: warns of prices whose window is outside the window of the price list.

    Why: the window of the price list limits every line, so such a price is never in force.

    Example: a line from 2027-02-01 in a list that ends at 2027-01-01. Fix: change the date of the line or of the price
    list.
    """
    head = _head(prices)
    if head is None or not (head.begin or head.end):
        return
    for name, line in _entries(prices).items():
        for place, entry in enumerate(line.entries):
            if _is_outside(entry, head):
                yield report("price-never", _entry(prices, name, place), begin=head.begin, end=head.end)


def _is_outside(entry: PriceEntry, head: PriceList) -> bool:
    late = entry.begin and head.end and begins(entry.begin, "UTC") >= begins(head.end, "UTC")
    early = entry.end and head.begin and begins(entry.end, "UTC") <= begins(head.begin, "UTC")
    return bool(late or early)


@rule("price-tiers price-was price-zero", "33")
def amounts(prices: OfferFile) -> Iterator[Finding]:
    """What it does: warns of prices by quantity that do not begin at 1, of a former price (`was`) that is not higher
    than the price, and of a price of 0.

    Why: without a price for one piece, a shop shows the price of the lowest quantity. A former price that is not higher
    is not shown anywhere. Marketplaces reject a price of 0: a feed of the preset `google-primary` leaves the SKU out.

    Example: `{10: 139.00}`. Fix: `{1: 149.00, 10: 139.00}`.
    """
    for name, line in _entries(prices).items():
        for place, entry in enumerate(line.entries):
            at = _entry(prices, name, place)
            if 1 not in entry.price:
                yield report("price-tiers", at, name=name, lowest=min(entry.price))
            if entry.was is not None and entry.was <= entry.amount:
                yield report("price-was", at, name=name, was=entry.was, amount=entry.amount)
            if not entry.amount:
                yield report("price-zero", at, name=name)


@rule("price-thousands", "10 33")
def thousands(prices: OfferFile) -> Iterator[Finding]:
    """What it does: warns of amounts of at least 1 and less than 1000 that have three decimals, in a currency with
    fewer decimals.

    Why: in many countries the point is the thousands separator, so `1.299` may mean 1299. It is read with a decimal
    point, and the product would be sold for 1.30.

    Example: `ZIP-90: 1.299`. Fix: write `ZIP-90: 1299.00`, or `1.30`; for a price with fractions of a cent, write
    `1.2990`.
    """
    head = _head(prices)
    if head is None:
        return
    for name, line in _entries(prices).items():
        for place, entry in enumerate(line.entries):
            for amount in (*entry.price.values(), *filter(None, [entry.was])):
                if _is_doubtful(amount, decimals_of(head.currency)):
                    yield _doubtful(amount, head.currency, _entry(prices, name, place))


@rule("price-decimals", "10 33")
def decimals(prices: OfferFile) -> Iterator[Finding]:
    """What it does: suggests fewer decimals for a price that is not a multiple of the smallest unit of its currency.
    Prices by quantity, amounts that `price-thousands` reports, and amounts with four or more decimals are not reported.

    Why: the site, the feeds and the API show the price rounded to the smallest unit of the currency.

    Example: `ZIP-90: 1200.50` in a price list in JPY. Fix: `ZIP-90: 1201`.
    """
    head = _head(prices)
    if head is None:
        return
    for name, line in _entries(prices).items():
        for place, entry in enumerate(line.entries):
            for amount in [entry.amount, *filter(None, [entry.was])] if len(entry.price) == 1 else ():
                yield from _finer(amount, head.currency, _entry(prices, name, place))


def _finer(amount: Decimal, currency: str, at: Location) -> Iterator[Finding]:
    """Yield a suggestion if an amount has more decimals than its currency.

    Not reported are amounts of `price-thousands`, and the notation with four decimals that its help names.
    """
    digits, rounded = decimals_of(currency), in_minor_units(amount, currency)
    if rounded != amount and _places(amount) <= _GROUP and not _is_doubtful(amount, digits):
        yield report("price-decimals", at, amount=amount, currency=currency, limit=digits, rounded=rounded)


_GROUP = 3
"""The number of digits between thousands separators."""


def _is_doubtful(amount: Decimal, digits: int) -> bool:
    return digits < _GROUP == _places(amount) and 1 <= amount < 1000


def _places(amount: Decimal) -> int:
    """Return the number of decimals of an amount as it is written."""
    return -int(amount.as_tuple().exponent)


def _doubtful(amount: Decimal, currency: str, at: Location) -> Finding:
    thousand, one = (in_minor_units(each, currency) for each in (amount * 1000, amount))
    return report("price-thousands", at, amount=amount, thousands=thousand, rounded=one, currency=currency)
