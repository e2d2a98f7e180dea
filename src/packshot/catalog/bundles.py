"""Bundles: what follows from their parts (format rule 37): whether they can be had, and what they weigh.

Knows no audience: who may see a part is decided in `visible`, which hands in what it found.
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
"""So many bundles may stand in each other: a pallet of cartons of sets of pairs is four."""


@dataclass(frozen=True, slots=True)
class Part:
    """An entry of a bundle: a SKU, how many of it, and the product that has it; None where none has."""

    sku: str
    qty: int
    key: str | None


@dataclass(frozen=True, slots=True)
class Loop:
    """What keeps a bundle from being computed: the products from it down to where it goes wrong.

    A `circle` comes back to the bundle itself; otherwise too many bundles stand in each other.
    """

    keys: tuple[str, ...]
    circle: bool

    def __str__(self) -> str:
        return " > ".join(self.keys)


def parts(reader: Reader, product: Product) -> tuple[Part, ...]:
    """The parts of a bundle in file order; none where the product is no bundle."""
    return tuple(Part(sku, qty, reader.bearer(sku)) for sku, qty in product.bundle.items())


def loop(reader: Reader, key: str) -> Loop | None:
    """What keeps a bundle from being computed; None where all is well."""
    return reader.remembered(("loop", key), lambda inner: _loop(inner, key))


def _loop(reader: Reader, key: str) -> Loop | None:
    """A way down that is too long: one that comes by a product twice leads into a circle, perhaps not of this one."""
    way = _way(reader, key, DEEPEST + 1)
    if len(set(way)) < len(way):
        return _circle(reader, key)
    return Loop(way, circle=False) if way else None


def _way(reader: Reader, key: str, steps: int) -> tuple[str, ...]:
    """The first way of so many steps down from a product; empty where none is so long. Each is sought once, however
    many bundles a part stands in.
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
        if part is not None and (way := _way(reader, part, steps - 1)):
            return (bundle.key, *way)
    return ()


def _circle(reader: Reader, key: str) -> Loop | None:
    """Breadth first, so that the shortest circle is told; nothing below the deepest level is looked at."""

    def following(name: str) -> list[str]:
        product = reader.product(name)
        return [part.key for part in (parts(reader, product) if product else ()) if part.key is not None]

    found = (way for way in ways(key, following) if way[-1] == key or len(way) > DEEPEST + 1)
    return next((Loop(way, circle=way[-1] == key) for way in found), None)


def stock(held: Sequence[tuple[Part, Stock]]) -> Stock:
    """Whether a bundle can be had, from what can be had of its parts.

    As many as the scarcest part allows; one in stock that is not counted does not limit it. Its state is the worst of
    its parts', a part of which there are too few being out of stock; its day is the last one on which such a part
    comes, and not known where one of them has none.
    """
    found = [(state_of(part.qty, each), each) for part, each in held]
    counts = [_count(part.qty, each) for part, each in held]
    state = max((state for state, _ in found), key=_WORST.index, default="out_of_stock")
    late = [each.date for state, each in found if state != "in_stock"]
    return Stock(state, min((count for count in counts if count is not None), default=None), _last(late))


_WORST = ("in_stock", "backorder", "preorder", "out_of_stock")


def state_of(qty: int, held: Stock) -> str:
    """The state of a part of which so many are needed."""
    is_short = held.state == "in_stock" and held.qty is not None and held.qty < qty
    return "out_of_stock" if is_short else held.state


def _count(qty: int, held: Stock) -> int | None:
    """For how many bundles a part suffices; None where nobody counts it."""
    if held.qty is None:
        return 0 if held.state == "out_of_stock" else None
    return held.qty // qty


def _last(days: Sequence[date | None]) -> date | None:
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def weight(held: Sequence[tuple[Part, Measure | None]]) -> Measure | None:
    """The weight of all parts together, in their unit where they share one, else in the base unit.

    None where the weight of any part is not known: a sum without it would be wrong.
    """
    known = [(part.qty, each) for part, each in held if each is not None]
    if not known or len(known) < len(held):
        return None
    _, first = known[0]
    base = sum((qty * each.base for qty, each in known), Fraction(0))
    if any(each.unit != first.unit for _, each in known):
        return Measure(as_decimal(base), first.base_unit, base, first.base_unit)
    return Measure(_sum((qty, each.amount) for qty, each in known), first.unit, base, first.base_unit)


def _sum(held: Iterable[tuple[int, Decimal]]) -> Decimal:
    total = Decimal(0)
    for qty, amount in held:
        total = EXACT.add(total, EXACT.multiply(Decimal(qty), amount))
    return total
