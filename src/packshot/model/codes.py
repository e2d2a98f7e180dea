"""Product codes and addresses: GTIN, ISBN, MPN, ASIN, URL, email.

The functions validate and convert strings; `FORMS` contains the forms that parse attribute values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit, urlunsplit

from pydantic_core import PydanticCustomError, core_schema

from packshot.model.text_forms import Form, matching, or_else, parsed

LONGEST_MPN = 70
"""Maximum length of a manufacturer part number, as accepted by Google and similar channels."""

LONGEST_URL = 2048
LONGEST_EMAIL = 254

_GTIN = re.compile(r"[0-9]{8}|[0-9]{12,14}", re.ASCII)
_ISBN = re.compile(r"97[89][0-9]{10}|[0-9]{9}[0-9X]", re.ASCII)
_ASIN = re.compile(r"B[0-9A-Z]{9}", re.ASCII)
_URL = re.compile(r"[A-Za-z0-9!#$%&'()*+,./:;=?@\[\]_~-]+", re.ASCII)
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})+", re.ASCII)
"""A valid e-mail address according to the HTML standard, with a dot in the domain."""

_IN_STORE = ("02", "04", "2", "98", "99")
"""GTIN-13 prefixes for in-store numbers and coupons, which are not globally unique and which channels reject."""


def is_gtin(text: str) -> bool:
    """Return whether a string has 8, 12, 13 or 14 digits; the check digit is not validated."""
    return _GTIN.fullmatch(text) is not None


def check_digit(code: str) -> str:
    """Return the check digit computed from the other digits of a GTIN (GS1 General Specifications, 7.9)."""
    threefold, single = map(int, code[-2::-2]), map(int, code[-3::-2])
    return str(-(3 * sum(threefold) + sum(single)) % 10)


def check_digit_holds(code: str) -> bool:
    """Return whether the check digit of a GTIN is valid."""
    return code[-1] == check_digit(code)


def is_in_store(code: str) -> bool:
    """Return whether a GTIN is an in-store number or a coupon, which is not globally unique."""
    if len(code) == 8:
        return code.startswith(("0", "2"))
    return code.zfill(14)[1:].startswith(_IN_STORE)


def bare(text: str) -> str:
    """Return a code without spaces and hyphens."""
    return re.sub("[ -]", "", text)


def is_isbn(text: str) -> bool:
    """Return whether a string is an ISBN-10 or ISBN-13 without hyphens and with a valid check character."""
    return _ISBN.fullmatch(text) is not None and text[-1] == isbn_check(text)


def is_asin(text: str) -> bool:
    """Return whether a string is an ASIN: a code assigned by Amazon, or the ISBN-10 of a book."""
    return _ASIN.fullmatch(text) is not None or (len(text) == 10 and is_isbn(text))


def isbn_check(code: str) -> str:
    """Return the check character computed from the other characters of an ISBN-10 or ISBN-13 (ISO 2108)."""
    if len(code) == 13:
        return check_digit(code)
    rest = -sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), code[:9], strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def isbn_13(code: str) -> str:
    """Return the ISBN-13 for an ISBN-10; an ISBN-13 is returned unchanged."""
    return code if len(code) == 13 else (whole := f"978{code}")[:-1] + check_digit(whole)


def same(kind: str, code: str) -> str:
    """Return the normal form of a code: a GTIN with 14 digits, an ISBN as ISBN-13, any other code unchanged."""
    return code.zfill(14) if kind == "gtin" else isbn_13(code) if kind == "isbn" else code


def url_flaw(text: str) -> str | None:
    """Return the flaw of a URL: `characters`, `scheme` or `credentials`; None if the URL is valid.

    `characters` is also the flaw of a URL with more than `LONGEST_URL` characters, and `scheme` that of a URL without a
    valid host or port.
    """
    if len(text) > LONGEST_URL or not _URL.fullmatch(text):
        return "characters"
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return "scheme"
    if parts.scheme not in {"http", "https"} or not has_host:
        return "scheme"
    return "credentials" if "@" in parts.netloc else None


def url_encoded(text: str) -> str:
    """Return a URL in which spaces, non-ASCII and other invalid characters are encoded; existing encodings are kept.

    A non-ASCII host is converted to Punycode; an ASCII host is kept. Spaces at the ends are removed. Text that cannot
    be parsed as a URL is returned unchanged.
    """
    try:
        parts = urlsplit(text.strip())
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    except (ValueError, UnicodeError):
        return text
    safe = "/:?@!$&'()*+,;=%-._~"
    return urlunsplit((parts.scheme, host, *(quote(part, safe) for part in (parts.path, parts.query, parts.fragment))))


def has_credentials(text: str) -> bool:
    """Return whether a URL contains a user name or a password."""
    try:
        return "@" in urlsplit(text).netloc
    except ValueError:
        return False


def is_email(text: str) -> bool:
    """Return whether a string is an e-mail address that browsers accept, with a dot in the domain.

    The address has at most `LONGEST_EMAIL` characters. The part before the `@` neither begins nor ends with a dot and
    does not contain two dots in sequence.
    """
    local = text.partition("@")[0]
    is_dotted = local.startswith(".") or local.endswith(".") or ".." in local
    return len(text) <= LONGEST_EMAIL and not is_dotted and _EMAIL.fullmatch(text) is not None


def _checked(code: str) -> str:
    digit = check_digit(code)
    if code[-1] != digit:
        raise PydanticCustomError("gtin_check", "check digit", {"digit": digit})
    return code


def _isbn(text: str) -> str:
    code = text.replace("-", "")
    if not _ISBN.fullmatch(code) or "--" in text or text.startswith("-") or text.endswith("-"):
        raise ValueError(text)
    if code[-1] != isbn_check(code):
        raise PydanticCustomError("isbn_check", "check digit", {"digit": isbn_check(code)})
    return code


def _mpn(text: str) -> str:
    if not (0 < len(text) <= LONGEST_MPN and text == text.strip() and text.isprintable()):
        raise ValueError(text)
    return text


def _url(text: str) -> str:
    flaw = url_flaw(text)
    if flaw is not None:
        raise PydanticCustomError(f"url_{flaw}", "url", {"limit": LONGEST_URL})
    return text


_GTIN_DIGITS = or_else("gtin", core_schema.str_schema(pattern=r"^([0-9]{8}|[0-9]{12,14})$"))

FORMS: Mapping[str, Form] = {
    "gtin": Form(core_schema.no_info_after_validator_function(_checked, _GTIN_DIGITS), {"type": ["string", "number"]}),
    "isbn": Form(parsed("isbn", _isbn), {"type": ["string", "number"]}),
    "mpn": Form(parsed("mpn", _mpn, {"limit": LONGEST_MPN}), {"type": ["string", "number"], "maxLength": LONGEST_MPN}),
    "asin": matching("asin", is_asin),
    "url": Form(parsed("url_scheme", _url), {"type": "string", "format": "uri"}),
    "email": Form(matching("email", is_email).core, {"type": "string", "format": "email"}),
}
"""Attribute type -> form of its values. An ISBN may be written with hyphens; its value has none."""
