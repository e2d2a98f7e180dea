"""Instants and dates: the one text form of an instant, and when a plain date begins in a zone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

Instant = str
"""UTC as `2026-12-01T00:00:00Z`: the order of these texts is the order of time."""

Moment = str
"""What a price line writes: an instant, or a plain date that begins at 00:00 in some zone."""

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9][A-Za-z0-9_+-]*){0,2}", re.ASCII)


def instant(text: str) -> Instant:
    """The UTC form of an instant written with its zone; ValueError when it is none."""
    if not _INSTANT.fullmatch(text):
        raise ValueError("an instant reads 2026-11-22T08:00:00+01:00")
    try:
        return as_instant(datetime.fromisoformat(text))
    except OverflowError as problem:
        raise ValueError("the instant is out of range") from problem


def as_instant(moment: datetime) -> Instant:
    """The text of an aware datetime, to the second."""
    if moment.tzinfo is None:
        raise ValueError("an instant carries its zone")
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"


def is_date(text: str) -> bool:
    """Whether the text is a date of the calendar, written `2026-11-22`."""
    return bool(_DATE.fullmatch(text)) and _can_read(date.fromisoformat, text)


def is_instant(text: str) -> bool:
    """Whether the text is an instant with its zone."""
    return _can_read(instant, text)


def moment(text: str) -> Moment:
    """A plain date as it stands, an instant in its UTC form; ValueError when the text is neither."""
    if _DATE.fullmatch(text):
        date.fromisoformat(text)
        return text
    return instant(text)


@lru_cache(maxsize=4096)
def begins(moment: Moment, zone: str) -> Instant:
    """The instant at which a moment begins: a plain date at 00:00 in the zone.

    East of Greenwich the first day of the calendar begins before the calendar does: it counts from there.
    """
    if len(moment) != 10:
        return moment
    try:
        return as_instant(datetime.fromisoformat(moment).replace(tzinfo=zone_named(zone)))
    except OverflowError:
        return f"{moment}T00:00:00Z"


def days_before(moment: Instant, days: int) -> Instant:
    """The instant so many days earlier; the first of the calendar where that would lie before it."""
    try:
        return as_instant(datetime.fromisoformat(moment) - timedelta(days=days))
    except OverflowError:
        return as_instant(datetime.min.replace(tzinfo=UTC))


def day_in(moment: Instant, zone: str) -> str:
    """The day on which an instant falls in a zone, as `2026-11-22`; at the ends of the calendar that of UTC."""
    try:
        return datetime.fromisoformat(moment).astimezone(zone_named(zone)).date().isoformat()
    except OverflowError:
        return moment[:10]


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo:
    """A time zone from the pinned tzdata package, never from the machine; ValueError when there is none."""
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
