"""Creation of audiences. An audience is a market, a locale and a channel scope, with the properties of the market."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog.offers import customers_of
from packshot.catalog.reader import Reader
from packshot.model.audience import Audience
from packshot.model.config import zone_of


def audiences(
    reader: Reader,
    scope: str,
    markets: tuple[str, ...] | None = None,
    customers: str | None = None,
    channel: str = "",
) -> tuple[Audience, ...]:
    """Return the audiences of a channel scope: every market with each of its locales, in order.

    `markets` limits the result to these markets. `customers` is the customer group; None means the group of each
    market. `channel` is the key of the channel file whose feeds are built (empty: none).
    """
    query = (scope, markets, customers, channel)
    return reader.remembered(("audiences", *query), lambda inner: tuple(_audiences(inner, *query)))


def _audiences(
    reader: Reader, scope: str, markets: tuple[str, ...] | None, customers: str | None, channel: str
) -> Iterator[Audience]:
    for key in reader.markets() if markets is None else [key for key in reader.markets() if key in markets]:
        market = reader.market(key)
        for locale in market.locales if market is not None else ():
            audience = audience_of(reader, key, locale, scope, customers, channel)
            yield from [audience] if audience is not None else []


def audience_of(
    reader: Reader, market: str, locale: str, scope: str = "", customers: str | None = None, channel: str = ""
) -> Audience | None:
    """Return the audience of a market in a locale; None if the market or the catalogue cannot be read.

    The locale need not be one of the locales of the market. `customers` and `channel` have the same meaning as in
    `audiences`.
    """
    catalog, found = reader.catalog(), reader.market(market)
    if catalog is None or found is None:
        return None
    group = customers_of(reader, found) if customers is None else customers
    place = {"country": found.country, "currency": found.currency, "zone": zone_of(found, catalog)}
    return Audience(market, locale, scope, customers=group, channel=channel, **place)
