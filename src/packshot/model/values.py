"""Typed attribute values and their canonical text."""

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
"""A decimal context with enough precision for all catalogue values without rounding."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measurement: an amount with its unit as written, and the exact amount in the base unit of its unit family.

    Measurements in different units are never equal; compare their `quantity` to compare the amounts.
    """

    amount: Decimal
    unit: str
    base: Fraction
    base_unit: str

    @property
    def quantity(self) -> tuple[Fraction, str]:
        """Return the exact amount in the base unit, and the base unit: the same pair for `500 ml` and `0.5 l`."""
        return self.base, self.base_unit

    def __str__(self) -> str:
        return f"{self.amount:f} {self.unit}"


Table = Mapping[str, Mapping[str, Any]]
"""Row key -> column -> value. Rows are in file order, the values of a row in the order of the columns."""

Value = str | Decimal | bool | date | Measure | Mapping[str, Any] | tuple[Any, ...] | None
"""A typed attribute value; None is an explicit null."""


def names_in(value: Value) -> tuple[str, ...]:
    """Return the ids in the value of an asset attribute, in order; empty if there are none."""
    return tuple(map(str, value)) if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def canonical(value: Any) -> str:
    """Return the canonical text of a value, which is the same for equal amounts, such as `500 ml` and `0.5 l`."""
    if isinstance(value, Measure):
        return f"{exact_text(value.base)} {value.base_unit}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return as_instant(value)
    return f"{value.normalize(EXACT):f}" if isinstance(value, Decimal) else str(value)


def exact_text(value: Fraction) -> str:
    """Return a number as an exact text: a finite decimal if possible, otherwise a fraction such as `1/3`."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return str(value)
    return f"{EXACT.divide(Decimal(value.numerator), Decimal(value.denominator)).normalize(EXACT):f}"


def as_decimal(value: Fraction) -> Decimal:
    """Return a fraction as a decimal number, rounded to 28 significant digits if necessary."""
    return Context(prec=28).divide(Decimal(value.numerator), Decimal(value.denominator))


def clean(text: str) -> str:
    """Return text in NFC and without trailing whitespace, the form in which text is compared and published."""
    text = text.rstrip()
    return text if text.isascii() else unicodedata.normalize("NFC", text)
