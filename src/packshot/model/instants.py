"""Timestamps and dates: the normal form of a timestamp, and the start of a date in a time zone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

Instant = str
"""A timestamp in UTC, `2026-12-01T00:00:00Z`, whose text order is chronological."""

Moment = str
"""A timestamp, or a date that begins at 00:00 in a time zone."""

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9][A-Za-z0-9_+-]*){0,2}", re.ASCII)


def instant(text: str) -> Instant:
    """Return the UTC form of a timestamp with a time zone; raise ValueError if it is invalid."""
    if not _INSTANT.fullmatch(text):
        raise ValueError("an instant reads 2026-11-22T08:00:00+01:00")
    try:
        return as_instant(datetime.fromisoformat(text))
    except OverflowError as problem:
        raise ValueError("the instant is out of range") from problem


def as_instant(moment: datetime) -> Instant:
    """Return an aware datetime as text in UTC, to the second; raise ValueError if it has no time zone."""
    if moment.tzinfo is None:
        raise ValueError("an instant carries its zone")
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"


def is_date(text: str) -> bool:
    """Return whether a string is a calendar date, written `2026-11-22`."""
    return bool(_DATE.fullmatch(text)) and _can_read(date.fromisoformat, text)


def is_instant(text: str) -> bool:
    """Return whether a string is a timestamp with a time zone."""
    return _can_read(instant, text)


def moment(text: str) -> Moment:
    """Return a date unchanged and a timestamp in its UTC form; raise ValueError if the string is neither."""
    if _DATE.fullmatch(text):
        date.fromisoformat(text)
        return text
    return instant(text)


@lru_cache(maxsize=4096)
def begins(moment: Moment, zone: str) -> Instant:
    """Return the timestamp of 00:00 on a date in a time zone; a timestamp is returned unchanged.

    In time zones east of Greenwich, 0001-01-01 would begin before year 1; it begins at 00:00 UTC instead.
    """
    if len(moment) != 10:
        return moment
    try:
        return as_instant(datetime.fromisoformat(moment).replace(tzinfo=zone_named(zone)))
    except OverflowError:
        return f"{moment}T00:00:00Z"


def days_before(moment: Instant, days: int) -> Instant:
    """Return the timestamp `days` days before a timestamp, but not before the start of year 1."""
    try:
        return as_instant(datetime.fromisoformat(moment) - timedelta(days=days))
    except OverflowError:
        return as_instant(datetime.min.replace(tzinfo=UTC))


def day_in(moment: Instant, zone: str) -> str:
    """Return the date of a timestamp in a time zone, as `2026-11-22`.

    At the limits of the calendar, the date in UTC is returned.
    """
    try:
        return datetime.fromisoformat(moment).astimezone(zone_named(zone)).date().isoformat()
    except OverflowError:
        return moment[:10]


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo:
    """Return a time zone from the pinned tzdata package, never from the system; raise ValueError if it is unknown."""
    if not _ZONE.fullmatch(name):
        raise ValueError(f"there is no time zone {name}")
    try:
        with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
            return ZoneInfo.from_file(file, key=name)
    except (OSError, ValueError) as problem:
        raise ValueError(f"there is no time zone {name}") from problem


def _can_read(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True
