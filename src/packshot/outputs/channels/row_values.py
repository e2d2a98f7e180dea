"""The typed values of a feed row: their text, and the JSON in which the items of a feed are stored.

A row is a mapping of field to value. A format renders the values; nothing else in a channel depends on their notation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from packshot import formatting
from packshot.engine.types import Json
from packshot.expr import Quantity
from packshot.expr.values import text as plain_text
from packshot.model.values import Measure


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money and its currency (ISO 4217)."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """An amount and its unit, such as 540 and `g`."""

    amount: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A timestamp with the UTC offset of a time zone, to the minute."""

    at: datetime


Value = str | bool | Decimal | date | Timestamp | Money | Measurement | tuple["Value", ...] | Mapping[str, "Value"]
"""A value of a field. A tuple is a repeated field; a mapping has the parts of a nested field, in their order."""

Row = Mapping[str, Value]
"""The fields of a row, in the order of the channel."""


def typed(value: object) -> Value:
    """Return a value of an expression or of the catalogue as the value of a field; an empty string for None.

    Raises UnfitError for a value that a field cannot have, such as a whole table.
    """
    if value.__class__ is str:
        return value
    match value:
        case str() | bool() | Decimal() | date() | Money() | Measurement() | Timestamp():
            return value
        case Quantity() | Measure():
            return Measurement(value.amount, value.unit)
        case int():
            return Decimal(value)
    return plain_text(value) or ""


def text(value: object) -> str:
    """Return the locale-independent text of one value, as in RSS, CSV and TSV: `129.00 EUR`, `540 g`, `true`.

    Raises UnfitError for a list or a mapping.
    """
    match value:
        case str():
            return value
        case Money():
            return f"{value.amount:f} {value.currency}"
        case Measurement():
            return f"{value.amount:f} {value.unit}"
        case Timestamp():
            return formatting.to_minute(value.at)
    return plain_text(value) or ""


def cell(value: Value, parts: Sequence[str] = ()) -> str:
    """Return a field as the text of one cell.

    Several values are joined by commas. A nested field has its `parts` in their order, joined by colons; a missing part
    is empty. Commas within joined values become spaces, as do colons within all parts except the last.
    """
    if isinstance(value, tuple):
        texts = [cell(each, parts) for each in value]
        return texts[0] if len(texts) == 1 else ",".join(each.replace(",", " ") for each in texts)
    if not isinstance(value, Mapping):
        return text(value)
    texts = [cell(found) if (found := part_of(value, part)) is not None else "" for part in parts]
    return ":".join([*(each.replace(":", " ") for each in texts[:-1]), *texts[-1:]])


def part_of(value: Row, name: str) -> Value | None:
    """Return a part of a nested field; None if the field has no such part.

    `name` consists of one name for each level, joined by dots.
    """
    found: Value | None = value
    for step in name.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def parts_of(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return a map from each field to the names of its parts, given the names of all fields in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        whole, _, part = name.partition(".")
        found[whole] = (*found.get(whole, ()), *([part] if part else ()))
    return found


def encode(value: Value) -> Json:
    """Return a value as JSON from which `decode` restores the value and its type.

    Strings and booleans are unchanged, and a mapping becomes `{"names": "a b", "values": [...]}`. Every other value
    becomes a list that begins with the name of its type, such as `["money", "24.00", "EUR"]`.
    """
    if isinstance(value, str | bool):
        return value
    if isinstance(value, tuple):
        return ["list", *map(encode, value)]
    if isinstance(value, Mapping):
        return {"names": " ".join(value), "values": [encode(each) for each in value.values()]}
    return _tagged(value)


def _tagged(value: Decimal | date | Timestamp | Money | Measurement) -> Json:
    match value:
        case Decimal():
            return ["number", f"{value:f}"]
        case Money():
            return ["money", f"{value.amount:f}", value.currency]
        case Measurement():
            return ["measurement", f"{value.amount:f}", value.unit]
        case Timestamp():
            return ["timestamp", value.at.isoformat()]
    return ["datetime" if isinstance(value, datetime) else "date", value.isoformat()]


def decode(data: Json) -> Value:
    """Return the value that `encode` has converted to this JSON."""
    if isinstance(data, str | bool):
        return data
    if isinstance(data, dict):
        return dict(zip(data["names"].split(" "), map(decode, data["values"]), strict=True)) if data["names"] else {}
    kind, *rest = data
    return _DECODED[kind](rest)


def row(data: Json) -> Row:
    """Return the row that is stored as this item of a feed."""
    return cast("Row", decode(data))


_DECODED: Mapping[str, Callable[[list[Any]], Value]] = {
    "list": lambda rest: tuple(map(decode, rest)),
    "number": lambda rest: Decimal(rest[0]),
    "money": lambda rest: Money(Decimal(rest[0]), rest[1]),
    "measurement": lambda rest: Measurement(Decimal(rest[0]), rest[1]),
    "timestamp": lambda rest: Timestamp(datetime.fromisoformat(rest[0])),
    "datetime": lambda rest: datetime.fromisoformat(rest[0]),
    "date": lambda rest: date.fromisoformat(rest[0]),
}
