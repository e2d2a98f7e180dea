"""What is said of a number, a measure, a date or an instant that is written wrongly."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Mapping

from packshot.model.frozen import Raw
from packshot.model.instants import is_date, is_instant
from packshot.model.message_words import Context, Problem, Words, corrects, quoted, says
from packshot.model.names import nearest, suggestion

# Numbers and measures


def plain_number(text: str) -> str | None:
    """Return the number that is meant, as it should be written; None when that is not plain (`1,234`)."""
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
    """Return a number in groups of three without them, where it is plain which sign groups and which is the point."""
    parts = re.fullmatch(r"\d{1,3}(?:([.,' _])\d{3})(?:\1\d{3})*([.,])\d+", digits, re.ASCII)
    if parts and parts[1] != parts[2]:
        head, _, tail = digits.rpartition(parts[2])
        return re.sub(r"\D", "", head) + "." + tail
    is_grouped = re.fullmatch(r"\d{1,3}(?:([.,])\d{3}(?:\1\d{3})+|([' _])\d{3}(?:\2\d{3})*)", digits, re.ASCII)
    return re.sub(r"\D", "", digits) if is_grouped else None


def _two_numbers(text: str) -> tuple[str, str] | None:
    """Return the two numbers that `1,234` could be; None where it could not."""
    found = re.fullmatch(r"\+?(-?[1-9]\d{0,2}),(\d{3})", text.strip(), re.ASCII)
    return (f"{found[1]}.{found[2]}", f"{found[1]}{found[2]}") if found else None


def _ambiguous(code: str, value: Raw, text: str, decimals: int | None, unit: str = "") -> Problem | None:
    """Return what is said of `1,234` or `1.000`, whose sign may part thousands; None where nothing is in doubt.

    At most so many `decimals` are allowed, None: any. A `unit` begins with its space.
    """
    found = re.fullmatch(r"\+?(-?[1-9]\d{0,2})([.,])(\d{3})", text.strip(), re.ASCII)
    if found is None or (found[2] == "." and (decimals is None or decimals >= _GROUP)):
        return None
    head, sign, tail = found.groups()
    whole = f"{head}{tail}{unit}"
    if decimals is None or decimals >= _GROUP:
        what = f"is no number: it could be {head}.{tail} or {head}{tail}."
        cure = f"Write {head}.{tail} if the comma is the decimal point, else {head}{tail}."
    elif tail == "000":
        what = f"could be {whole} or {head}{unit}: the {'point' if sign == '.' else 'comma'} may part thousands."
        cure = f"Write {whole} or {head}{unit}."
    else:
        what = f"could be {whole}, or {head}.{tail}{unit} with too many decimals."
        cure = f"Write {whole}, or round it."
    return Problem(code, f"{quoted(value)} {what}", cure)


_GROUP = 3
"""Digits that stand together in large numbers."""

_TOO_LONG = re.compile(r"-?(?:\d{25,}(?:\.\d+)?|\d+\.\d{25,})", re.ASCII)


def _too_long(code: str, value: Raw, amount: str) -> Problem | None:
    """Return what is said of an amount that is written as a number, but longer than any is."""
    if not _TOO_LONG.fullmatch(amount):
        return None
    return Problem(
        code,
        f"{quoted(value)} has too many digits.",
        "Write at most 24 digits before the point and 24 behind it.",
    )


def number(value: Raw, context: Context) -> Problem:
    """Not written as a number."""
    text = value if isinstance(value, str) else ""
    alone, fix = _without_sign(text), plain_number(text)
    known = _too_long("bad-number", value, text) or _ambiguous(
        "bad-number", value, alone or text, context.get("decimals")
    )
    if known is not None:
        return known
    what = f"{quoted(value)} is no number."
    if fix is None and alone is not None:
        return Problem("bad-number", what, f"Write {alone} alone.", alone, safe=False)
    return Problem(
        "bad-number",
        what,
        f"Write {fix}." if fix else "Write digits with a decimal point, such as 1234.5.",
        fix if fix != value else None,
    )


_SYMBOL = r"[^\w\s.,+-]{1,3}"
_NUMBER = r"([+-]?\d[\d.,' ]*?)"
_MARKED = re.compile(rf"(?:[A-Z]{{3}}|{_SYMBOL})\s*{_NUMBER}|{_NUMBER}\s*(?:[^\W\d_]{{1,12}}\.?|{_SYMBOL})")
"""A number behind a currency or its sign, or before one or a unit."""


def _without_sign(text: str) -> str | None:
    """Return the number of a text that also says of what: `29.90 €`, `EUR 249,00`, `6 pcs`."""
    found = _MARKED.fullmatch(text[:60].strip())
    written = (found[1] or found[2]) if found else None
    return None if written is None or _two_numbers(written) else plain_number(written)


def fraction(value: Raw, context: Context) -> Problem:
    """Neither a number nor a fraction."""
    found = number(value, context)
    is_said = found.fix or "could be" in found.what or "too many digits" in found.what
    cure = found.cure if is_said else "Write a number such as 0.45, or a fraction such as 5/9."
    return Problem("bad-number", found.what, cure, found.fix)


def whole(value: Raw, context: Context) -> Problem:
    """Not a whole number."""
    text = value if isinstance(value, str) else ""
    if re.fullmatch(r"-?\d{16,}", text, re.ASCII):
        return Problem("bad-number", f"{quoted(value)} has too many digits.", "Write at most 15 digits.")
    if ambiguous := _ambiguous("bad-number", value, text, 0):
        return ambiguous
    alone = plain_number(text) or _without_sign(text)
    fix = alone if alone is not None and alone.isdecimal() else None
    return Problem(
        "bad-number",
        f"{quoted(value)} is no whole number.",
        f"Write {fix} alone." if fix else "Write digits alone, such as 12.",
        fix,
        safe=False,
    )


def decimals(value: Raw, context: Context) -> Problem:
    """More decimals than the attribute has; three of them may be thousands behind a point."""
    most = context["decimal_places"]
    amount, space, unit = str(value).partition(" ")
    if ambiguous := _ambiguous("too-many-decimals", value, amount, most, space + unit):
        return ambiguous
    if most == 0:
        return Problem("too-many-decimals", f"{quoted(value)} is no whole number.", "Round it to a whole one.")
    limit = "1 decimal" if most == 1 else f"{most} decimals"
    return Problem("too-many-decimals", f"{quoted(value)} has more than {limit}.", f"Round it to {limit}.")


def _as_percent(text: str) -> str | None:
    """Return a number and its sign with the space between them that is mostly missing."""
    found = re.fullmatch(r"([0-9.,]+)\s*%", text, re.ASCII)
    amount = plain_number(found[1]) if found else None
    return f"{amount} %" if amount else None


def measure(value: Raw, context: Context) -> Problem:
    """Not an amount with a unit of its family."""
    units: tuple[str, ...] = context.get("units", ())
    found = re.fullmatch(r"([-+0-9.,_']*[0-9])\s*(\S.*)?", value, re.ASCII) if isinstance(value, str) else None
    if found is None or found[2] is None:
        return Problem(
            "bad-measure",
            f"{quoted(value)} is no measure.",
            f"Write amount, blank, unit; units are {', '.join(units)}.",
        )
    return _amount(value, found[1], found[2]) if found[2] in units else _unit(found[2], units, context)


def _unit(unit: str, units: tuple[str, ...], context: Context) -> Problem:
    near, listed = nearest(unit, units), ", ".join(units)
    cure = f"Write one of {listed}."
    if near:
        cure = suggestion(near) + (f" All are {listed}." if len(units) > 1 else "")
    what = f'"{unit[:40]}" does not convert into the units of {context.get("family") or "this attribute"}.'
    return Problem("unknown-unit", what, cure)


def _amount(value: str, amount: str, unit: str) -> Problem:
    if too_long := _too_long("bad-measure", value, amount):
        return too_long
    what, plain = f"{quoted(value)} is no measure", plain_number(amount)
    if both := _two_numbers(amount):
        cure = f"Write {both[0]} {unit} if the comma is the decimal point, else {both[1]} {unit}."
        return Problem("bad-measure", f"{what}: it could be {both[0]} {unit} or {both[1]} {unit}.", cure)
    if plain is None:
        return Problem("bad-measure", f"{what}.", "Write the amount with a decimal point, such as 1.5 kg.")
    return Problem("bad-measure", f"{what}.", f"Write {plain} {unit}.", f"{plain} {unit}")


# Dates and instants


def day(value: Raw, context: Context) -> Problem:
    """Not a date, or one that no calendar has."""
    text = value if isinstance(value, str) else ""
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text, re.ASCII):
        return _impossible(text, *map(int, found.groups()))
    days = _both_days(text)
    if len(days) > 1:
        what = f"{quoted(value)} is no date: it could be {_in_words(days[0])} or {_in_words(days[1])}."
        return Problem("bad-date", what, f"Write {days[0]} or {days[1]}.")
    fix = days[0] if days else _reordered(text)
    return Problem(
        "bad-date",
        f"{quoted(value)} is no date.",
        f"Write {fix}." if fix else "Write a day of the calendar as 2026-11-22.",
        fix,
        safe=text[:4].isdigit(),  # year first is read alike everywhere
    )


def _both_days(text: str) -> tuple[str, ...]:
    """Return the days that `03/04/2026` could be: with the day first, and with the month first."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)
    if found is None:
        return ()
    first, second, year = found.groups()
    days = (f"{year}-{second:0>2}-{first:0>2}", f"{year}-{first:0>2}-{second:0>2}")
    return tuple(dict.fromkeys(day for day in days if is_date(day)))


