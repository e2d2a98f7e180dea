"""The grammar of values: how each type of attribute is written, and the typed value it becomes.

Each function gives a `Form`, which a pydantic field carries in its annotation. What can be done in the validator's
core is done there; what a wrong value means and how to cure it stands in `problems`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, Protocol, cast

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from packshot.model import instants, names
from packshot.model.frozen import FrozenMap
from packshot.model.name_marks import Names
from packshot.model.patterns import anchored

Json = dict[str, Any]

EXACT = Context(prec=80)
"""Arithmetic that never rounds what a catalogue can write."""

NUMBER = r"^-?[0-9]{1,24}(\.[0-9]{1,24})?$"

PLAIN_NUMBER = (
    r"^-?([0-9]{1,24}(\.([0-9]{1,2}|[0-9]{4,24}))?"
    r"|(0[0-9]{0,23}|[1-9][0-9]{3,23})\.[0-9]{3})$"
)
"""A number but for `1.000` and its like, which are thousands to many people: where no value has three decimals."""


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


class Scale(Protocol):
    """How a unit becomes the base unit of its family; see `units`."""

    def to_base(self, amount: Decimal) -> Fraction:
        """An amount of the unit in base units."""
        ...


Bounds = tuple[str | None, str | None]
"""Least and greatest measure as an attribute writes them."""

Table = Mapping[str, Mapping[str, Any]]
"""Row key -> column -> value, in file order."""

Value = str | Decimal | bool | date | Measure | Mapping[str, Any] | tuple[Any, ...] | None
"""A typed attribute value; None is an explicit null."""


def names_in(value: Value) -> tuple[str, ...]:
    """What the value of an attribute of assets names: one, several in order, or none."""
    return tuple(map(str, value)) if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


@dataclass(frozen=True, eq=False)
class Form:
    """How a value is written: the validator's core schema and what editors see as JSON Schema."""

    core: CoreSchema
    json: Json

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        # A copy, because pydantic keeps in it what the annotations of one field say of its JSON Schema.
        return cast(CoreSchema, dict(self.core))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> Json:
        return dict(self.json)


def canonical(value: Any) -> str:
    """One text for all that means the same: `500 ml` and `0.5 l` give `500 ml`."""
    if isinstance(value, Measure):
        return f"{exact_text(value.base)} {value.base_unit}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return instants.as_instant(value)
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


def text(
    longest: int | None = None,
    shortest: int = 1,
    pattern: str | None = None,
    read: Callable[[str], str] = clean,
) -> Form:
    """Text, NFC and without trailing blank space; a pattern describes all of it."""
    whole = None if pattern is None else anchored(pattern)
    inner = core_schema.str_schema(min_length=shortest, max_length=longest, pattern=whole)
    core = core_schema.chain_schema(
        [core_schema.str_schema(), core_schema.no_info_plain_validator_function(read), inner]
    )
    return Form(core, {"type": ["string", "number", "boolean"]} | ({"maxLength": longest} if longest else {}))


def number(least: Decimal | None = None, most: Decimal | None = None, decimals: int | None = None) -> Form:
    """A decimal number: `-?digits(.digits)?`, exact."""
    pattern = NUMBER if decimals is None or decimals > 2 else PLAIN_NUMBER
    written = or_else("number", core_schema.str_schema(pattern=pattern), {"decimals": decimals})
    amount = core_schema.decimal_schema(ge=least, le=most, decimal_places=decimals)
    limits = {"minimum": least, "maximum": most}
    seen = {key: float(limit) for key, limit in limits.items() if limit is not None}
    return Form(core_schema.chain_schema([written, amount]), {"type": "number"} | seen)


def fraction() -> Form:
    """A number, or two with a stroke between them: `1000`, `0.4536`, `5/9`, `-160/9`. Exact."""

    def read(text: str) -> Fraction:
        above, stroke, below = text.partition("/")
        divisor = decimal(below) if stroke else Decimal(1)
        if divisor <= 0:
            raise ValueError(text)
        return Fraction(decimal(above)) / Fraction(divisor)

    return Form(parsed("fraction", read), {"type": ["string", "number"]})


def whole(least: int = 0, most: int = 10**12) -> Form:
    """A whole number."""
    written = or_else("whole", core_schema.str_schema(pattern=r"^-?[0-9]{1,15}$"))
    core = core_schema.chain_schema([written, core_schema.int_schema(ge=least, le=most)])
    return Form(core, {"type": "integer", "minimum": least, "maximum": most})


