"""Messages about invalid numbers, measurements, dates and timestamps."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping

from packshot.model.frozen import Raw
from packshot.model.instants import is_date, is_instant
from packshot.model.names import choices, suggested
from packshot.model.value_problem import Context, Correction, Describe, Problem

# Numbers and measurements


def plain_number(text: str) -> str | None:
    """Return a number in valid notation, such as `1234.5` for `1.234,5`; None if the text is ambiguous (`1,234`) or not
    a number.
    """
    text = text.strip().removeprefix("+")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    grouped = _without_groups(digits)
    if grouped is not None:
        return sign + grouped
    if re.fullmatch(r"\d+,(\d{1,2}|\d{4,})|0,\d+", digits, re.ASCII):
        return sign + digits.replace(",", ".")
    if re.fullmatch(r"\.\d+", digits, re.ASCII):
        return sign + "0" + digits
    return sign + digits if re.fullmatch(r"\d+(\.\d+)?", digits, re.ASCII) else None


def _without_groups(digits: str) -> str | None:
    """Return a number without thousands separators; None if separator and decimal point are ambiguous."""
    parts = re.fullmatch(r"\d{1,3}(?:([.,' _])\d{3})(?:\1\d{3})*([.,])\d+", digits, re.ASCII)
    if parts and parts[1] != parts[2]:
        head, _, tail = digits.rpartition(parts[2])
        return re.sub(r"\D", "", head) + "." + tail
    is_grouped = re.fullmatch(r"\d{1,3}(?:([.,])\d{3}(?:\1\d{3})+|([' _])\d{3}(?:\2\d{3})*)", digits, re.ASCII)
    return re.sub(r"\D", "", digits) if is_grouped else None


def _two_numbers(text: str) -> tuple[str, str] | None:
    """Return the two possible readings of `1,234`; None if the number is not ambiguous."""
    found = re.fullmatch(r"\+?(-?[1-9]\d{0,2}),(\d{3})", text.strip(), re.ASCII)
    return (f"{found[1]}.{found[2]}", f"{found[1]}{found[2]}") if found else None


def _ambiguous(message: str, text: str, decimals: int | None, unit: str = "") -> Problem | None:
    """Return the problem of `1,234` or `1.000` with a possible thousands separator; None if it is unambiguous.

    `decimals` is the maximum number of decimal places, None for any. `unit` includes its leading space.
    """
    found = re.fullmatch(r"\+?(-?[1-9]\d{0,2})([.,])(\d{3})", text.strip(), re.ASCII)
    is_exact = decimals is None or decimals >= _GROUP
    if found is None or (found[2] == "." and is_exact):
        return None
    head, _, tail = found.groups()
    decimal = f"{head}.{tail}{unit}" if is_exact else f"{head}{unit}" if tail == "000" else None
    return Problem(message, {"whole": f"{head}{tail}{unit}", "decimal": decimal})


_GROUP = 3
"""Digits between thousands separators."""

_TOO_LONG = re.compile(r"-?(?:\d{25,}(?:\.\d+)?|\d+\.\d{25,})", re.ASCII)


def number(value: Raw, context: Context) -> Problem:
    """Return the problem of an invalid number."""
    text = value if isinstance(value, str) else ""
    alone, fix = _without_sign(text), plain_number(text)
    if _TOO_LONG.fullmatch(text):
        return Problem("bad-number.digits")
    if ambiguous := _ambiguous("bad-number.ambiguous", alone or text, context.get("decimals")):
        return ambiguous
    if fix is None and alone is not None:
        return Problem("bad-number", fix=alone, safe=False)
    return Problem("bad-number", fix=fix if fix != value else None)


_SYMBOL = r"[^\w\s.,+-]{1,3}"
_NUMBER = r"([+-]?\d[\d.,' ]*?)"
_MARKED = re.compile(rf"(?:[A-Z]{{3}}|{_SYMBOL})\s*{_NUMBER}|{_NUMBER}\s*(?:[^\W\d_]{{1,12}}\.?|{_SYMBOL})")
"""A number after a currency code or symbol, or before one or a unit."""


def _without_sign(text: str) -> str | None:
    """Return the number in a text with a currency or unit: `29.90 €`, `EUR 249,00`, `6 pcs`."""
    found = _MARKED.fullmatch(text[:60].strip())
    written = (found[1] or found[2]) if found else None
    return None if written is None or _two_numbers(written) else plain_number(written)


def fraction(value: Raw, context: Context) -> Problem:
    """Return the problem of an invalid fraction."""
    found = number(value, context)
    return found if found.fix or found.message != "bad-number" else Problem("bad-number.fraction")


def whole(value: Raw, context: Context) -> Problem:
    """Return the problem of an invalid integer."""
    text = value if isinstance(value, str) else ""
    if re.fullmatch(r"-?\d{16,}", text, re.ASCII):
        return Problem("bad-number.digits", {"limit": 15})
    if ambiguous := _ambiguous("bad-number.ambiguous", text, 0):
        return ambiguous
    alone = plain_number(text) or _without_sign(text)
    fix = alone if alone is not None and alone.isdecimal() else None
    return Problem("bad-number.whole", fix=fix, safe=False)


def decimals(value: Raw, context: Context) -> Problem:
    """Return the problem of a number or measurement with too many decimal places.

    A point before exactly three digits may be a thousands separator, so such a number may be reported as ambiguous.
    """
    most = context["decimal_places"]
    amount, space, unit = str(value).partition(" ")
    ambiguous = _ambiguous("too-many-decimals.ambiguous", amount, most, space + unit)
    return ambiguous or Problem("too-many-decimals", {"limit": most})


def _as_percent(text: str) -> str | None:
    """Return a percentage in valid notation, with the space that is usually missing."""
    found = re.fullmatch(r"([0-9.,]+)\s*%", text, re.ASCII)
    amount = plain_number(found[1]) if found else None
    return f"{amount} %" if amount else None


def measure(value: Raw, context: Context) -> Problem:
    """Return the problem of an invalid measurement."""
    units: tuple[str, ...] = context.get("units", ())
    found = re.fullmatch(r"([-+0-9.,_']*[0-9])\s*(\S.*)?", value, re.ASCII) if isinstance(value, str) else None
    if found is None or found[2] is None:
        amount = (plain_number(found[1]) if found else None) or "540"
        return Problem("bad-measure", {"amount": amount, "unit": next(iter(units), None), **choices(amount, units)})
    return _amount(value, found[1], found[2]) if found[2] in units else _unit(found[2], units, context)


def _unit(unit: str, units: tuple[str, ...], context: Context) -> Problem:
    params = {"unit": unit, "family": context.get("family"), **choices(unit, units)}
    return Problem("unknown-unit", params, suggestion=suggested(unit, units))


def _amount(value: str, amount: str, unit: str) -> Problem:
    if _TOO_LONG.fullmatch(amount):
        return Problem("bad-measure.digits")
    if both := _two_numbers(amount):
        decimal, whole = (f"{each} {unit}" for each in both)
        return Problem("bad-measure.ambiguous", {"decimal": decimal, "whole": whole})
    plain = plain_number(amount)
    fix = None if plain is None else f"{plain} {unit}"
    return Problem("bad-measure", {"unit": unit}, fix)


# Dates and timestamps


def day(value: Raw, context: Context) -> Problem:
    """Return the problem of an invalid date, including a date that is not in the calendar, such as `2026-02-30`."""
    text = value if isinstance(value, str) else ""
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text, re.ASCII):
        return _impossible(*map(int, found.groups()))
    days = _both_days(text)
    if len(days) > 1:
        return Problem("bad-date.ambiguous", {"day_first": days[0], "month_first": days[1]})
    fix = days[0] if days else _reordered(text)
    return Problem("bad-date", fix=fix, safe=text[:4].isdigit())  # year first is unambiguous


def _both_days(text: str) -> tuple[str, ...]:
    """Return the possible dates of `03/04/2026`: day first, then month first."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)
    if found is None:
        return ()
    first, second, year = found.groups()
    days = (f"{year}-{second:0>2}-{first:0>2}", f"{year}-{first:0>2}-{second:0>2}")
    return tuple(dict.fromkeys(day for day in days if is_date(day)))


