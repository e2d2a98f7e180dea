"""For whom a product is judged: once in the source language, and in every market where a path speaks of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Shown, Visible, audience_of
from packshot.expr import Path
from packshot.model.audience import Audience
from packshot.model.product import Product, iter_skus
from packshot.model.resolve import Files
from packshot.rules.lookup import SkuValues

OF_A_MARKET = frozenset({"price", "stock", "market"})
"""Roots whose values differ from market to market."""


def speaks_of_a_market(paths: Iterable[Path]) -> bool:
    """Whether any of these paths has no value without a market."""
    return any(path[0] in OF_A_MARKET for path in paths)


def contexts(reader: Reader, paths: Iterable[Path], scope: str = "") -> tuple[Audience, ...]:
    """Each market where a path speaks of one, else nobody's; in the source language."""
    if speaks_of_a_market(paths):
        return reader.remembered(("markets of", scope), lambda inner: tuple(_markets(inner, scope)))
    return (nobody(reader, scope),)


def nobody(reader: Reader, scope: str = "", locale: str = "") -> Audience:
    """The audience outside of every market."""
    catalog = reader.catalog()
    zone = catalog.zone if catalog else "UTC"
    return Audience("", locale or reader.source(), scope, zone=zone)


def _markets(reader: Reader, scope: str) -> Iterator[Audience]:
    made = (audience_of(reader, key, reader.source(), scope) for key in reader.markets())
    yield from (audience for audience in made if audience is not None)


def everything(reader: Reader, audience: Audience, product: Product, sheet: Files) -> Shown:
    """A product with all its SKUs, whether they may be seen or not: it is judged, not shown."""
    return Shown(Visible(reader, audience), product, sheet, tuple(iter_skus(product)))


def skus(reader: Reader, audience: Audience, product: Product, sheet: Files) -> Iterator[SkuValues]:
    """The values of each SKU."""
    shown = everything(reader, audience, product, sheet)
    yield from (SkuValues(shown, sku) for sku in shown.skus)