def flag() -> Form:
    """`true` or `false`, nothing else."""
    words = or_else("boolean", core_schema.literal_schema(["true", "false"]))
    truth = core_schema.no_info_plain_validator_function("true".__eq__)
    return Form(core_schema.chain_schema([words, truth]), {"type": "boolean"})


def instant() -> Form:
    """An instant with its zone, kept in UTC."""
    return Form(parsed("instant", instants.instant), {"type": "string", "format": "date-time"})


def moment() -> Form:
    """A plain date, or an instant with its zone."""
    return Form(parsed("moment", instants.moment), {"type": "string"})


def zone() -> Form:
    """The name of a time zone, such as `Europe/Berlin`."""

    def known(text: str) -> str:
        return instants.zone_named(text).key or text

    return Form(parsed("zone", known), {"type": "string"})


def percent() -> Form:
    """A share such as `19 %`, as the number before the sign."""

    def read(text: str) -> Decimal:
        amount, blank, sign = text.partition(" ")
        if sign != "%" or not blank:
            raise ValueError(text)
        return decimal(amount)

    return Form(parsed("percent", read), {"type": "string", "pattern": r"^[0-9.]+ %$"})


def days() -> Form:
    """A span such as `14 days`, as the number of days."""

    def read(text: str) -> int:
        amount, _, unit = text.partition(" ")
        if unit not in {"day", "days"} or not amount.isdecimal() or not amount.isascii() or len(amount) > 5:
            raise ValueError(text)
        return int(amount)

    return Form(parsed("days", read), {"type": "string", "pattern": "^[0-9]+ days?$"})


def matching(kind: str, fits: Callable[[str], bool]) -> Form:
    """Text of a kind of name, told by a predicate."""

    def read(text: str) -> str:
        if not fits(text):
            raise ValueError(text)
        return text

    return Form(parsed(kind, read), {"type": ["string", "number", "boolean"]})


def money() -> Form:
    """Amounts by currency: `{EUR: 0.25}`."""
    currency = core_schema.str_schema(pattern="^[A-Z]{3}$")
    amounts = core_schema.dict_schema(or_else("currency", currency), number(Decimal(0)).core, min_length=1)
    core = core_schema.no_info_after_validator_function(FrozenMap, amounts)
    return Form(core, {"type": "object", "additionalProperties": {"type": "number"}})


def measure(
    scales: Mapping[str, Scale], base: str, bounds: Bounds = (None, None), of: str = "", decimals: int | None = None
) -> Form:
    """An amount, one blank, a unit of a family (`of`). `scales` leads each unit to the base unit."""
    context = {"units": tuple(scales), "family": of}

    @lru_cache(maxsize=1024)  # weights and sizes come again and again
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
    """Refuses measures beyond the bounds; a bound that cannot be read is none."""
    least, most = (None if bound is None else quantity(bound, scales) for bound in bounds)

    def within(value: Measure) -> Measure:
        if least is not None and value.base < least:
            raise PydanticCustomError("greater_than_equal", "least", {"ge": bounds[0]})
        if most is not None and value.base > most:
            raise PydanticCustomError("less_than_equal", "most", {"le": bounds[1]})
        return value

    return within


def nullable(form: Form) -> Form:
    """The same, or null."""
    return Form(core_schema.nullable_schema(form.core), {"anyOf": [form.json, {"type": "null"}]})


def many(item: Form) -> Form:
    """A list with at least one entry."""
    core = core_schema.tuple_schema([item.core], variadic_item_index=0, min_length=1)
    return Form(core, {"type": "array", "items": item.json, "minItems": 1})


def table(columns: Mapping[str, Form]) -> Form:
    """Row key -> columns, in file order; a cell may be null, a row is not."""
    fields = {
        name: core_schema.typed_dict_field(core_schema.nullable_schema(form.core), required=False)
        for name, form in columns.items()
    }
    row = core_schema.typed_dict_schema(fields, extra_behavior="forbid")
    frozen = core_schema.no_info_after_validator_function(FrozenMap, row)
    rows = core_schema.dict_schema(KEY.core, frozen, min_length=1)
    cells = {"type": "object", "properties": {name: nullable(form).json for name, form in columns.items()}}
    return Form(
        core_schema.no_info_after_validator_function(FrozenMap, rows),
        {"type": "object", "additionalProperties": cells | {"additionalProperties": False}},
    )


