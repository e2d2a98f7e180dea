"""Sample values for every path, used to test the types of an expression before it is evaluated for products."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from packshot.catalog.reader import Reader
from packshot.expr import Lookup, Path, Quantity
from packshot.model.schema import Attribute
from packshot.rules.paths import Vocabulary

_TEXTS = ("a", "7")
_NUMBERS = (Decimal("7.3"), Decimal("1234567.9"))
_NUMERIC = frozenset(
    [
        *(("price", "amount"), ("price", "was"), ("stock", "qty")),
        *(("bytes",), ("duration",), ("height",), ("width",), ("copyright", "year")),
    ]
)
_BOOLEANS = frozenset({("price",), ("decorative",), ("rights",)})
_DATES = frozenset({("stock", "date")})
_TIMESTAMPS = frozenset({("available_from",), ("available_until",), ("price", "from"), ("price", "to")})


def samples(reader: Reader, words: Vocabulary) -> Iterator[Lookup]:
    """Yield two lookups that return a sample value for a path. The two return different texts, numbers and booleans."""
    for place in range(2):
        yield partial(_sample, reader, words, place)


def _sample(reader: Reader, words: Vocabulary, place: int, path: Path) -> object:
    value = _one(reader, words, path, place)
    return (value,) if words.is_many(path) and not isinstance(value, tuple) else value


def _one(reader: Reader, words: Vocabulary, path: Path, place: int) -> object:
    attribute = words.attributes.get(path[0])
    if attribute is not None:
        return _of_attribute(reader, words, attribute, path, place)
    if path in _NUMERIC or (path[0] == "assets" and path[-1] in ("height", "width")):
        return _NUMBERS[place]
    if path in _BOOLEANS:
        return place == 0
    if path in _TIMESTAMPS:
        return "2026-01-01"
    return date(2026, 1, 1) if path in _DATES else _TEXTS[place]


def _of_attribute(reader: Reader, words: Vocabulary, attribute: Attribute, path: Path, place: int) -> object:
    if attribute.type == "record" and len(path) > 1:
        return _one(reader, words, path[1:], place)
    if len(path) > 1:
        return _below(attribute, path, place)
    if attribute.type == "measure":
        units = reader.units(attribute.unit or "")
        return Quantity(_NUMBERS[place], units.base, units.scales) if units else None
    if attribute.type == "price":
        return {market.currency: _NUMBERS[place] for market in words.catalog.markets.values()}
    known = {"number": _NUMBERS[place], "boolean": place == 0, "date": date(2026, 1, 1), "table": None, "asset": None}
    return known.get(attribute.type, _TEXTS[place])


def _below(attribute: Attribute, path: Path, place: int) -> object:
    if attribute.type == "price" or path[-1] == "amount":
        return _NUMBERS[place]
    return _TEXTS[place] if attribute.type in ("select", "measure") else None
