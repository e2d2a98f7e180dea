"""Price lists: prices by SKU, period and quantity; tax conversion."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from packshot.model.currencies import in_minor_units
from packshot.model.entity import Entity, Keyed
from packshot.model.frozen import EMPTY, Frozen
from packshot.model.instants import Instant, Moment, begins
from packshot.model.names import is_key, is_sku
from packshot.model.problems import refused
from packshot.model.text_forms import (
    SCALAR,
    Also,
    Amount,
    Currency,
    Key,
    Label,
    MomentText,
    Names,
    matching,
    number,
    whole,
)
from packshot.model.values import EXACT

ALL = "/*"
"""The suffix of a key that prices all SKUs of a product."""


def is_price_key(text: str) -> bool:
    """Return whether a string is a valid key of a price line: a SKU, or a product key followed by `/*`."""
    return is_sku(text) or (text.endswith(ALL) and is_key(text.removesuffix(ALL)))


def _is_a_window(begin: Moment | None, end: Moment | None) -> None:
    """Raise unless two dates or two timestamps are in order; a date and a timestamp compare only in a time zone."""
    if begin and end and len(begin) == len(end) and begin >= end:
        raise refused("bad-combination.window", begin=begin, end=end)


class PriceEntry(Entity):
    """One price, or prices by minimum quantity, with an optional period."""

    short_forms = (SCALAR, {"type": "object", "patternProperties": {"^[0-9]+$": SCALAR}, "additionalProperties": False})

    price: Annotated[Frozen[Annotated[int, whole(1, 10**9)], Amount], Also(number().json)] = Field(
        description="One amount, or amounts by minimum quantity: {1: 149.00, 10: 139.00}."
    )
    was: Amount | None = Field(None, description="Price before a reduction.")
    begin: MomentText | None = Field(
        None, alias="from", description="Date or timestamp from which the price is in force."
    )
    end: MomentText | None = Field(
        None, alias="to", description="Date or timestamp from which the price is no longer in force."
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

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if not self.price:
            raise refused("bad-combination.amount")
        _is_a_window(self.begin, self.end)
        return self

    @property
    def amount(self) -> Decimal:
        """Return the price for the smallest quantity."""
        return self.price[min(self.price)]

    @property
    def tiers(self) -> tuple[tuple[int, Decimal], ...]:
        """Return the prices as (minimum quantity, amount), in order of quantity."""
        return tuple(sorted(self.price.items()))


class PriceLine(Entity):
    """A price line: the prices of one key in a price list. Without entries, the SKUs of the key are not sold."""

    short: ClassVar[bool] = True

    entries: tuple[PriceEntry, ...] = Field((), description="Prices with their periods.")

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the JSON Schema for text editors: a price, a list of prices, or null."""
        reference = super().__get_pydantic_json_schema__(core, handler)
        schema = handler.resolve_ref_schema(reference)
        entry = schema["properties"]["entries"]["items"]
        schema.clear()
        schema["anyOf"] = [entry, {"type": "array", "items": entry, "minItems": 1}, {"type": "null"}]
        return reference

    @model_validator(mode="before")
    @classmethod
    def _from_line(cls, data: object) -> object:
        if isinstance(data, dict) and "entries" in data:
            return data
        if data is None:
            return {}
        return {"entries": data if isinstance(data, list) else [data]}


class PriceList(Keyed):
    """A price list: a file of catalog/prices/.

    `prices` is empty if the file is read without its price lines.
    """

    label: Label | None = Field(None, description="Display name.")
    authority: Annotated[Key, Names("authority")] | None = Field(
        None, description="Owner of its lines: an authority of catalog.yaml, or packshot."
    )
    currency: Currency = Field(description="ISO 4217 code of all its amounts.")
    tax: Literal["included", "excluded"] = Field(description="Whether its amounts include tax.")
    group: Key | None = Field(None, description="Customer group, such as retail.")
    begin: MomentText | None = Field(
        None, alias="from", description="Date or timestamp from which the list is in force."
    )
    end: MomentText | None = Field(
        None, alias="to", description="Date or timestamp from which the list is no longer in force."
    )
    prices: Frozen[Annotated[str, matching("sku", is_price_key), Names("price-key")], PriceLine] = Field(
        EMPTY, description="SKU -> prices; `key/*` applies to all SKUs of the product that have no separate line."
    )

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        _is_a_window(self.begin, self.end)
        return self


@dataclass(frozen=True, slots=True)
class InForce:
    """The entry of a price line that is in force, or None, and the timestamps at which this may change."""

    entry: PriceEntry | None
    instants: tuple[Instant, ...] = ()


def in_force(line: PriceLine, head: PriceList, as_of: Instant, zone: str) -> InForce:
    """Return the entry in force at `as_of`, and the timestamps at which this may change.

    Of the entries whose period includes `as_of`, the entry that began last is in force. Entries without a period rank
    lowest. The period of the price list limits every price line. Dates begin at 00:00 in the time zone.
    """
    opens, closes = _window(head, zone)
    consulted = [edge for edge in (opens, closes) if edge]
    if not _includes(opens, closes, as_of):
        return InForce(None, tuple(consulted))
    best: tuple[bool, Instant] | None = None
    found: PriceEntry | None = None
    for entry in line.entries:
        begin, end = _window(entry, zone)
        consulted += [edge for edge in (begin, end) if edge and _includes(opens, closes, edge)]
        rank = _rank(begin, end)
        if _includes(begin, end, as_of) and (best is None or rank > best):
            best, found = rank, entry
    return InForce(found, tuple(sorted(set(consulted))))


def ties(line: PriceLine, zone: str) -> Iterator[tuple[int, int]]:
    """Yield each entry that begins at the same time as an earlier entry, as (index of the first such entry, own index).

    The precedence of the two entries is undefined. Entries without a period begin at the same time.
    """
    first: dict[tuple[bool, Instant], int] = {}
    for place, entry in enumerate(line.entries):
        rank = _rank(*_window(entry, zone))
        if rank in first:
            yield first[rank], place
        first.setdefault(rank, place)


def _window(window: PriceEntry | PriceList, zone: str) -> tuple[Instant, Instant]:
    return begins(window.begin, zone) if window.begin else "", begins(window.end, zone) if window.end else ""


def _includes(begin: Instant, end: Instant, at: Instant) -> bool:
    return begin <= at and (not end or at < end)


def _rank(begin: Instant, end: Instant) -> tuple[bool, Instant]:
    """Return the rank of a period: later begins rank higher, an entry without a period lowest."""
    return bool(begin or end), begin


def converted(amount: Decimal, rate: Decimal, listed: str, shown: str, currency: str) -> Decimal:
    """Return an amount converted from `listed` to `shown`, each `included` or `excluded` tax.

    `rate` is in percent. The result is rounded half up to the minor unit; if `listed` equals `shown`, the amount is
    returned unchanged.
    """
    if listed == shown:
        return amount
    gross, net = 100 + rate, Decimal(100)
    above, below = (gross, net) if shown == "included" else (net, gross)
    exact = EXACT.divide(EXACT.multiply(amount, above), below)
    return in_minor_units(exact, currency)
