"""Forms: the notation of each type of value in a file, and the conversion of text to typed values.

A `Form` is used as the annotation of a pydantic field. Validation runs in pydantic's core where possible; `problems`
describes invalid values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, cast

from pydantic import Discriminator, GetCoreSchemaHandler, GetJsonSchemaHandler, Tag
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from packshot.model import instants, names
from packshot.model.frozen import Frozen, frozen
from packshot.model.patterns import anchored
from packshot.model.values import clean

Json = dict[str, Any]

SCALAR: Json = {"type": ["string", "number", "boolean"]}
"""The JSON Schema of a scalar for editors."""

NUMBER = re.compile(r"^-?[0-9]{1,24}(\.[0-9]{1,24})?$", re.ASCII)

_PLAIN_NUMBER = (
    r"^-?([0-9]{1,24}(\.([0-9]{1,2}|[0-9]{4,24}))?"
    r"|(0[0-9]{0,23}|[1-9][0-9]{3,23})\.[0-9]{3})$"
)
"""A number except `1.000` and the like, where `.` could be a thousands separator; for at most two decimals."""


@dataclass(frozen=True, eq=False)
class Form:
    """The form of a value: a core schema for validation and a JSON Schema for editors."""

    core: CoreSchema
    json: Json

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        # A copy, because pydantic stores the JSON Schema metadata of the field in it.
        return cast(CoreSchema, dict(self.core))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> Json:
        return dict(self.json)


NAMES = "x-names"
"""The JSON Schema key for the kind of a name: `family`, `option/color`, `sku`."""


@dataclass(frozen=True, slots=True)
class Names:
    """An annotation for a string that is the name of an entry; `kind` is the kind of the entry, such as `sku`."""

    kind: str

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the JSON Schema for editors, with the kind of the entry under `x-names`."""
        return {**handler(core), NAMES: self.kind}


@dataclass(frozen=True, slots=True)
class Also:
    """An annotation for a value with an alternative form, such as `from: name` for `from: [name]`."""

    form: Mapping[str, Any]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the JSON Schema for editors, with both forms."""
        return {"anyOf": [dict(self.form), handler(core)]}


def text(
    longest: int | None = None,
    shortest: int = 1,
    pattern: str | None = None,
    read: Callable[[str], str] = clean,
) -> Form:
    """Return the form of a text of `shortest` to `longest` characters; `pattern` must match the whole text.

    `read` converts the text before the length and the pattern are validated: by default to NFC without trailing
    whitespace.
    """
    whole = None if pattern is None else anchored(pattern)
    core = core_schema.chain_schema(
        [
            core_schema.str_schema(),
            core_schema.no_info_plain_validator_function(read),
            core_schema.str_schema(min_length=shortest, max_length=longest, pattern=whole),
        ]
    )
    return Form(core, SCALAR | ({"maxLength": longest} if longest else {}))


def number(least: Decimal | None = None, most: Decimal | None = None, decimals: int | None = None) -> Form:
    """Return the form of an exact decimal number from `least` to `most` with at most `decimals` decimal places."""
    pattern = NUMBER.pattern if decimals is None or decimals > 2 else _PLAIN_NUMBER
    written = or_else("number", core_schema.str_schema(pattern=pattern), {"decimals": decimals})
    amount = core_schema.decimal_schema(ge=least, le=most, decimal_places=decimals)
    limits = {"minimum": least, "maximum": most}
    json = {key: float(limit) for key, limit in limits.items() if limit is not None}
    return Form(core_schema.chain_schema([written, amount]), {"type": "number"} | json)


def whole(least: int = 0, most: int = 10**12) -> Form:
    """Return the form of an integer from `least` to `most`."""
    written = or_else("whole", core_schema.str_schema(pattern=r"^-?[0-9]{1,15}$"))
    core = core_schema.chain_schema([written, core_schema.int_schema(ge=least, le=most)])
    return Form(core, {"type": "integer", "minimum": least, "maximum": most})


def matching(kind: str, fits: Callable[[str], object]) -> Form:
    """Return the form of text that satisfies the predicate `fits`; any other text causes an error of type `kind`."""

    def read(text: str) -> str:
        if not fits(text):
            raise ValueError(text)
        return text

    return Form(parsed(kind, read), SCALAR)


def nullable(form: Form) -> Form:
    """Return a form that allows null in addition to the values of the given form."""
    return Form(core_schema.nullable_schema(form.core), {"anyOf": [form.json, {"type": "null"}]})


def many(item: Form) -> Form:
    """Return the form of a list with at least one entry."""
    core = core_schema.tuple_schema([item.core], variadic_item_index=0, min_length=1)
    return Form(core, {"type": "array", "items": item.json, "minItems": 1})


def table(columns: Mapping[str, Form]) -> Form:
    """Return the form of a table: row key -> column -> cell. Cells may be null; rows may not be null.

    Rows are in file order, and the cells of a row in the order of `columns`.
    """
    cells = {name: nullable(form) for name, form in columns.items()}
    row = frozen(some_of({name: cell.core for name, cell in cells.items()}))
    rows = frozen(core_schema.dict_schema(KEY.core, row, min_length=1))
    properties = {name: cell.json for name, cell in cells.items()}
    json = {"type": "object", "properties": properties, "additionalProperties": False}
    return Form(rows, {"type": "object", "additionalProperties": json})


def some_of(fields: Mapping[str, CoreSchema]) -> CoreSchema:
    """Return the schema of a map that may have only the keys of `fields`, all of them optional."""
    optional = {key: core_schema.typed_dict_field(core, required=False) for key, core in fields.items()}
    return core_schema.typed_dict_schema(optional, extra_behavior="forbid")


def decimal(text: str) -> Decimal:
    """Return a string as an exact decimal number. Raise ValueError if the string is not a number."""
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def or_else(kind: str, schema: CoreSchema, context: dict[str, Any] | None = None) -> CoreSchema:
    """Return the schema with every error replaced by an error of type `kind`."""
    return core_schema.custom_error_schema(
        schema, custom_error_type=kind, custom_error_message=kind, custom_error_context=context
    )


def parsed(kind: str, read: Callable[[str], Any], context: dict[str, Any] | None = None) -> CoreSchema:
    """Return the schema of text that `read` parses; a ValueError of `read` becomes an error of type `kind`."""

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


def _written(kind: str, pattern: str) -> Form:
    """Return the form of text that matches a pattern, tested in pydantic's core because such texts are frequent."""
    return Form(or_else(kind, core_schema.str_schema(pattern=pattern)), SCALAR)


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
"""`names.is_key` as a pattern without look-ahead, which Rust syntax does not support."""