def _in_words(day: str) -> str:
    """Return a day as it cannot be misread: 3 April 2026."""
    year, month, number = day.split("-")
    return f"{int(number)} {month_name[int(month)]} {year}"


def _reordered(text: str) -> str | None:
    """Return a date in the order of another country as it should be written."""
    if found := re.fullmatch(r"(\d{4})[/.](\d\d)[/.](\d\d)", text, re.ASCII):
        fix = "-".join(found.groups())
    elif found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text, re.ASCII):
        fix = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    else:
        return None
    return fix if is_date(fix) else None


def _impossible(text: str, year: int, month: int, day: int) -> Problem:
    what = f"{quoted(text)} is no day of the calendar"
    if not 1 <= month <= 12 or year == 0:
        what += f": there is no month {month:02}."
        fix = f"{year:04}-{day:02}-{month:02}"
        if is_date(fix):
            return Problem("bad-date", what, f"Write {fix}: year, month, day.", fix, safe=False)
        return Problem("bad-date", what, "Write a day of the calendar as 2026-11-22.")
    last = monthrange(year, month)[1]
    return Problem(
        "bad-date",
        f"{what}: {month_name[month]} {year} has {last} days.",
        f"Write the day that is meant, {year:04}-{month:02}-{last} at the latest.",
    )


