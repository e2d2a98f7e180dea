"""What is said of a value that is written wrongly: numbers, dates, measures, codes and addresses.

Words are given the value and the context of the error; what is plain to mend is given as a fix.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from packshot.model import codes
from packshot.model.frozen import Raw
from packshot.model.instants import instant as as_utc
from packshot.model.instants import is_date
from packshot.model.names import nearest, suggestion

Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """Code, words and cure of one kind of wrong value; `fix` is what should stand there, if that is plain."""

    code: str
    what: str
    cure: str
    fix: str | tuple[str, ...] | None = None
    safe: bool = True
    part: tuple[str, int] | None = None
    """The piece of the value that is wrong, as in `Location`."""


Words = Callable[[Raw, Context], Problem]


def quoted(value: Raw) -> str:
    """A value as a message shows it: short, on one line, in quotes."""
    if value is None:
        return "null"
    if isinstance(value, str):
        line = value if len(value) <= 60 else value[:57] + "..."
        return '"' + line.replace("\n", "\\n") + '"'
    return "a list" if isinstance(value, list | tuple) else "a map"


def says(code: str, what: str, cure: str) -> Words:
    """Words that need only the value ({value}) and the context."""

    def words(value: Raw, context: Context) -> Problem:
        shown = {**context, "value": quoted(value)}
        return Problem(code, what.format_map(shown), cure.format_map(shown))

    return words


# Numbers


def plain_number(text: str) -> str | None:
    """The number somebody meant, as it should be written; None when that is not plain (`1,234`)."""
    text = text.strip().removeprefix("+")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    found = _grouped(digits)
    if found is not None:
        return sign + found
    if re.fullmatch(r"\d+,(\d{1,2}|\d{4,})|0,\d+", digits, re.ASCII):
        return sign + digits.replace(",", ".")
    if re.fullmatch(r"\.\d+", digits, re.ASCII):
        return sign + "0" + digits
    return sign + digits if re.fullmatch(r"\d+(\.\d+)?", digits, re.ASCII) else None


def _grouped(digits: str) -> str | None:
    """A number in groups of three, where it is plain which sign groups and which is the decimal point."""
    parts = re.fullmatch(r"\d{1,3}(?:([.,' _])\d{3})(?:\1\d{3})*([.,])\d+", digits, re.ASCII)
    if parts and parts[1] != parts[2]:
        head, _, tail = digits.rpartition(parts[2])
        return re.sub(r"\D", "", head) + "." + tail
    if re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+", digits, re.ASCII):
        return re.sub(r"\D", "", digits)
    return re.sub(r"\D", "", digits) if re.fullmatch(r"\d{1,3}([' _])\d{3}(\1\d{3})*", digits, re.ASCII) else None


def _both_numbers(text: str) -> tuple[str, str] | None:
    """The two numbers that `1,234` could be; None where it could not."""
    found = re.fullmatch(r"\+?(-?[1-9]\d{0,2}),(\d{3})", text.strip(), re.ASCII)
    return (f"{found[1]}.{found[2]}", f"{found[1]}{found[2]}") if found else None


def _parted(text: str, most: int | None, unit: str = "") -> tuple[str, str] | None:
    """What is said of `1,234` or `1.000`, whose sign may part thousands; `most` decimals may stand there, None: any.

    None where nothing is in doubt. A `unit` begins with its blank.
    """
    found = re.fullmatch(r"\+?(-?[1-9]\d{0,2})([.,])(\d{3})", text.strip(), re.ASCII)
    if found is None:
        return None
    head, sign, tail = found.groups()
    word = "point" if sign == "." else "comma"
    if most is None or most >= _GROUP:
        cure = f"Write {head}.{tail} if the comma is the decimal point, else {head}{tail}."
        return (f"is no number: it could be {head}.{tail} or {head}{tail}.", cure) if sign == "," else None
    whole = f"{head}{tail}{unit}"
    if tail == "000":
        return f"could be {whole} or {head}{unit}: the {word} may part thousands.", f"Write {whole} or {head}{unit}."
    return f"could be {whole}, or {head}.{tail}{unit} with too many decimals.", f"Write {whole}, or round it."


_GROUP = 3
"""Digits that stand together in large numbers."""

_TOO_LONG = re.compile(r"-?(?:\d{25,}(?:\.\d+)?|\d+\.\d{25,})", re.ASCII)


def _too_long(code: str, value: Raw, amount: Raw) -> Problem | None:
    """Written as a number, but longer than any is."""
    if not isinstance(amount, str) or not _TOO_LONG.fullmatch(amount):
        return None
    cure = "Write at most 24 digits before the point and 24 behind it."
    return Problem(code, f"{quoted(value)} has too many digits.", cure)


def number(value: Raw, context: Context) -> Problem:
    """Not written as a number."""
    if too_long := _too_long("bad-number", value, value):
        return too_long
    text = value if isinstance(value, str) else ""
    parted = _parted(_without_sign(text) or text, context.get("decimals"))
    if parted is not None:
        return Problem("bad-number", f"{quoted(value)} {parted[0]}", parted[1])
    fix = plain_number(value) if isinstance(value, str) else None
    if fix is None and isinstance(value, str) and (alone := _without_sign(value)) is not None:
        return Problem("bad-number", f"{quoted(value)} is no number.", f"Write {alone} alone.", alone, safe=False)
    cure = f"Write {fix}." if fix else "Write digits with a decimal point, such as 1234.5."
    return Problem("bad-number", f"{quoted(value)} is no number.", cure, fix if fix != value else None)


_SYMBOL = r"[^\w\s.,+-]{1,3}"
_NUMBER = r"([+-]?\d[\d.,' ]*?)"
_MARKED = re.compile(rf"(?:[A-Z]{{3}}|{_SYMBOL})\s*{_NUMBER}|{_NUMBER}\s*(?:[^\W\d_]{{1,12}}\.?|{_SYMBOL})")
"""A number behind a currency or its sign, or before one or a unit."""


def _without_sign(text: str) -> str | None:
    """The number of a text that also says of what: `29.90 €`, `EUR 249,00`, `6 pcs`."""
    found = _MARKED.fullmatch(text[:60].strip())
    written = (found[1] or found[2]) if found else None
    return None if written is None or _both_numbers(written) else plain_number(written)


def fraction(value: Raw, context: Context) -> Problem:
    """Neither a number nor a fraction."""
    found = number(value, context)
    is_told = found.fix or "could be" in found.what or "too many digits" in found.what
    cure = found.cure if is_told else "Write a number such as 0.45, or a fraction such as 5/9."
    return Problem("bad-number", found.what, cure, found.fix)


def whole(value: Raw, context: Context) -> Problem:
    """Not a whole number."""
    if isinstance(value, str) and re.fullmatch(r"-?\d{16,}", value, re.ASCII):
        return Problem("bad-number", f"{quoted(value)} has too many digits.", "Write at most 15 digits.")
    text = value if isinstance(value, str) else ""
    parted = _parted(text, 0)
    if parted is not None:
        return Problem("bad-number", f"{quoted(value)} {parted[0]}", parted[1])
    alone = plain_number(text) or _without_sign(text)
    fix = alone if alone is not None and alone.isdecimal() else None
    cure = f"Write {fix} alone." if fix else "Write digits alone, such as 12."
    return Problem("bad-number", f"{quoted(value)} is no whole number.", cure, fix, safe=False)


# Days and instants


def day(value: Raw, context: Context) -> Problem:
    """Not a date, or one that no calendar has."""
    if isinstance(value, str) and (found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value, re.ASCII)):
        return _impossible(value, *map(int, found.groups()))
    both = _both_days(value) if isinstance(value, str) else ()
    if len(both) > 1:
        what = f"{quoted(value)} is no date: it could be {_in_words(both[0])} or {_in_words(both[1])}."
        return Problem("bad-date", what, f"Write {both[0]} or {both[1]}.")
    fix = both[0] if both else _turned(value) if isinstance(value, str) else None
    cure = f"Write {fix}." if fix else "Write a day of the calendar as 2026-11-22."
    in_order = isinstance(value, str) and value[:4].isdigit()  # year first is read alike everywhere
    return Problem("bad-date", f"{quoted(value)} is no date.", cure, fix, safe=in_order)


def _both_days(text: str) -> tuple[str, ...]:
    """The days that `03/04/2026` could be: with the day first, and with the month first."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)
    if found is None:
        return ()
    first, second, year = found.groups()
    return tuple(
        dict.fromkeys(
            day for day in (f"{year}-{second:0>2}-{first:0>2}", f"{year}-{first:0>2}-{second:0>2}") if is_date(day)
        )
    )


