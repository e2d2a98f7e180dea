"""Cycles in bundles, and the stock and weight that are computed from the parts of a bundle (format rule 37).

This module does not depend on audiences: `visibility` decides which parts are visible, and passes in their stock and
weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from packshot.catalog.offers import Stock
from packshot.catalog.reader import Reader
from packshot.model.cycles import ways
from packshot.model.product import Product
from packshot.model.values import EXACT, Measure, as_decimal

DEEPEST = 8
"""Maximum nesting of bundles. A pallet of cartons of sets of pairs is four."""


@dataclass(frozen=True, slots=True)
class Part:
    """An entry of a bundle: a SKU, its quantity, and the key of its product (None: no product has the SKU)."""

    sku: str
    qty: int
    key: str | None


@dataclass(frozen=True, slots=True)
class Loop:
    """The reason that a bundle cannot be computed: the product keys from the bundle down to the problem.

    If `circle` is true, the path returns to the bundle; otherwise, bundles are nested too deeply.
    """

    keys: tuple[str, ...]
    circle: bool

    def __str__(self) -> str:
        return " > ".join(self.keys)


def parts(reader: Reader, product: Product) -> tuple[Part, ...]:
    """Return the parts of a bundle in file order; empty if the product is not a bundle."""
    return tuple(Part(sku, qty, reader.bearer(sku)) for sku, qty in product.bundle.items())


def loop(reader: Reader, key: str) -> Loop | None:
    """Return the reason that a bundle cannot be computed; None if there is none.

    None is also returned if the only problem is a cycle below the bundle that does not include the bundle: it is a
    problem of the bundles in the cycle.
    """
    return reader.remembered(("loop", key), lambda inner: _loop(inner, key))


def _loop(reader: Reader, key: str) -> Loop | None:
    """Return the problem below a bundle.

    A path that is too long and contains a product twice leads into a cycle, which need not include this bundle.
    """
    path = _path_down(reader, key, DEEPEST + 1)
    if len(set(path)) < len(path):
        return _cycle(reader, key)
    return Loop(path, circle=False) if path else None


def _path_down(reader: Reader, key: str, steps: int) -> tuple[str, ...]:
    """Return the first path of `steps` steps down from a product; empty if none is that long.

    The result for a part is remembered, however many bundles contain it.
    """
    product = reader.product(key)
    if not steps:
        return (key,)
    if product is None or not product.bundle:
        return ()
    return reader.remembered(("way", key, steps), lambda inner: _step(inner, product, steps))


def _step(reader: Reader, bundle: Product, steps: int) -> tuple[str, ...]:
    for sku in bundle.bundle:
        part = reader.bearer(sku)
        if part is not None and (path := _path_down(reader, part, steps - 1)):
            return (bundle.key, *path)
    return ()


def _cycle(reader: Reader, key: str) -> Loop | None:
    """Return the shortest cycle through a bundle, otherwise the first path that is too long.

    Searches breadth first, and not below the deepest level.
    """

    def children(name: str) -> list[str]:
        product = reader.product(name)
        return [part.key for part in (parts(reader, product) if product else ()) if part.key is not None]

    found = (path for path in ways(key, children) if path[-1] == key or len(path) > DEEPEST + 1)
    return next((Loop(path, circle=path[-1] == key) for path in found), None)


def stock(stocks: Sequence[tuple[Part, Stock]]) -> Stock:
    """Return the availability of a bundle, computed from the availability of its parts.

    The quantity is limited by the scarcest part; a part without a quantity sets no limit, unless it is out of stock. If
    no part sets a limit, the quantity is None. The state is the worst state of the parts; a part in stock with too few
    pieces counts as out of stock, and so does a bundle without parts. The date is the latest arrival date of the parts
    that are not in stock; None if all parts are in stock or one of these dates is unknown.
    """
    found = [(state_of(part.qty, each), each) for part, each in stocks]
    counts = [_count(part.qty, each) for part, each in stocks]
    state = max((state for state, _ in found), key=_WORST.index, default="out_of_stock")
    late = [each.date for state, each in found if state != "in_stock"]
    return Stock(state, min((count for count in counts if count is not None), default=None), _last(late))


_WORST = ("in_stock", "backorder", "preorder", "out_of_stock")


def state_of(qty: int, stock: Stock) -> str:
    """Return the stock state of a part, for a bundle that contains `qty` pieces of it."""
    is_short = stock.state == "in_stock" and stock.qty is not None and stock.qty < qty
    return "out_of_stock" if is_short else stock.state


def _count(qty: int, stock: Stock) -> int | None:
    """Return for how many bundles a part suffices; None if its quantity is unknown."""
    if stock.qty is None:
        return 0 if stock.state == "out_of_stock" else None
    return stock.qty // qty


def _last(dates: Sequence[date | None]) -> date | None:
    known = [day for day in dates if day is not None]
    return max(known) if known and len(known) == len(dates) else None


def weight(weights: Sequence[tuple[Part, Measure | None]]) -> Measure | None:
    """Return the sum of the weights of all parts, in their common unit, or in the base unit if their units differ.

    Return None if the weight of any part is unknown, or if there are no parts.
    """
    known = [(part.qty, each) for part, each in weights if each is not None]
    if not known or len(known) < len(weights):
        return None
    _, first = known[0]
    base = sum((qty * each.base for qty, each in known), Fraction(0))
    if any(each.unit != first.unit for _, each in known):
        return Measure(as_decimal(base), first.base_unit, base, first.base_unit)
    return Measure(_sum((qty, each.amount) for qty, each in known), first.unit, base, first.base_unit)


def _sum(amounts: Iterable[tuple[int, Decimal]]) -> Decimal:
    total = Decimal(0)
    for qty, amount in amounts:
        total = EXACT.add(total, EXACT.multiply(Decimal(qty), amount))
    return total