_WITHOUT_ZONE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?)?", re.ASCII)


def instant(value: Raw, context: Context) -> Problem:
    """Not an instant; mostly its zone is missing."""
    found = _WITHOUT_ZONE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return _NO_INSTANT(value, context)
    if is_date(found[1]):
        return Problem("bad-instant", f"{quoted(value)} has no time zone.", _with_zone(found))
    problem = day(found[1], context)
    return Problem("bad-instant", problem.what, problem.cure)


def _as_instant(text: str) -> str | None:
    """Return an instant with its zone as it should be written: `2027-03-01 00:00Z` lacks its T."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?) ?(?:([Zz])|([+-]\d\d):?(\d\d))", text, re.ASCII)
    fix = f"{found[1]}T{found[2]}{'Z' if found[3] else f'{found[4]}:{found[5]}'}" if found else ""
    return fix if is_instant(fix) else None


_NO_INSTANT = corrects(
    "bad-instant",
    "{value} is no instant.",
    _as_instant,
    "Write date, time and zone, such as 2027-03-01T00:00:00+01:00.",
)


def _with_zone(found: re.Match[str]) -> str:
    written = f"{found[1]}T{found[2] or '00:00'}{found[3] or ':00'}"
    return f"Add it: {written}+01:00 (an hour ahead of UTC), or {written}Z (UTC)."


def moment(value: Raw, context: Context) -> Problem:
    """Neither a date nor an instant."""
    found = _WITHOUT_ZONE.fullmatch(value) if isinstance(value, str) else None
    if found and not is_date(found[1]):
        return day(found[1], context)
    return Problem(
        "bad-date",
        f"{quoted(value)} is neither a date nor an instant with its zone.",
        _with_zone(found) if found else "Write 2026-11-22, or 2026-11-22T08:00:00+01:00.",
    )


WORDS: Mapping[str, Words] = {
    "decimal_max_places": decimals,
    "number": number,
    "fraction": fraction,
    "whole": whole,
    "percent": corrects("bad-percent", "{value} is no share.", _as_percent, "Write number, blank, sign, such as 19 %."),
    "measure": measure,
    "date": day,
    "instant": instant,
    "moment": moment,
    "zone": says("bad-zone", "There is no time zone {value}.", "Write a zone such as Europe/Berlin."),
    "days": says("bad-days", "{value} is no number of days.", "Write it as 14 days."),
    "too_early": says("too-small", "{value} is before {bound}.", "Write {bound} or a later one."),
    "too_late": says("too-large", "{value} is after {bound}.", "Write {bound} or an earlier one."),
}
"""Error type -> its words."""