def _in_words(day: str) -> str:
    """A day as nobody can misread it: 3 April 2026."""
    year, month, number = day.split("-")
    return f"{int(number)} {month_name[int(month)]} {year}"


def _turned(text: str) -> str | None:
    """A date in the order of another country, as it should be written."""
    if found := re.fullmatch(r"(\d{4})[/.](\d\d)[/.](\d\d)", text, re.ASCII):
        fix = "-".join(found.groups())
    elif found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text, re.ASCII):
        fix = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    else:
        return None
    return fix if is_date(fix) else None


def _impossible(text: str, year: int, month: int, day: int) -> Problem:
    if not 1 <= month <= 12 or year == 0:
        other = f"{year:04}-{day:02}-{month:02}"
        fix = other if is_date(other) else None
        cure = f"Write {fix}: year, month, day." if fix else "Write a day of the calendar as 2026-11-22."
        what = f"{quoted(text)} is no day of the calendar: there is no month {month:02}."
        return Problem("bad-date", what, cure, fix, safe=False)
    last = monthrange(year, month)[1]
    what = f"{quoted(text)} is no day of the calendar: {month_name[month]} {year} has {last} days."
    return Problem("bad-date", what, f"Write the day that is meant, {year:04}-{month:02}-{last} at the latest.")


