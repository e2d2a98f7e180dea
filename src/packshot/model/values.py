"""Typed values of attributes, and the one text of all that mean the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from packshot.model.instants import as_instant

EXACT = Context(prec=80)
"""Arithmetic that never rounds what a catalogue can write."""


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount with its unit, as written, and the same in the base unit of its unit family, exact.

    Equal means written alike; `quantity` compares what is meant.
    """

    amount: Decimal
    unit: str
    base: Fraction
    base_unit: str

    @property
    def quantity(self) -> tuple[Fraction, str]:
        """What two measures have in common that mean the same: `500 ml` and `0.5 l`."""
        return self.base, self.base_unit

    def __str__(self) -> str:
        return f"{self.amount:f} {self.unit}"


Table = Mapping[str, Mapping[str, Any]]
"""Row key -> column -> value, in file order."""

Value = str | Decimal | bool | date | Measure | Mapping[str, Any] | tuple[Any, ...] | None
"""A typed attribute value; None is an explicit null."""


def names_in(value: Value) -> tuple[str, ...]:
    """What the value of an attribute of assets names: one, several in order, or none."""
    return tuple(map(str, value)) if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def canonical(value: Any) -> str:
    """One text for all that means the same: `500 ml` and `0.5 l` give `500 ml`."""
    if isinstance(value, Measure):
        return f"{exact_text(value.base)} {value.base_unit}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return as_instant(value)
    return f"{value.normalize(EXACT):f}" if isinstance(value, Decimal) else str(value)


def exact_text(value: Fraction) -> str:
    """A number as text: a decimal where it is one, else a fraction such as `1/3`."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return str(value)
    return f"{EXACT.divide(Decimal(value.numerator), Decimal(value.denominator)).normalize(EXACT):f}"


def as_decimal(value: Fraction) -> Decimal:
    """The decimal number that a fraction is, or of a third and its like the nearest of 28 digits."""
    return Context(prec=28).divide(Decimal(value.numerator), Decimal(value.denominator))


def clean(text: str) -> str:
    """Text as it is compared and published: NFC, without trailing blank space."""
    text = text.rstrip()
    return text if text.isascii() else unicodedata.normalize("NFC", text)
