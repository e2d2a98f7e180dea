"""Parsing of JSON that packshot wrote, as untrusted input: size, depth, types and digests are checked.

A check is a function that returns whether a decoded value has the expected shape. A value that fails a check is
reported as damage, never as an internal error. This module has few imports, because a build without changes uses it to
read two files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

Check = Callable[[Any], bool]

LARGEST = 64 << 20
"""The largest number of bytes of JSON that are decoded. Most leaves of a state have about 32 kB; a leaf with a long
entry has more.
"""

DEEPEST = 64
"""The largest number of levels of nesting in a value of free form."""


class DamagedError(Exception):
    """An error for a missing or damaged file that packshot wrote; if possible, the file is made again.

    `params` are the message parameters: the kind of damage (`damage`, see `messages.state.DAMAGE`), the damaged `item`,
    and details of the kind.
    """

    def __init__(self, damage: str, item: str = "", **details: object) -> None:
        super().__init__(damage, item)
        self.params: dict[str, Any] = {"damage": damage, "item": item, **details}

    def __str__(self) -> str:
        from packshot.messages.state import DAMAGE
        from packshot.messages.template import render

        return render(DAMAGE, self.params)


def parsed(data: bytes | str, check: Check, item: str) -> Any:
    """Return the value of JSON text if it passes a check; otherwise raise DamagedError for the `item`."""
    if len(data) > LARGEST:
        raise DamagedError("size", item, limit=LARGEST)
    try:
        value = json.loads(data)
    except RecursionError:
        raise DamagedError("depth", item) from None
    except ValueError as problem:
        raise DamagedError("json", item, reason=str(problem)) from None
    if not check(value):
        raise DamagedError("form", item)
    return value


def text(value: object) -> bool:
    """Return whether a value is a string."""
    return isinstance(value, str)


def number(value: object) -> bool:
    """Return whether a value is an integer from 0 to 2**63 - 1."""
    return type(value) is int and 0 <= value < 1 << 63


def flag(value: object) -> bool:
    """Return whether a value is a boolean."""
    return isinstance(value, bool)


def matching(pattern: str) -> Check:
    """Return a check that accepts a string if a pattern matches the whole string.

    The pattern is compiled on first use.
    """
    return lambda value: isinstance(value, str) and _compiled(pattern).fullmatch(value) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def digest(value: object) -> bool:
    """Return whether a value is a SHA-256 in lower-case hex digits."""
    return isinstance(value, str) and len(value) == 64 and not value.strip("0123456789abcdef")


def word(value: object) -> bool:
    """Return whether a value is a string of 1 to 200 ASCII letters, digits and hyphens, not only hyphens."""
    return isinstance(value, str) and value.isascii() and value.replace("-", "").isalnum() and len(value) <= 200


_NAME = r"[!#-\[\]-~]{1,1000}"

audience = matching(f"({_NAME})?")
"""Accept the name of an audience: up to 1,000 printable ASCII characters without spaces, quotes and backslashes. It is
empty for artifacts that are for all audiences.
"""

audiences = matching(f"({_NAME}( {_NAME})*)?")
"""Accept a set of audiences: names joined by spaces."""

instant = matching(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
"""Accept a timestamp in UTC, such as `2026-11-01T00:00:00Z`."""


def free(value: object, depth: int = DEEPEST) -> bool:
    """Return whether a JSON value has at most `depth` levels of nesting."""
    if isinstance(value, dict):
        return depth > 0 and all(free(each, depth - 1) for each in value.values())
    return not isinstance(value, list) or (depth > 0 and all(free(each, depth - 1) for each in value))


def exactly(*allowed: object) -> Check:
    """Return a check that accepts only the given values. The type must match too: `True` is not accepted for 1."""
    return lambda value: any(type(value) is type(each) and value == each for each in allowed)


def either(*checks: Check) -> Check:
    """Return a check that accepts a value if one of the given checks accepts it."""
    return lambda value: any(check(value) for check in checks)


def optional(check: Check) -> Check:
    """Return a check that accepts null, and any value that the given check accepts."""
    return lambda value: value is None or check(value)


def many(check: Check, at_least: int = 0) -> Check:
    """Return a check that accepts a list of at least `at_least` values, all of which pass the given check."""
    return lambda value: isinstance(value, list) and len(value) >= at_least and all(map(check, value))


def row(*checks: Check) -> Check:
    """Return a check that accepts a list with one value for each given check, in the same order."""
    return lambda value: (
        isinstance(value, list)
        and len(value) == len(checks)
        and all(check(each) for check, each in zip(checks, value, strict=True))
    )


def mapping(value_check: Check, key_check: Check = text) -> Check:
    """Return a check that accepts an object in which all keys pass `key_check` and all values pass `value_check`."""
    return lambda value: (
        isinstance(value, dict) and all(map(key_check, value)) and all(map(value_check, value.values()))
    )


def fields(**checks: Check) -> Check:
    """Return a check that accepts an object with at least these fields, each of which passes its check.

    Other fields are ignored.
    """
    return lambda value: (
        isinstance(value, dict) and all(name in value and check(value[name]) for name, check in checks.items())
    )