def decimal(text: str) -> Decimal:
    """The exact number; ValueError when the text is not written as one."""
    digits = text[1:] if text.startswith("-") else text
    before, point, after = digits.partition(".")
    if not _digits(before) or (bool(point) and not _digits(after)):
        raise ValueError(text)
    return Decimal(text)


def _digits(text: str) -> bool:
    return 0 < len(text) <= 24 and text.isascii() and text.isdigit()


def or_else(kind: str, schema: CoreSchema, context: dict[str, Any] | None = None) -> CoreSchema:
    """The schema, whose every error is one of that kind."""
    return core_schema.custom_error_schema(
        schema, custom_error_type=kind, custom_error_message=kind, custom_error_context=context
    )


def parsed(kind: str, read: Callable[[str], Any], context: dict[str, Any] | None = None) -> CoreSchema:
    """Text that a function reads; its ValueError becomes an error of that kind."""

    def parse(value: Any) -> Any:
        if value.__class__ is not str:
            raise PydanticCustomError("string_type", "text")
        try:
            return read(value)
        except PydanticCustomError:
            raise
        except ValueError:
            raise PydanticCustomError(kind, kind, context) from None

    return core_schema.no_info_plain_validator_function(parse)


def quantity(text: str, scales: Mapping[str, Scale]) -> Fraction | None:
    """The amount of a measure in the base unit; None when it is not written as one of these units."""
    amount, _, unit = text.partition(" ")
    try:
        return scales[unit].to_base(decimal(amount))
    except (KeyError, ValueError):
        return None


def _written(kind: str, pattern: str) -> Form:
    """Text that a pattern describes; told in the validator's core, for what every product file is full of."""
    return Form(or_else(kind, core_schema.str_schema(pattern=pattern)), {"type": ["string", "number", "boolean"]})


_WORD = "[A-Za-z0-9_-]"
_NO_NULL = "|".join(
    [
        f"[A-MO-Za-mo-z0-9]{_WORD}{{0,99}}",
        "[Nn]|[Nn][Uu]|[Nn][Uu][Ll]",
        f"[Nn][A-TV-Za-tv-z0-9_-]{_WORD}{{0,98}}",
        f"[Nn][Uu][A-KM-Za-km-z0-9_-]{_WORD}{{0,97}}",
        f"[Nn][Uu][Ll][A-KM-Za-km-z0-9_-]{_WORD}{{0,96}}",
        f"[Nn][Uu][Ll][Ll]{_WORD}{{1,96}}",
    ]
)
"""`names.is_key` as a pattern without look-ahead."""

KEY = _written("key", f"^(?:{_NO_NULL})$")
ASSET = _written("asset", f"^(?:{_NO_NULL})$")
CODE = _written("name", "^[A-Za-z][A-Za-z0-9_]{0,99}$")


def _sku() -> Form:
    """Most SKUs look alike and are told by a pattern; all others by `names.is_sku`."""
    plain = core_schema.str_schema(pattern=r"^[A-Z0-9]([A-Za-z0-9 ._+-]{0,98}[A-Za-z0-9])?$")
    rare = matching("sku", names.is_sku)
    return Form(or_else("sku", core_schema.union_schema([plain, rare.core], mode="left_to_right")), rare.json)


Key = Annotated[str, KEY]
Code = Annotated[str, CODE]
"""A name that a definition elsewhere must have; definitions themselves are a `Name`, which is no reserved word."""

Name = Annotated[str, matching("name", names.is_name)]
Sku = Annotated[str, _sku()]
LocaleTag = Annotated[str, matching("locale", lambda text: names.LOCALE.fullmatch(text) is not None)]
CatalogLocale = Annotated[LocaleTag, Names("locale")]
"""A locale that catalog.yaml declares."""

Currency = Annotated[str, matching("currency", lambda text: names.CURRENCY.fullmatch(text) is not None)]
Country = Annotated[str, matching("country", lambda text: names.COUNTRY.fullmatch(text) is not None)]
Text = Annotated[str, text()]
Number = Annotated[Decimal, number()]
Amount = Annotated[Decimal, number(Decimal(0))]
Flag = Annotated[bool, flag()]
Scope = Annotated[Key, Names("scope")]
"""A channel scope."""

Path = Annotated[Text, Names("path")]
"""The path of an attribute: `name`, `assets.main`."""

Percent = Annotated[Decimal, percent()]
Zone = Annotated[str, zone()]
InstantText = Annotated[str, instant()]
MomentText = Annotated[str, moment()]