KEY = _written("key", f"^(?:{_NO_NULL})$")
ASSET = _written("asset", f"^(?:{_NO_NULL})$")
CODE = _written("name", "^[A-Za-z][A-Za-z0-9_]{0,99}$")
FLAG = Form(
    core_schema.chain_schema(
        [
            or_else("boolean", core_schema.literal_schema(["true", "false"])),
            core_schema.no_info_plain_validator_function("true".__eq__),
        ]
    ),
    {"type": "boolean"},
)
MONEY = Form(
    frozen(
        core_schema.dict_schema(
            or_else("currency", core_schema.str_schema(pattern="^[A-Z]{3}$")),
            number(Decimal(0)).core,
            min_length=1,
        )
    ),
    {"type": "object", "additionalProperties": {"type": "number"}},
)
"""Amounts by currency: `{EUR: 0.25}`."""

_SKU = core_schema.union_schema(
    [
        core_schema.str_schema(pattern=r"^[A-Z0-9]([A-Za-z0-9 ._+-]{0,98}[A-Za-z0-9])?$"),
        matching("sku", names.is_sku).core,
    ],
    mode="left_to_right",
)
"""Tests most SKUs by a pattern, all others by `names.is_sku`."""


def _fraction(text: str) -> Fraction:
    above, slash, below = text.partition("/")
    divisor = decimal(below) if slash else Decimal(1)
    if divisor <= 0:
        raise ValueError(text)
    return Fraction(decimal(above)) / Fraction(divisor)


def _zone(text: str) -> str:
    return instants.zone_named(text).key or text


def _percent(text: str) -> Decimal:
    if not text.endswith(" %"):
        raise ValueError(text)
    return decimal(text.removesuffix(" %"))


def _days(text: str) -> int:
    found = re.fullmatch(r"([0-9]{1,5}) days?", text, re.ASCII)
    if found is None:
        raise ValueError(text)
    return int(found[1])


def _label_form(value: Any) -> str:
    return "map" if isinstance(value, dict) else "text"


Key = Annotated[str, KEY]
Code = Annotated[str, CODE]
"""A reference to a name; its definition is a `Name`, which cannot be a reserved word."""

Name = Annotated[str, matching("name", names.is_name)]
Sku = Annotated[str, Form(or_else("sku", _SKU), SCALAR)]
LocaleTag = Annotated[str, matching("locale", names.LOCALE.fullmatch)]
CatalogLocale = Annotated[LocaleTag, Names("locale")]
"""A locale that catalog.yaml declares."""

Currency = Annotated[str, matching("currency", names.CURRENCY.fullmatch)]
Country = Annotated[str, matching("country", names.COUNTRY.fullmatch)]
Text = Annotated[str, text()]
Label = Annotated[
    Annotated[Text, Tag("text")] | Annotated[Frozen[CatalogLocale, Text], Tag("map")],
    Discriminator(_label_form),
]
"""One text for all locales, or a map from locale to text."""

Amount = Annotated[Decimal, number(Decimal(0))]
Flag = Annotated[bool, FLAG]
Scope = Annotated[Key, Names("scope")]
"""A channel scope."""

Path = Annotated[Text, Names("path")]
"""The path of an attribute: `name`, `assets.main`."""

Ratio = Annotated[Fraction, Form(parsed("fraction", _fraction), {"type": ["string", "number"]})]
"""An exact number or fraction: `1000`, `0.4536`, `5/9`, `-160/9`."""

Percent = Annotated[Decimal, Form(parsed("percent", _percent), {"type": "string", "pattern": r"^[0-9.]+ %$"})]
"""A percentage such as `19 %`, as the number before the sign."""

Days = Annotated[int, Form(parsed("days", _days), {"type": "string", "pattern": "^[0-9]+ days?$"})]
"""A duration such as `14 days`, as the number of days."""

Zone = Annotated[str, Form(parsed("zone", _zone), {"type": "string"})]
"""The name of a time zone, such as `Europe/Berlin`."""

InstantText = Annotated[str, Form(parsed("instant", instants.instant), {"type": "string", "format": "date-time"})]
"""A timestamp with a time zone, converted to UTC."""

MomentText = Annotated[str, Form(parsed("moment", instants.moment), {"type": "string"})]
"""A date, or a timestamp with a time zone. The timestamp is converted to UTC; the date is unchanged."""
