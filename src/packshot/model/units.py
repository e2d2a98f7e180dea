"""Unit families: units that convert into each other, exactly.

A unit is a factor and, for temperatures and the like, an offset; both are fractions, so that nothing is rounded before
an output writes it.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, NamedTuple, Self

from pydantic import Field, model_validator

from packshot.model.entity import Entity, Keyed
from packshot.model.frozen import Frozen, FrozenMap
from packshot.model.labels import Label
from packshot.model.problems import refuse
from packshot.model.text_forms import Ratio, text

Sign = Annotated[str, text(40, 1, r"[^\s]+")]
"""What stands behind an amount: `kg`, `%`, `°C`."""


class Scale(NamedTuple):
    """How a unit becomes the base unit of its family: amount * factor + offset."""

    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)

    def to_base(self, amount: Decimal) -> Fraction:
        """An amount of this unit in base units."""
        found = Fraction(amount) * self.factor
        return found + self.offset if self.offset else found


class Unit(Entity):
    """A unit of a unit family."""

    factor: Ratio = Field(description="How many base units it is: a number, or a fraction such as 5/9.")
    offset: Ratio = Field(
        Fraction(0), description="What its zero is in base units, as of temperatures: a number or a fraction."
    )
    cldr: Annotated[str, text(100)] | None = Field(None, description="Its name in CLDR, by which outputs write it.")
    label: Label | None = Field(None, description="Its sign, where CLDR has none.")

    @model_validator(mode="after")
    def _is_positive(self) -> Self:
        refuse((self.factor <= 0, "A unit's factor is above zero.", "Write how many base units it is."))
        return self


class UnitFamily(Keyed):
    """An entry of units.yaml: units that convert into each other."""

    base: Sign = Field(description="The unit whose factor is 1.")
    units: Frozen[Sign, Unit] = Field(description="The units by their signs.")

    @model_validator(mode="after")
    def _has_its_base(self) -> Self:
        base = self.units.get(self.base)
        refuse(
            (
                base is None or base.factor != 1 or base.offset != 0,
                f'The base unit "{self.base}" is not among the units with factor 1 and no offset.',
                "Add it, or name another base.",
            )
        )
        return self

    @cached_property
    def scales(self) -> Mapping[str, Scale]:
        """How each unit becomes the base unit."""
        return FrozenMap({sign: Scale(unit.factor, unit.offset) for sign, unit in self.units.items()})
