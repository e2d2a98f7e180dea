"""The pipes of a feed field: named functions, each applied to the result of the previous one.

A pipe is written `squeeze`, `cut: 150` or `{unit: kg, decimals: 2}`: the first key is the name of the pipe, with its
argument; further keys are options. A pipe is applied to each entry of a list, except for `default`, `first` and `join`,
which take the whole list. Absent values are skipped, except by `default`.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from packshot import formatting
from packshot.expr import Failure, Lookup, Path
from packshot.expr.values import Quantity, UnfitError, convert, kind, number
from packshot.findings import parameters
from packshot.model.codes import url_encoded
from packshot.model.currencies import in_minor_units
from packshot.model.instants import zone_named
from packshot.outputs import plaintext
from packshot.outputs.channels.field_checks import published_gtin
from packshot.outputs.channels.row_values import Measurement, Money, Timestamp, text

Read = Callable[[str], Any]
"""Reads an argument or option from its text, or raises `InvalidArgumentError`."""


class InvalidArgumentError(ValueError):
    """The error for an invalid argument or option of a pipe, with the expected kind of text and the allowed words."""

    def __init__(self, expected: str, *known: str) -> None:
        super().__init__(expected)
        self.expected, self.known = expected, known


@dataclass(frozen=True, slots=True)
class Pipe:
    """A pipe: its function, and the functions that read its argument and its options from text.

    `reads` is the path whose value is used if no argument is given. A pipe with `whole` takes a list as one value; a
    pipe with `on_absent` is also applied to absent values.
    """

    run: Callable[..., object]
    argument: Read | None = None
    optional: bool = False
    options: Mapping[str, Read] = field(default_factory=dict)
    reads: Path | None = None
    whole: bool = False
    on_absent: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """A pipe with its argument and options, as configured in a field."""

    name: str
    pipe: Pipe
    arguments: tuple[object, ...]
    options: Mapping[str, object]

    @property
    def paths(self) -> frozenset[Path]:
        """Return the paths that the pipe reads in addition to the value."""
        return frozenset() if self.pipe.reads is None or self.arguments else frozenset({self.pipe.reads})

    def apply(self, value: object, lookup: Lookup) -> object:
        """Return the result of the pipe for a value; a `Failure` if the pipe cannot be applied to the value."""
        if value is None and not self.pipe.on_absent:
            return None
        reads = self.pipe.reads
        arguments = self.arguments if self.arguments or reads is None else (lookup(reads),)
        try:
            if isinstance(value, tuple | list) and not self.pipe.whole:
                members = (self.pipe.run(each, *arguments, **self.options) for each in value if each is not None)
                return tuple(member for member in members if member is not None)
            return self.pipe.run(value, *arguments, **self.options)
        except UnfitError as problem:
            return Failure("expression-type.pipe", parameters({"pipe": self.name, "problem": problem.failure.problem}))


def squeeze(value: object) -> str:
    """Replace each run of white space with one space, and remove white space at the ends."""
    return plaintext.squeeze(text(value))


def cut(value: object, limit: int, unit: plaintext.Unit = "chars", end: str = "") -> str:
    """Limit the text to a number of characters, or of UTF-8 bytes with `unit: bytes`. The cut is between words if a
    word ends in the second half of the result; `end: "…"` adds an ellipsis at the cut, within the limit.
    """
    return plaintext.cut(text(value), limit, unit, end)


def strip_html(value: object) -> str:
    """Convert rich text (Markdown) and HTML to plain text."""
    return plaintext.strip_html(text(value))


def decode_entities(value: object) -> str:
    """Replace HTML entities with their characters."""
    return html.unescape(text(value))


def upper(value: object) -> str:
    """Convert the text to upper case."""
    return text(value).upper()


def lower(value: object) -> str:
    """Convert the text to lower case."""
    return text(value).lower()


def prefix(value: object, start: str) -> str:
    """Add a text before the value."""
    return start + text(value)


def suffix(value: object, end: str) -> str:
    """Add a text after the value."""
    return text(value) + end


def replace(value: object, old: str, by: str = "") -> str:
    """Replace each occurrence of a text: `{replace: "/", by: ", "}`. Without `by`, each occurrence is removed."""
    return text(value).replace(old, by)


def default(value: object, otherwise: str) -> object:
    """Use a fixed text if the value is missing or empty."""
    return otherwise if value in (None, "", ()) else value


def join(value: object, separator: str) -> str | None:
    """Join the entries of a list to one text, with a separator between the entries."""
    members = value if isinstance(value, tuple | list) else (value,)
    return separator.join(map(text, members)) or None


def first(value: object) -> object:
    """Return the first entry of a list."""
    if isinstance(value, tuple | list):
        return value[0] if value else None
    return value


def money(value: object, currency: object = None) -> Money | None:
    """Convert an amount to money, such as `129.00 EUR`, in the currency of the market or a given one (`money: CHF`).
    The amount is rounded half up to the minor unit. From a price, the amount in this currency is used, if there is one.
    """
    if not isinstance(currency, str):
        raise UnfitError("expression-type.currency")
    amount = value.get(currency) if isinstance(value, Mapping) else value
    return None if amount is None else Money(in_minor_units(number(amount), currency), currency)


def decimal(value: object, places: int | None = None) -> Decimal:
    """Convert a number, or the amount of a measurement or of money, to a decimal number. With an argument, the number
    is rounded half up to that many decimal places.
    """
    amount = value.amount if isinstance(value, Money | Measurement) else number(value)
    return amount if places is None else formatting.rounded(amount, places)


def unit(value: object, code: str, decimals: int | None = None) -> Measurement:
    """Convert a measurement to another unit, such as `0.54 kg`. With the option `decimals`, the amount is rounded half
    up to that many decimal places.
    """
    if not isinstance(value, Quantity):
        raise UnfitError("expression-type.convert", found=kind(value))
    amount = convert(value, code)
    if amount is None:
        raise UnfitError("expression-type.amount")
    return Measurement(_short(amount) if decimals is None else formatting.rounded(amount, decimals), code)


def _short(amount: Decimal) -> Decimal:
    return formatting.shortest(amount) if amount else Decimal(0)


def date_iso(value: object, zone: object = None) -> Timestamp:
    """Convert a date or timestamp to a timestamp with UTC offset, such as `2026-12-10T00:00+0100`, in the time zone of
    the market or in a given one. A date begins at midnight in this time zone.
    """
    if not isinstance(zone, str):
        raise UnfitError("expression-type.zone")
    try:
        return Timestamp(formatting.in_zone(_moment(value), zone))
    except ValueError as problem:
        raise UnfitError("expression-type.date", value=value) from problem


def _moment(value: object) -> date:
    if isinstance(value, date):
        return value
    written = text(value)
    return date.fromisoformat(written) if len(written) == 10 else datetime.fromisoformat(written)


def yesno(value: object) -> str:
    """Convert true to `yes` and false to `no`."""
    if not isinstance(value, bool):
        raise UnfitError("expression-type.boolean", found=kind(value))
    return "yes" if value else "no"


def slug(value: object) -> str | None:
    """Convert the text to lower-case ASCII words joined by hyphens."""
    folded = unicodedata.normalize("NFKD", text(value).casefold()).encode("ascii", "ignore").decode()
    return "-".join("".join(letter if letter.isalnum() else " " for letter in folded).split()) or None


def gtin(value: object) -> str | None:
    """Return the digits of a GTIN; no value if its length or check digit is wrong, or if it is valid within one store
    only.
    """
    return published_gtin(text(value))


def gtin14(value: object) -> str | None:
    """Pad a GTIN to 14 digits with leading zeros; no value if the GTIN is invalid or valid within one store only."""
    digits = published_gtin(text(value))
    return digits and digits.zfill(14)


def url_encode(value: object) -> str:
    """Percent-encode spaces and other characters that a URL must not contain; existing encodings are kept."""
    return url_encoded(text(value))


def _whole(written: str) -> int:
    if not (written.isascii() and written.isdecimal() and len(written) <= 6 and int(written) > 0):
        raise InvalidArgumentError("count")
    return int(written)


def _places(written: str) -> int:
    if not (written.isascii() and written.isdecimal() and len(written) == 1):
        raise InvalidArgumentError("places")
    return int(written)


def _one_of(*words: str) -> Read:
    def read(written: str) -> str:
        if written not in words:
            raise InvalidArgumentError("word", *words)
        return written

    return read


def _currency(written: str) -> str:
    if not (len(written) == 3 and written.isascii() and written.isupper()):
        raise InvalidArgumentError("currency")
    return written


def _zone(written: str) -> str:
    try:
        zone_named(written)
    except ValueError:
        raise InvalidArgumentError("zone") from None
    return written


PIPES: Mapping[str, Pipe] = {
    "cut": Pipe(cut, _whole, options={"unit": _one_of("chars", "bytes"), "end": str}),
    "date_iso": Pipe(date_iso, _zone, optional=True, reads=("market", "zone")),
    "decimal": Pipe(decimal, _places, optional=True),
    "decode_entities": Pipe(decode_entities),
    "default": Pipe(default, str, whole=True, on_absent=True),
    "first": Pipe(first, whole=True),
    "gtin": Pipe(gtin),
    "gtin14": Pipe(gtin14),
    "join": Pipe(join, str, whole=True),
    "lower": Pipe(lower),
    "money": Pipe(money, _currency, optional=True, reads=("market", "currency")),
    "prefix": Pipe(prefix, str),
    "replace": Pipe(replace, str, options={"by": str}),
    "slug": Pipe(slug),
    "squeeze": Pipe(squeeze),
    "strip_html": Pipe(strip_html),
    "suffix": Pipe(suffix, str),
    "unit": Pipe(unit, str, options={"decimals": _places}),
    "upper": Pipe(upper),
    "url_encode": Pipe(url_encode),
    "yesno": Pipe(yesno),
}
"""Every pipe by name; the docstring of its function is its entry in the manual."""
