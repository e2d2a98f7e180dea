"""The measurement families of an export: those of `units.py`, and those in `measurement_families.json`.

This file is the response of the REST API at `/api/rest/v1/measurement-families`. Its lists `convert_from_standard`
contain, in order, the operations that convert an amount of a unit to the standard unit of the family
(https://api.akeneo.com/api-reference.html, measurement family). Each such list is equivalent to a factor and an offset.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from packshot.authoring.importers.akeneo.units import FAMILIES, Unit
from packshot.findings import Finding, Location, RefusedError, refusal, report
from packshot.model.names import KEY

FILE = "measurement_families.json"
Families = Mapping[str, Mapping[str, Unit]]
_DIGITS = 24
"""Maximum number of digits before and after the decimal point of a number in units.yaml."""


class Operation(BaseModel):
    """One step of the conversion from a unit to the standard unit."""

    operator: Literal["mul", "div", "add", "sub"]
    value: Decimal = Field(allow_inf_nan=False, max_digits=60)


class MeasuredIn(BaseModel):
    """A unit in the response of the Akeneo API: its code, its symbol, and its conversion to the standard unit."""

    code: str
    convert_from_standard: list[Operation] = Field(min_length=1, max_length=20)
    symbol: str = ""


class Measurement(BaseModel):
    """A measurement family in the response of the Akeneo API: its code, its standard unit and all its units."""

    code: str = Field(pattern=f"^{KEY.pattern}$")
    standard_unit_code: str
    units: list[MeasuredIn]


def families(folder: Path, findings: list[Finding]) -> Families:
    """Return the units of the measurement families by family code and unit code.

    A family in `measurement_families.json` replaces the built-in family with the same code, and its standard unit is
    first. If that file is invalid, a finding is added and only the built-in families are returned.
    """
    path = folder / FILE
    if not path.is_file():
        return FAMILIES
    try:
        declared = TypeAdapter(list[Measurement]).validate_json(path.read_bytes())
        return {**FAMILIES, **{each.code: _family(each) for each in declared}}
    except ValidationError as problem:
        first = problem.errors()[0]
        key = ".".join(map(str, first["loc"]))
        findings.append(report("measurements", Location(FILE), key=key, reason=first["msg"]))
    except RefusedError as refused:
        findings += refused.findings
    return FAMILIES


def _family(declared: Measurement) -> dict[str, Unit]:
    known = FAMILIES.get(declared.code, {})
    found: dict[str, Unit] = {}
    for unit in sorted(declared.units, key=lambda unit: unit.code != declared.standard_unit_code):
        factor, offset = scale(unit.convert_from_standard, unit.code)
        if not found and (factor != 1 or offset != 0):
            names = {"family": declared.code, "unit": declared.standard_unit_code}
            raise refusal("measurements.standard", Location(FILE), **names)
        ours = known.get(unit.code)
        taken = {each.symbol for each in found.values()}
        sign = next(sign for sign in _signs(unit, ours) if sign not in taken)
        zero = _written(offset, unit.code) if offset else ""
        found[unit.code] = Unit(sign, _written(factor, unit.code), ours.cldr if ours else "", zero)
    return found


def _signs(unit: MeasuredIn, known: Unit | None) -> Iterable[str]:
    """Yield symbols for a unit, the best first: from packshot, from Akeneo, the code, a numbered code."""
    candidates = (known.symbol if known else "", "".join(unit.symbol.split()), "".join(unit.code.split()))
    yield from (sign[:40] for sign in candidates if sign)
    yield from (f"{unit.code[:30]}_{number}" for number in range(2, 1000))


def scale(operations: Iterable[Operation], code: str) -> tuple[Fraction, Fraction]:
    """Return the factor and offset of a list of operations.

    Raise RefusedError if an operation multiplies or divides by zero or a negative number.
    """
    factor, offset = Fraction(1), Fraction(0)
    for each in operations:
        value = Fraction(each.value)
        if each.operator in ("mul", "div"):
            if value <= 0:
                raise refusal("measurements.scale", Location(FILE), unit=code, value=str(each.value))
            by = value if each.operator == "mul" else 1 / value
            factor, offset = factor * by, offset * by
        else:
            offset += value if each.operator == "add" else -value
    return factor, offset


def text(fraction: Fraction) -> str:
    """Return a fraction as a decimal number if it has at most 24 decimals, otherwise in the form `5/9`."""
    digits = next((digits for digits in range(_DIGITS + 1) if (fraction * 10**digits).denominator == 1), None)
    if digits is None:
        return str(fraction)
    whole = f"{abs(int(fraction * 10**digits)):0{digits + 1}d}"
    sign = "-" if fraction < 0 else ""
    return f"{sign}{whole[:-digits]}.{whole[-digits:]}" if digits else f"{sign}{whole}"


def _written(fraction: Fraction, code: str) -> str:
    """Return a number as written in units.yaml. RefusedError if it has too many digits for the format."""
    written = text(fraction)
    if any(len(digits) > _DIGITS for digits in re.findall(r"[0-9]+", written)):
        raise refusal("measurements.digits", Location(FILE), unit=code, limit=_DIGITS)
    return written
