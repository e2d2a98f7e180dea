"""The checks that a rule applies to one text of a row: length, allowed words, pattern, or a named check such as `gtin`
or `url`. Each check returns a note about the problem; None if there is no problem.

Patterns come from an untrusted file, so the matching time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal

from packshot.findings import Note, note
from packshot.model.channel import FeedRule
from packshot.model.codes import LONGEST_URL, check_digit_holds, is_gtin, is_in_store, url_flaw
from packshot.model.patterns import matcher
from packshot.outputs.plaintext import Unit, has_markup, length

Texts = Mapping[str, Sequence[str]]
"""The texts of each field of a row."""

_MONEY = re.compile(r"[0-9]{1,12}(\.[0-9]{1,3})? [A-Z]{3}", re.ASCII)
_TIMESTAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})", re.ASCII)


def gtin_problem(text: str) -> Note | None:
    """Return the reason a GTIN cannot be published; None if it can be published."""
    if not is_gtin(text):
        return note("field-value.gtin-length", value=text)
    if not check_digit_holds(text):
        return note("field-value.gtin-check-digit", value=text)
    return note("field-value.gtin-in-store", value=text) if is_in_store(text) else None


def url_problem(text: str) -> Note | None:
    """Return the reason a text is not a publishable URL (absolute, http or https, ASCII); None if it is one."""
    flaw = url_flaw(text)
    return None if flaw is None else note(f"field-value.url-{flaw}", value=text, limit=LONGEST_URL)


def price_problem(text: str) -> Note | None:
    """Return the reason a text is not a price such as `129.00 EUR`; None if it is one."""
    return None if _MONEY.fullmatch(text) else note("field-value.price", value=text)


def timestamp_problem(text: str) -> Note | None:
    """Return the reason a text is not a timestamp with a time zone; None if it is one."""
    with suppress(ValueError):
        if _TIMESTAMP.fullmatch(text) and datetime.fromisoformat(text) is not None:
            return None
    return note("field-value.timestamp", value=text)


def period_problem(text: str) -> Note | None:
    """Return the reason a text is not a period (two timestamps, the later one after a slash); None if it is one."""
    begin, _, end = text.partition("/")
    if timestamp_problem(begin) or timestamp_problem(end):
        return note("field-value.period", value=text)
    is_period = datetime.fromisoformat(begin) < datetime.fromisoformat(end)
    return None if is_period else note("field-value.period-order", value=text)


def plain_problem(text: str) -> Note | None:
    """Return a note if the text contains tags or entities; None if it contains neither."""
    return note("field-value.markup", value=text) if has_markup(text) else None


def reduced_problem(text: str, row: Texts) -> Note | None:
    """Return the reason a text is not a reduced price; None if it is one.

    A reduced price is below the field `price`, in the same currency. If the field `price` is not a valid price, only
    the form of the text is checked.
    """
    price = next(iter(row.get("price", ())), "")
    if price_problem(text) or price_problem(price):
        return price_problem(text)
    (amount, currency), (full, other) = text.split(" "), price.split(" ")
    if currency != other:
        return note("field-value.currency", value=text, price=price)
    return None if Decimal(amount) < Decimal(full) else note("field-value.not-reduced", value=text, price=price)


def _alone(check: Callable[[str], Note | None]) -> Check:
    return lambda text, row: check(text)


Check = Callable[[str, Texts], Note | None]
"""Returns the problem of one text of a field, or None; the second argument contains the texts of the whole row."""

CHECKS: Mapping[str, Check] = {
    "gtin": _alone(gtin_problem),
    "instant": _alone(timestamp_problem),
    "period": _alone(period_problem),
    "plain": _alone(plain_problem),
    "price": _alone(price_problem),
    "reduced_price": reduced_problem,
    "url": _alone(url_problem),
}
"""The checks that `check:` of a rule may name. `reduced_price` compares with the field `price`."""


def published_gtin(text: str) -> str | None:
    """Return the digits of a GTIN; None if the GTIN cannot be published."""
    digits = text.replace(" ", "").replace("-", "")
    return None if gtin_problem(digits) else digits


def tests(spec: FeedRule) -> Iterator[Check]:
    """Yield the tests of a rule. Its `check` and its `pattern` must be valid."""
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
    return lambda text, row: _length_problem("too-long", text, limit, unit) if length(text, unit) > limit else None


def _at_least(limit: int, unit: Unit) -> Check:
    return lambda text, row: _length_problem("too-short", text, limit, unit) if length(text, unit) < limit else None


def _length_problem(variant: str, text: str, limit: int, unit: Unit) -> Note:
    return note(f"field-value.{variant}", value=text, limit=limit, unit=unit)


def _one_of(words: tuple[str, ...]) -> Check:
    return lambda text, row: None if text in words else note("field-value.not-listed", value=text, known=words)


def _matching(pattern: str, matches: Callable[[str], bool]) -> Check:
    return lambda text, row: None if matches(text) else note("field-value.pattern", value=text, pattern=pattern)
