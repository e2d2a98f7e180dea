"""What is said of a code or an address that is written wrongly: GTIN, ISBN, currency, locale, e-mail and the like."""

from __future__ import annotations

import re
from collections.abc import Mapping

from packshot.model import codes
from packshot.model.frozen import Raw
from packshot.model.message_words import Context, Problem, Words, corrects, says
from packshot.model.names import COUNTRY, CURRENCY, LOCALE


def _is_whole_gtin(digits: str) -> bool:
    return codes.is_gtin(digits) and codes.check_digit_holds(digits)


def gtin(value: Raw, context: Context) -> Problem:
    """Not the digits of a GTIN; perhaps it went through a spreadsheet, which takes it for a number."""
    problem = _NO_GTIN(value, context)
    if problem.fix is not None or not isinstance(value, str):
        return problem
    what = problem.what.rstrip(".")
    if re.fullmatch(r"\d[.,]\d+[eE]\+?\d\d", value.strip(), re.ASCII):
        return Problem(
            "bad-gtin",
            f"{what}: a spreadsheet has rounded it, and its last digits are lost.",
            "Copy it from the package again, into a column that the spreadsheet takes for text.",
        )
    digits = codes.bare(value)
    longer = [digits.zfill(length) for length in (12, 13) if 0 < length - len(digits) <= LOST]
    fix = next(filter(_is_whole_gtin, longer), None)
    if fix is None:
        return problem
    what += "; with a zero before it, it is one. Spreadsheets take leading zeros away."
    return Problem("bad-gtin", what, f"Write {fix}, if the package says so.", fix, safe=False)


_NO_GTIN = corrects("bad-gtin", "{value} is no GTIN.", codes.bare, "Write 8, 12, 13 or 14 digits.", _is_whole_gtin)

LOST = 3
"""So many zeros before a GTIN are thought to be lost at most."""


def _bare_isbn(text: str) -> str:
    return codes.bare(text).upper().removeprefix("ISBN").lstrip(":")


def _capitals(text: str) -> str:
    return text.strip().upper()


def _bare_email(text: str) -> str:
    return text.strip().removeprefix("mailto:")


def _as_locale(text: str) -> str:
    """Return a language and a region, mostly with another sign between them or in other cases."""
    found = re.fullmatch(r"([A-Za-z]{2,3})[-_]([A-Za-z]{2})", text, re.ASCII)
    return f"{found[1].lower()}-{found[2].upper()}" if found else text.lower()


def _with_scheme(text: str) -> str | None:
    is_host = re.match(r"(www\.|[a-z0-9-]+(\.[a-z0-9-]+)+(/|$))", text, re.ASCII)
    return f"https://{text}" if is_host else None


def _is_url(text: str) -> bool:
    return codes.url_flaw(text) is None


WORDS: Mapping[str, Words] = {
    "gtin": gtin,
    "gtin_check": says(
        "bad-gtin",
        "The check digit of {value} is wrong: with these digits it would be {digit}.",
        "Compare the number with the package.",
    ),
    "isbn": corrects(
        "bad-isbn",
        "{value} is no ISBN.",
        _bare_isbn,
        "Write its 13 digits, which begin with 978 or 979, or its 10.",
        codes.is_isbn,
    ),
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
    "asin": corrects(
        "bad-asin",
        "{value} is no ASIN.",
        _capitals,
        "Write the ten characters of Amazon's address, such as B07H8KQ2ZX.",
        codes.is_asin,
    ),
    "locale": corrects(
        "bad-locale",
        "{value} is no locale.",
        _as_locale,
        "Write a language and perhaps a region, such as de or de-AT.",
        LOCALE.fullmatch,
    ),
    "currency": corrects(
        "bad-currency", "{value} is no currency.", _capitals, "Write three capitals, such as EUR.", CURRENCY.fullmatch
    ),
    "country": corrects(
        "bad-country", "{value} is no country.", _capitals, "Write two capitals, such as DE.", COUNTRY.fullmatch
    ),
    "email": corrects(
        "bad-email",
        "{value} is no e-mail address.",
        _bare_email,
        "Write one address, such as service@example.com.",
        codes.is_email,
    ),
    "url_characters": corrects(
        "bad-url",
        "{value} holds characters that an address must encode.",
        codes.url_encoded,
        f"Write at most {codes.LONGEST_URL} characters, without blanks or line breaks.",
        _is_url,
    ),
    "url_scheme": corrects(
        "bad-url",
        "{value} is no web address.",
        _with_scheme,
        "Write the whole address, which begins with https://.",
        _is_url,
        safe=False,
    ),
    "url_credentials": says(
        "bad-url",
        "{value} holds a user name or a password.",
        "Take what stands before the @ away: everybody can read the file, and what is published.",
    ),
}
"""Error type -> its words."""
