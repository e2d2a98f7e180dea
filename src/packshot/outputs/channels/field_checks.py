"""What a rule checks in one text of a row: its length, its words, its pattern, or by name a GTIN that may be published,
a URL, a price, a timestamp. Each check says what is wrong.

Patterns are matched in time that grows with the text alone: they come from a file that is not trusted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from decimal import Decimal

from packshot.model.channel import FeedRule
from packshot.model.codes import check_digit_holds, is_gtin, is_in_store, url_flaw
from packshot.model.patterns import matcher
from packshot.outputs.plaintext import Unit, has_markup, length

_MONEY = re.compile(r"[0-9]{1,12}(\.[0-9]{1,3})? [A-Z]{3}", re.ASCII)
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})", re.ASCII)


def gtin_problem(text: str) -> str | None:
    """Why this is no GTIN that may be published; None when it is one."""
    if not is_gtin(text):
        return "is not 8, 12, 13 or 14 digits"
    if not check_digit_holds(text):
        return "has a wrong check digit"
    if is_in_store(text):
        return "is a number for use within one store"
    return None


_URL_FLAWS = {
    "characters": "holds characters that a URL must encode: use the pipe url_encode",
    "scheme": "is not an absolute http(s) URL",
    "credentials": "holds a user name or password",
}


def url_problem(text: str) -> str | None:
    """Why this is no absolute http(s) URL in ASCII that may be published; None when it is one."""
    flaw = url_flaw(text)
    return None if flaw is None else _URL_FLAWS[flaw]


def price_problem(text: str) -> str | None:
    """Why this is no price of the form `129.00 EUR`; None when it is one."""
    return None if _MONEY.fullmatch(text) else "is not a price such as 129.00 EUR: use the pipe money"


def instant_problem(text: str) -> str | None:
    """Why this is no instant with its zone; None when it is one."""
    with suppress(ValueError):
        if _INSTANT.fullmatch(text) and datetime.fromisoformat(text) is not None:
            return None
    return "is not an instant such as 2026-12-10T00:00+0100: use the pipe date_iso"


def plain_problem(text: str) -> str | None:
    """Whether tags or entities are left in the text."""
    return (
        "holds HTML tags or entities: use the pipe strip_html, and no tags in code spans" if has_markup(text) else None
    )


def reduced_problem(text: str, row: Mapping[str, object]) -> str | None:
    """Why this is no reduced price; None when it is below the field `price`, in the same currency."""
    price = str(row.get("price", ""))
    if price_problem(text) or price_problem(price):
        return price_problem(text)
    (amount, currency), (full, other) = text.split(" "), price.split(" ")
    if currency != other:
        return f"is not in the currency of the price {price}"
    return None if Decimal(amount) < Decimal(full) else f"is not below the price {price}"


def _alone(check: Callable[[str], str | None]) -> Check:
    return lambda text, row: check(text)


Check = Callable[[str, Mapping[str, object]], str | None]
"""What is wrong with the text of a field; sees the row's other fields."""

CHECKS: Mapping[str, Check] = {
    "gtin": _alone(gtin_problem),
    "instant": _alone(instant_problem),
    "plain": _alone(plain_problem),
    "price": _alone(price_problem),
    "reduced_price": reduced_problem,
    "url": _alone(url_problem),
}
"""What a rule's `check:` may name. `reduced_price` compares with the field `price`."""


def published_gtin(text: str) -> str | None:
    """The digits of a GTIN that may be published; nothing when its check digit does not hold."""
    digits = text.replace(" ", "").replace("-", "")
    return None if gtin_problem(digits) else digits


def tests(spec: FeedRule) -> Iterator[Check]:
    """The tests of a rule whose check and pattern are known to be right."""
    if spec.max is not None:
        yield _at_most(spec.max, spec.unit)
    if spec.min is not None:
        yield _at_least(spec.min, spec.unit)
    if spec.enum:
        yield _one_of(spec.enum)
    if spec.pattern is not None and (matches := matcher(spec.pattern)) is not None:
        yield _matching(spec.pattern, matches)
    if spec.check is not None:
        yield CHECKS[spec.check]


def _at_most(limit: int, unit: Unit) -> Check:
    return lambda text, row: f"is longer than {limit} {unit}: use the pipe cut" if length(text, unit) > limit else None


def _at_least(limit: int, unit: Unit) -> Check:
    return lambda text, row: f"is shorter than {limit} {unit}" if length(text, unit) < limit else None


def _one_of(words: tuple[str, ...]) -> Check:
    return lambda text, row: None if text in words else f"is none of {', '.join(words)}: use map"


def _matching(pattern: str, matches: Callable[[str], bool]) -> Check:
    return lambda text, row: None if matches(text) else f"does not match {pattern}"