def _reordered(text: str) -> str | None:
    """Return a date in another notation, such as `22.11.2026`, as an ISO date."""
    if found := re.fullmatch(r"(\d{4})[/.](\d\d)[/.](\d\d)", text, re.ASCII):
        fix = "-".join(found.groups())
    elif found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text, re.ASCII):
        fix = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    else:
        return None
    return fix if is_date(fix) else None


def _impossible(year: int, month: int, day: int) -> Problem:
    if not 1 <= month <= 12 or year == 0:
        fix = f"{year:04}-{day:02}-{month:02}"
        year_missing = {"year": "0000"} if year == 0 else {}
        return Problem("bad-date.month", {"month": month, **year_missing}, fix if is_date(fix) else None, safe=False)
    days, in_month = monthrange(year, month)[1], f"{year:04}-{month:02}"
    return Problem("bad-date.day", {"month": in_month, "days": days, "last": f"{in_month}-{days}"})


_WITHOUT_ZONE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?)?", re.ASCII)


def instant(value: Raw, context: Context) -> Problem:
    """Return the problem of an invalid timestamp, such as one without a time zone."""
    found = _WITHOUT_ZONE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return _INSTANT(value, context)
    if is_date(found[1]):
        return Problem("bad-instant.zone", {"local": _local(found)})
    problem = day(found[1], context)
    if problem.message == "bad-date.day":
        return Problem("bad-instant.day", problem.params)
    return Problem("bad-instant.month", {**problem.params, "swapped": problem.fix})


def _as_instant(text: str) -> str | None:
    """Return a timestamp in valid notation, for example with the missing T of `2027-03-01 00:00Z`."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?) ?(?:([Zz])|([+-]\d\d):?(\d\d))", text, re.ASCII)
    fix = f"{found[1]}T{found[2]}{'Z' if found[3] else f'{found[4]}:{found[5]}'}" if found else ""
    return fix if is_instant(fix) else None


_INSTANT = Correction("bad-instant", _as_instant)


def _local(found: re.Match[str]) -> str:
    """Return date and time in valid notation, without the time zone."""
    return f"{found[1]}T{found[2] or '00:00'}{found[3] or ':00'}"


def moment(value: Raw, context: Context) -> Problem:
    """Return the problem of a value that is neither a date nor a timestamp."""
    found = _WITHOUT_ZONE.fullmatch(value) if isinstance(value, str) else None
    if found and not is_date(found[1]):
        return day(found[1], context)
    return Problem("bad-date.moment", {"local": _local(found) if found else None})


MESSAGES: Mapping[str, str | Describe] = {
    "decimal_max_places": decimals,
    "number": number,
    "fraction": fraction,
    "whole": whole,
    "percent": Correction("bad-percent", _as_percent),
    "measure": measure,
    "date": day,
    "instant": instant,
    "moment": moment,
    "zone": "bad-zone",
    "days": "bad-days",
    "too_early": "too-small.date",
    "too_late": "too-large.date",
}
"""Error type -> its message, or the function that returns the problem."""