_BARE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?)?", re.ASCII)


def instant(value: Raw, context: Context) -> Problem:
    """Not an instant; mostly its zone is missing."""
    bare = _BARE.fullmatch(value) if isinstance(value, str) else None
    if bare is None:
        fix = _spelled(value) if isinstance(value, str) else None
        cure = f"Write {fix}." if fix else "Write date, time and zone, such as 2027-03-01T00:00:00+01:00."
        return Problem("bad-instant", f"{quoted(value)} is no instant.", cure, fix)
    if not is_date(bare[1]):
        problem = day(bare[1], context)
        return Problem("bad-instant", problem.what, problem.cure)
    return Problem("bad-instant", f"{quoted(value)} has no time zone.", _with_zone(bare))


def _spelled(text: str) -> str | None:
    """An instant with its zone, as it should be written: `2027-03-01 00:00Z` lacks its T."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?) ?(?:([Zz])|([+-]\d\d):?(\d\d))", text, re.ASCII)
    if found is None:
        return None
    fix = f"{found[1]}T{found[2]}{'Z' if found[3] else f'{found[4]}:{found[5]}'}"
    try:
        as_utc(fix)
    except ValueError:
        return None
    return fix


def _with_zone(bare: re.Match[str]) -> str:
    written = f"{bare[1]}T{bare[2] or '00:00'}{bare[3] or ':00'}"
    return f"Add it: {written}+01:00 (an hour ahead of UTC), or {written}Z (UTC)."


def moment(value: Raw, context: Context) -> Problem:
    """Neither a date nor an instant."""
    bare = _BARE.fullmatch(value) if isinstance(value, str) else None
    if bare and not is_date(bare[1]):
        return day(bare[1], context)
    what = f"{quoted(value)} is neither a date nor an instant with its zone."
    cure = _with_zone(bare) if bare else "Write 2026-11-22, or 2026-11-22T08:00:00+01:00."
    return Problem("bad-date", what, cure)


# Measures


def measure(value: Raw, context: Context) -> Problem:
    """Not an amount with a unit of its family."""
    units: tuple[str, ...] = context.get("units", ())
    listed = ", ".join(units)
    found = re.fullmatch(r"([-+0-9.,_']*[0-9])\s*(\S.*)?", value, re.ASCII) if isinstance(value, str) else None
    if found is None or found[2] is None:
        return Problem(
            "bad-measure", f"{quoted(value)} is no measure.", f"Write amount, blank, unit; units are {listed}."
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
    both = _both_numbers(amount)
    if both is not None:
        what = f"{quoted(value)} is no measure: it could be {both[0]} {unit} or {both[1]} {unit}."
        cure = f"Write {both[0]} {unit} if the comma is the decimal point, else {both[1]} {unit}."
        return Problem("bad-measure", what, cure)
    plain = plain_number(amount)
    fix = f"{plain} {unit}" if plain else None
    cure = f"Write {fix}." if fix else "Write the amount with a decimal point, such as 1.5 kg."
    return Problem("bad-measure", f"{quoted(value)} is no measure.", cure, fix)


# Codes and addresses


def gtin(value: Raw, context: Context) -> Problem:
    """Not the digits of a GTIN."""
    digits = codes.bare(value) if isinstance(value, str) else ""
    fix = digits if codes.is_gtin(digits) and codes.check_digit_holds(digits) else None
    if fix is None and isinstance(value, str):
        return _spoilt(value, digits)
    cure = f"Write {fix}." if fix else "Write 8, 12, 13 or 14 digits."
    return Problem("bad-gtin", f"{quoted(value)} is no GTIN.", cure, fix)


def _spoilt(value: str, digits: str) -> Problem:
    """A GTIN that went through a spreadsheet, which takes it for a number; else not the digits of one."""
    what = f"{quoted(value)} is no GTIN"
    if re.fullmatch(r"\d[.,]\d+[eE]\+?\d\d", value.strip(), re.ASCII):
        cure = "Copy it from the package again, into a column that the spreadsheet takes for text."
        return Problem("bad-gtin", f"{what}: a spreadsheet has rounded it, and its last digits are lost.", cure)
    for length in (12, 13):
        longer = digits.zfill(length)
        if 0 < length - len(digits) <= LOST and codes.is_gtin(longer) and codes.check_digit_holds(longer):
            lost = f"{what}; with a zero before it, it is one. Spreadsheets take leading zeros away."
            return Problem("bad-gtin", lost, f"Write {longer}, if the package says so.", longer, safe=False)
    return Problem("bad-gtin", f"{what}.", "Write 8, 12, 13 or 14 digits.")


LOST = 3
"""So many zeros before a GTIN are thought to be lost at most."""


def isbn(value: Raw, context: Context) -> Problem:
    """Not an ISBN; mostly there are blanks in it, or a small x at its end."""
    code = codes.bare(value).upper().removeprefix("ISBN").lstrip(":") if isinstance(value, str) else ""
    fix = code if codes.is_isbn(code) else None
    cure = f"Write {fix}." if fix else "Write its 13 digits, which begin with 978 or 979, or its 10."
    return Problem("bad-isbn", f"{quoted(value)} is no ISBN.", cure, fix)


def asin(value: Raw, context: Context) -> Problem:
    """Not an ASIN; mostly in small letters."""
    code = value.strip().upper() if isinstance(value, str) else ""
    fix = code if codes.is_asin(code) else None
    cure = f"Write {fix}." if fix else "Write the ten characters of Amazon's address, such as B07H8KQ2ZX."
    return Problem("bad-asin", f"{quoted(value)} is no ASIN.", cure, fix)


def email(value: Raw, context: Context) -> Problem:
    """Not an e-mail address."""
    code = value.strip().removeprefix("mailto:") if isinstance(value, str) else ""
    fix = code if codes.is_email(code) else None
    cure = f"Write {fix}." if fix else "Write one address, such as service@example.com."
    return Problem("bad-email", f"{quoted(value)} is no e-mail address.", cure, fix)


def url_characters(value: Raw, context: Context) -> Problem:
    """A web address with characters that must be encoded, or too many of them."""
    encoded = codes.url_encoded(value) if isinstance(value, str) else ""
    fix = encoded if codes.url_flaw(encoded) is None else None
    cure = f"Write {fix}." if fix else f"Write at most {codes.LONGEST_URL} characters, without blanks or line breaks."
    return Problem("bad-url", f"{quoted(value)} holds characters that an address must encode.", cure, fix)


def url_scheme(value: Raw, context: Context) -> Problem:
    """No web address: the scheme or the host is missing or another one."""
    whole = f"https://{value}"
    bare = isinstance(value, str) and re.match(r"(www\.|[a-z0-9-]+(\.[a-z0-9-]+)+(/|$))", value, re.ASCII)
    fix = whole if bare and codes.url_flaw(whole) is None else None
    cure = f"Write {fix}." if fix else "Write the whole address, which begins with https://."
    return Problem("bad-url", f"{quoted(value)} is no web address.", cure, fix, safe=False)


def decimals(value: Raw, context: Context) -> Problem:
    """More decimals than the attribute has; three of them may be thousands behind a point."""
    text, most = str(value), context["decimal_places"]
    amount, blank, unit = text.partition(" ")
    parted = _parted(amount, most, blank + unit)
    if parted is not None:
        return Problem("too-many-decimals", f"{quoted(value)} {parted[0]}", parted[1])
    if most == 0:
        return Problem("too-many-decimals", f"{quoted(value)} is no whole number.", "Round it to a whole one.")
    shown = "1 decimal" if most == 1 else f"{most} decimals"
    return Problem("too-many-decimals", f"{quoted(value)} has more than {shown}.", f"Round it to {shown}.")


WORDS: dict[str, Words] = {
    "decimal_max_places": decimals,
    "number": number,
    "fraction": fraction,
    "whole": whole,
    "date": day,
    "instant": instant,
    "moment": moment,
    "measure": measure,
    "too_early": says("too-small", "{value} is before {bound}.", "Write {bound} or a later one."),
    "too_late": says("too-large", "{value} is after {bound}.", "Write {bound} or an earlier one."),
    "gtin": gtin,
    "gtin_check": says(
        "bad-gtin",
        "The check digit of {value} is wrong: with these digits it would be {digit}.",
        "Compare the number with the package.",
    ),
    "isbn": isbn,
    "isbn_check": says(
        "bad-isbn",
        "The check digit of {value} is wrong: with these digits it would be {digit}.",
        "Compare the number with the imprint.",
    ),
    "mpn": says(
        "bad-mpn",
        "{value} is no part number.",
        f"Write up to {codes.LONGEST_MPN} printable characters, no blank at the ends.",
    ),
    "asin": asin,
    "email": email,
    "url_characters": url_characters,
    "url_scheme": url_scheme,
    "url_credentials": says(
        "bad-url",
        "{value} holds a user name or a password.",
        "Take what stands before the @ away: everybody can read the file, and what is published.",
    ),
}
"""Error type -> its words."""
