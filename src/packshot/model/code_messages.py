"""Messages about invalid codes and addresses: GTIN, ISBN, currency, locale, email and others."""

from __future__ import annotations

import re
from collections.abc import Mapping

from packshot.model import codes
from packshot.model.frozen import Raw
from packshot.model.names import COUNTRY, CURRENCY, LOCALE
from packshot.model.value_problem import Context, Correction, Describe, Problem


def _is_whole_gtin(digits: str) -> bool:
    return codes.is_gtin(digits) and codes.check_digit_holds(digits)


def gtin(value: Raw, context: Context) -> Problem:
    """Return the problem of an invalid GTIN, with a fix if one is known, such as restored leading zeros."""
    problem = _GTIN(value, context)
    if problem.fix is not None or not isinstance(value, str):
        return problem
    if re.fullmatch(r"\d[.,]\d+[eE]\+?\d\d", value.strip(), re.ASCII):
        return Problem("bad-gtin.rounded")
    digits = codes.bare(value)
    longer = [digits.zfill(length) for length in (12, 13) if 0 < length - len(digits) <= LOST]
    fix = next(filter(_is_whole_gtin, longer), None)
    if fix is None:
        return problem
    return Problem("bad-gtin.zeros", {"zeros": len(fix) - len(digits)}, fix, safe=False)


_GTIN = Correction("bad-gtin", codes.bare, _is_whole_gtin)

LOST = 3
"""Maximum number of leading zeros that are restored."""


def _bare_isbn(text: str) -> str:
    return codes.bare(text).upper().removeprefix("ISBN").lstrip(":")


def _capitals(text: str) -> str:
    return text.strip().upper()


def _bare_email(text: str) -> str:
    return text.strip().removeprefix("mailto:")


def _as_locale(text: str) -> str:
    """Return a language tag with normalized separator and case."""
    found = re.fullmatch(r"([A-Za-z]{2,3})[-_]([A-Za-z]{2})", text, re.ASCII)
    return f"{found[1].lower()}-{found[2].upper()}" if found else text.lower()


def _with_scheme(text: str) -> str | None:
    is_host = re.match(r"(www\.|[a-z0-9-]+(\.[a-z0-9-]+)+(/|$))", text, re.ASCII)
    return f"https://{text}" if is_host else None


def _is_url(text: str) -> bool:
    return codes.url_flaw(text) is None


MESSAGES: Mapping[str, str | Describe] = {
    "gtin": gtin,
    "gtin_check": "bad-gtin.check-digit",
    "isbn": Correction("bad-isbn", _bare_isbn, codes.is_isbn),
    "isbn_check": "bad-isbn.check-digit",
    "mpn": "bad-mpn",
    "asin": Correction("bad-asin", _capitals, codes.is_asin),
    "locale": Correction("bad-locale", _as_locale, LOCALE.fullmatch),
    "currency": Correction("bad-currency", _capitals, CURRENCY.fullmatch),
    "country": Correction("bad-country", _capitals, COUNTRY.fullmatch),
    "email": Correction("bad-email", _bare_email, codes.is_email),
    "url_characters": Correction("bad-url.characters", codes.url_encoded, _is_url),
    "url_scheme": Correction("bad-url", _with_scheme, _is_url, safe=False),
    "url_credentials": "bad-url.credentials",
}
"""Error type -> its message, or the function that returns the problem."""
