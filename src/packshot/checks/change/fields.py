"""The fields of a file, and the fields that differ between two versions of the file. Comments and order are not
compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from packshot.catalog.layout import FileRole
from packshot.model.product import Product, Translation

Keys = tuple[str, ...]

OFFERS = {"prices": "prices", "prices-part": "prices", "stock": "stock", "stock-part": "stock"}
"""Kind of file -> the key of its lines."""

LINES = "lines"
"""The code of a line of a price or stock list."""

STATUS = "status"
_LAYERED = frozenset({"product", "product-locale", "record", "record-locale"})
_PARTS = frozenset({"variants", "for"})
_OWN = Product.own | Translation.own | {"rights"}
"""Keys that are not attributes."""


class Field(NamedTuple):
    """A field that differs: its keys, its code (an attribute code, `status` or `lines`), and its values before and
    after the change.
    """

    keys: Keys
    code: str
    before: Any
    after: Any


def changed(place: FileRole, before: Any, after: Any) -> Iterator[Field]:
    """Yield the fields that differ, in the order of the file after the change, then the removed fields. A missing value
    is None; the status of a sidecar without `status:` is empty.
    """
    old, new = dict(_fields(place, before)), dict(_fields(place, after))
    for keys, code in [*new, *(each for each in old if each not in new)]:
        one, other = old.get((keys, code)), new.get((keys, code))
        if one != other:
            yield Field(keys, code, one, other)


def _fields(place: FileRole, raw: Any) -> Iterator[tuple[tuple[Keys, str], Any]]:
    if not isinstance(raw, dict):
        return
    if place.kind in OFFERS:
        key = OFFERS[place.kind]
        yield from (((((key, name)), LINES), value) for name, value in _map(raw.get(key)).items())
    elif place.kind in _LAYERED:
        yield from _layer(raw, ())
    elif place.kind == "sidecar":
        yield ((STATUS,), STATUS), raw.get(STATUS, "")


def _layer(raw: Mapping[str, Any], keys: Keys) -> Iterator[tuple[tuple[Keys, str], Any]]:
    """Yield the fields of one level and of the levels below it."""
    for key, value in raw.items():
        here = (*keys, key)
        if key == "assets":
            yield from (((((*here, role)), role), ids) for role, ids in _map(value).items())
        elif key in _PARTS or key == "by":
            for names, layer in _levels(value, 2 if key == "by" else 1):
                yield from _layer(layer, (*here, *names))
        elif key == STATUS or not (key in _OWN or key.endswith(".of")):
            yield (here, key), value


def _levels(value: Any, deep: int) -> Iterator[tuple[Keys, Mapping[str, Any]]]:
    """Yield the maps at this depth, with their keys."""
    for name, inner in _map(value).items():
        for names, layer in _levels(inner, deep - 1) if deep > 1 else (((), _map(inner)),):
            yield (name, *names), layer


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
