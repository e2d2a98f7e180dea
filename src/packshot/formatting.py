"""Formatting of values: localized text (babel), and locale-independent text for feeds and APIs.

All functions are pure; numbers are rounded half up. Localized text keeps the no-break spaces of its locale. babel is
imported on first use, because feeds do not need it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from packshot.model.currencies import decimals_of
from packshot.model.instants import zone_named

if TYPE_CHECKING:
    from babel import Locale

_WIDE = Context(prec=1000)
"""The context for babel, because Python's default context rejects or rounds numbers of more than 28 digits."""

_CODE_BESIDE_DIGIT = re.compile(r"(?<=[A-Z])(?=[0-9])|(?<=[0-9])(?=[A-Z])")

Length = Literal["long", "short", "narrow"]


def decimal(value: Decimal, decimals: int | None = None) -> str:
    """Return a number as locale-independent text, without grouping or exponent; rounded to `decimals` if given."""
    return f"{value if decimals is None else rounded(value, decimals):f}"


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return a number rounded half up to `decimals` decimal places."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)


def shortest(value: Decimal) -> Decimal:
    """Return a number without trailing zeros; a whole number may get an exponent: 100 becomes `1E+2`."""
    return value.normalize(_WIDE)


def in_zone(value: date, zone: str) -> datetime:
    """Return a date or timestamp in a time zone, to the minute.

    A date begins at midnight in the time zone. A timestamp without a time zone is in UTC. Raises ValueError for an
    unknown time zone.
    """
    offsets = zone_named(zone)
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(), offsets)
    elif value.tzinfo is None:
        value = value.replace(tzinfo=UTC)
    return value.astimezone(offsets).replace(second=0, microsecond=0)


def to_minute(value: datetime) -> str:
    """Return a timestamp to the minute with its UTC offset: `2026-12-10T00:00+0100`."""
    return value.strftime("%Y-%m-%dT%H:%M%z").replace("Z", "+0000")


@lru_cache(maxsize=256)
def _locale(tag: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    for known in (tag, tag.partition("-")[0]):
        with suppress(UnknownLocaleError, ValueError):
            return Locale.parse(known, sep="-")
    return Locale("en")


def number(value: Decimal, locale: str, decimals: int | None = None) -> str:
    """Return a localized number, such as `1.234,50`.

    The number is rounded to `decimals` decimal places if given; otherwise all its decimal places are kept.
    """
    from babel.numbers import format_decimal

    places = _places(value) if decimals is None else decimals
    with localcontext(_WIDE):
        return format_decimal(rounded(value, places), _pattern(locale, places), _locale(locale))


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _pattern(locale: str, places: int, kind: Literal["decimal", "currency"] = "decimal") -> str:
    found = _locale(locale)
    pattern = found.decimal_formats[None] if kind == "decimal" else found.currency_formats["standard"]
    return "".join(_with_places(part, places) for part in _parts(pattern.pattern))


def _parts(pattern: str) -> list[str]:
    positive, semicolon, negative = pattern.partition(";")
    return [positive, semicolon, negative] if negative else [positive]


def _with_places(pattern: str, places: int) -> str:
    """Return a CLDR number pattern, such as `#,##0.###`, with exactly so many decimal places."""
    last = max(pattern.rfind("0"), pattern.rfind("#")) + 1
    head, dot, _ = pattern[:last].partition(".")
    if not last or not (dot or places):
        return pattern
    return head + ("." + "0" * places if places else "") + pattern[last:]


def measure(amount: Decimal, unit: str, locale: str, decimals: int | None = None, length: Length = "short") -> str:
    """Return a localized measurement, for example `1,5 kg`.

    `unit` is a CLDR name, such as `mass-kilogram`. The amount is rounded to `decimals` decimal places if given;
    otherwise all its decimal places are kept.
    """
    from babel.units import format_unit

    places = _places(amount) if decimals is None else decimals
    with localcontext(_WIDE):
        return format_unit(rounded(amount, places), unit, length, _pattern(locale, places), _locale(locale))


@lru_cache(maxsize=1024)
def is_unit(unit: str) -> bool:
    """Return whether a name is a CLDR unit."""
    from babel.units import UnknownUnitError, format_unit

    try:
        format_unit(1, unit, locale="en")
    except UnknownUnitError:
        return False
    return True


def price(amount: Decimal, currency: str, locale: str) -> str:
    """Return a localized amount of money: `1.234,50 €`."""
    from babel.numbers import format_currency

    places = decimals_of(currency)
    pattern = _pattern(locale, places, "currency")
    with localcontext(_WIDE):
        written = format_currency(rounded(amount, places), currency, pattern, _locale(locale), currency_digits=False)
    return _CODE_BESIDE_DIGIT.sub("\u00a0", written)


def day(value: date, locale: str, length: Literal["full", "long", "medium", "short"] = "long") -> str:
    """Return a localized date: `1. Februar 2026`."""
    from babel.dates import format_date

    return format_date(value, length, _locale(locale))


def moment(value: datetime, zone: str, locale: str) -> str:
    """Return a localized timestamp in a time zone, to the minute: `1. Februar 2026, 08:00`."""
    from babel.dates import format_time, get_datetime_format

    there, known = value.astimezone(zone_named(zone)), _locale(locale)
    clock = format_time(there, "short", locale=known)
    return str(get_datetime_format("long", known)).format(clock, day(there.date(), locale))


def country(code: str, locale: str) -> str:
    """Return the localized name of a country (ISO 3166-1): `Deutschland`; the code if the country is unknown."""
    return str(_locale(locale).territories.get(code, code))


def language(tag: str, locale: str) -> str:
    """Return the localized name of a language, such as `Deutsch`; the tag if the language is unknown.

    The first letter is capitalized.
    """
    name = str(_locale(locale).languages.get(tag.partition("-")[0], tag))
    return name[:1].upper() + name[1:]


def last_day(end: str, zone: str) -> str:
    """Return the date, in a time zone, of the second before a timestamp, as used in `priceValidUntil`.

    For example, the result for `2026-12-01T00:00:00Z` and `UTC` is `2026-11-30`.
    """
    last = datetime.fromisoformat(end).astimezone(zone_named(zone)) - timedelta(seconds=1)
    return last.date().isoformat()
