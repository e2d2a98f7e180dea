"""Forms of date and timestamp attributes, with their bounds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from pydantic_core import PydanticCustomError

from packshot.model import instants
from packshot.model.text_forms import Form, parsed

D = TypeVar("D", date, datetime)


def day(least: str | None = None, most: str | None = None) -> Form:
    """Return the form of a calendar date, such as `2026-11-22`. The bounds `least` and `most` are inclusive dates."""
    return Form(parsed("date", _bounded(read_day, least, most)), {"type": "string", "format": "date"})


def instant(least: str | None = None, most: str | None = None) -> Form:
    """Return the form of a timestamp with its time zone, such as `2026-11-22T08:00:00+01:00`; the value is in UTC.

    The bounds `least` and `most` are inclusive timestamps.
    """
    return Form(parsed("instant", _bounded(read_instant, least, most)), {"type": "string", "format": "date-time"})


def read_day(text: str) -> date:
    """Return the date in a string; raise ValueError if it is not a date."""
    if not instants.is_date(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def read_instant(text: str) -> datetime:
    """Return the timestamp in a string, in UTC; raise ValueError if it is not a timestamp."""
    return datetime.fromisoformat(instants.instant(text))


def _bounded(read: Callable[[str], D], least: str | None, most: str | None) -> Callable[[str], D]:
    """Return a reader that also raises an error for a value outside the bounds, which are inclusive."""
    if least is None and most is None:
        return read
    first, last = (None if bound is None else read(bound) for bound in (least, most))

    def bounded(text: str) -> D:
        value = read(text)
        if first is not None and value < first:
            raise PydanticCustomError("too_early", "early", {"limit": least})
        if last is not None and value > last:
            raise PydanticCustomError("too_late", "late", {"limit": most})
        return value

    return bounded
