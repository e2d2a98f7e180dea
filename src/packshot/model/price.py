"""Price lists: what a SKU costs, from when to when, in which quantity; and tax."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from packshot.model import values
from packshot.model.frozen import EMPTY, Frozen
from packshot.model.instants import Instant
from packshot.model.labels import Label
from packshot.model.noun import Noun
from packshot.model.values import Amount, Currency, Key, MomentText

Quantity = Annotated[int, values.whole(1, 10**9)]


class PriceEntry(Noun):
    """A price with its window; the prices by quantity, each from that quantity on."""

    price: Frozen[Quantity, Amount] = Field(
        min_length=1, description="One amount, or amounts by quantity: {1: 149.00, 10: 139.00}."
    )
    was: Amount | None = Field(None, description="The price before a reduction.")
    begin: MomentText | None = Field(None, alias="from", description="First day or instant at which it is in force.")
    end: MomentText | None = Field(
        None, alias="to", description="First day or instant at which it is no more in force."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_short_forms(cls, data: object) -> object:
        if isinstance(data, str):
            return {"price": {"1": data}}
        if not isinstance(data, dict):
            return data
        if data and "price" not in data and all(key.isdecimal() for key in data):
            return {"price": data}
        price = data.get("price")
        return {**data, "price": {"1": price}} if isinstance(price, str) else data

    @property
    def amount(self) -> Decimal:
        """The price of the least quantity."""
        return self.price[min(self.price)]

    @property
    def tiers(self) -> tuple[tuple[int, Decimal], ...]:
        """(from quantity, amount), in order of quantity."""
        return tuple(sorted(self.price.items()))


class PriceLine(Noun):
    """All that a price list says of one key; no entries: not sold here."""

    entries: tuple[PriceEntry, ...] = Field((), description="Prices with their windows.")

    @model_validator(mode="before")
    @classmethod
    def _from_line(cls, data: object) -> object:
        if isinstance(data, dict) and "entries" in data:
            return data
        if data is None:
            return {}
        return {"entries": data if isinstance(data, list) else [data]}


class PriceList(Noun):
    """A file of catalog/prices/: its head, and its lines where the whole file is read."""

    given: ClassVar[frozenset[str]] = frozenset({"key"})

    key: Key = Field(description="The list's name, which is the file's.")
    label: Label | None = Field(None, description="What people call it.")
    currency: Currency = Field(description="ISO 4217 code of all its amounts.")
    tax: Literal["included", "excluded"] = Field(description="Whether its amounts include tax.")
    group: Key | None = Field(None, description="The customers it is for, such as retail.")
    begin: MomentText | None = Field(
        None, alias="from", description="First day or instant at which any line is in force."
    )
    end: MomentText | None = Field(
        None, alias="to", description="First day or instant at which no line is in force any more."
    )
    prices: Frozen[str, PriceLine] = Field(
        EMPTY, description="SKU, or `key/*` for each SKU of a product without a line of its own."
    )


@dataclass(frozen=True, slots=True)
class InForce:
    """The entry of a line that is in force; None when there is none. `instants`: where that may change."""

    entry: PriceEntry | None
    instants: tuple[Instant, ...] = ()


def in_force(line: PriceLine, head: PriceList, as_of: Instant, zone: str) -> InForce:
    """The entry whose window holds as_of and began last; entries without a window count as begun first.

    The list's own window cuts every line. Plain dates begin at 00:00 in the zone.
    """
    raise NotImplementedError


def ties(line: PriceLine, zone: str) -> Iterator[tuple[int, int]]:
    """Pairs of entries that begin together, so that neither wins: their places in the line."""
    raise NotImplementedError


def converted(amount: Decimal, rate: Decimal, listed: str, wanted: str, currency: str) -> Decimal:
    """An amount with or without tax, as wanted; half up to the currency's smallest coin. `rate` is in per cent."""
    raise NotImplementedError
