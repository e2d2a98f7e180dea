"""Unit families: units with exact conversions between them.

A unit has a factor and an offset; an offset other than 0 is needed for temperatures, for example. Both are exact
fractions, so only outputs are rounded.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Annotated, NamedTuple, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError, core_schema

from packshot.model.entity import Entity, Keyed
from packshot.model.frozen import Frozen, FrozenMap
from packshot.model.problems import refuse
from packshot.model.text_forms import Form, Label, Ratio, decimal, parsed, text
from packshot.model.values import Measure

Sign = Annotated[str, text(40, 1, r"[^\s]+")]
"""The sign of a unit, written after an amount: `kg`, `%`, `°C`."""


class Scale(NamedTuple):
    """The conversion of a unit to the base unit of its family: amount * factor + offset."""

    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)

    def to_base(self, amount: Decimal) -> Fraction:
        """Return an amount of this unit in base units."""
        found = Fraction(amount) * self.factor
        return found + self.offset if self.offset else found


class Unit(Entity):
    """A unit of a unit family, with its conversion to the base unit."""

    factor: Ratio = Field(description="Number of base units in one unit: a number, or a fraction such as 5/9.")
    offset: Ratio = Field(
        Fraction(0), description="Offset in base units, for temperatures and similar units: a number or a fraction."
    )
    cldr: Annotated[str, text(100)] | None = Field(
        None, description="CLDR name of the unit, with which outputs format it."
    )
    label: Label | None = Field(None, description="Display sign, if the unit is not in CLDR.")

    @model_validator(mode="after")
    def _is_positive(self) -> Self:
        refuse((self.factor <= 0, "bad-combination.factor"))
        return self


class UnitFamily(Keyed):
    """An entry of units.yaml: units that can be converted into each other."""

    base: Sign = Field(description="Base unit of the family; its factor is 1.")
    units: Frozen[Sign, Unit] = Field(description="Units by sign.")

    @model_validator(mode="after")
    def _has_its_base(self) -> Self:
        base = self.units.get(self.base)
        is_base = base is not None and base.factor == 1 and base.offset == 0
        refuse((not is_base, "bad-combination.base", {"base": self.base}))
        return self

    @cached_property
    def scales(self) -> Mapping[str, Scale]:
        """Return a map from the sign of each unit to its conversion to the base unit."""
        return FrozenMap({sign: Scale(unit.factor, unit.offset) for sign, unit in self.units.items()})


Bounds = tuple[str | None, str | None]
"""The minimum and maximum measure as written in an attribute."""


def measure(family: UnitFamily, bounds: Bounds = (None, None), decimals: int | None = None) -> Form:
    """Return the form of a measurement: an amount, a space and a unit of the unit family.

    `bounds` are the minimum and maximum measurement; `decimals` is the maximum number of decimal places.
    """
    scales, base = family.scales, family.base
    context = {"units": tuple(scales), "family": family.key}

    @lru_cache(maxsize=1024)  # weights and sizes repeat
    def read(text: str) -> Measure:
        amount, _, unit = text.partition(" ")
        scale = scales.get(unit)
        if scale is None:
            raise PydanticCustomError("measure", "measure", context)
        value = decimal(amount)
        if decimals is not None and len(amount.partition(".")[2]) > decimals:
            raise PydanticCustomError("decimal_max_places", "decimals", {"decimal_places": decimals})
        return Measure(value, unit, scale.to_base(value), base)

    core = parsed("measure", read, context)
    if bounds != (None, None):
        core = core_schema.no_info_after_validator_function(_within(bounds, scales), core)
    signs = "|".join(re.sub(r"[.*+?^${}()|\[\]\\/]", r"\\\g<0>", unit) for unit in scales)
    return Form(core, {"type": "string", "pattern": rf"^-?[0-9]+(\.[0-9]+)? ({signs})$"})


def _within(bounds: Bounds, scales: Mapping[str, Scale]) -> Callable[[Measure], Measure]:
    """Return a validator that rejects measures outside the bounds; an invalid bound is ignored."""
    least, most = (None if bound is None else quantity(bound, scales) for bound in bounds)

    def within(value: Measure) -> Measure:
        if least is not None and value.base < least:
            raise PydanticCustomError("greater_than_equal", "least", {"ge": bounds[0]})
        if most is not None and value.base > most:
            raise PydanticCustomError("less_than_equal", "most", {"le": bounds[1]})
        return value

    return within


def quantity(text: str, scales: Mapping[str, Scale]) -> Fraction | None:
    """Return the amount of a measurement in the base unit; None if the text is not a measurement in a known unit."""
    amount, _, unit = text.partition(" ")
    try:
        return scales[unit].to_base(decimal(amount))
    except (KeyError, ValueError):
        return None
