"""The release log of a target: one numbered file for each completed publication, except for repeated publications of
the current release. A file is never changed.

`.packshot/releases/000001.json` is the first file. The receipt has the last number as a hint; the files are
authoritative.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from packshot.engine.parsing import DamagedError, digest, either, exactly, fields, instant, many, parsed, text
from packshot.local_state import HOME
from packshot.publish.files import Target, read

FORMAT = 1
FOLDER = f"{HOME}/releases"

LARGEST = 1 << 16
"""Maximum bytes of an entry that are read."""

_NAME = re.compile(r"(\d{6,15})\.json", re.ASCII)
_ENTRY = fields(
    packshot=exactly(FORMAT),
    release=digest,
    before=either(digest, exactly("")),
    commit=text,
    at=either(instant, exactly("")),
    actor=text,
)
_LIMIT = many(text)


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a publication: commit, timestamp and actor. Unknown fields are empty."""

    commit: str = ""
    at: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One completed publication; `before` is the release that it replaced (empty if there was none).

    `limit` has the patterns of the audiences that were published; it is empty if all were.
    """

    release: str
    before: str
    commit: str
    at: str
    actor: str
    limit: tuple[str, ...] = ()


def entry(target: Target, number: int) -> LogEntry | None:
    """Return an entry of the log; None if it does not exist. Raises DamagedError if the entry cannot be read."""
    name = _name(number)
    raw = read(target, name, LARGEST)
    if raw is None:
        return None
    line = parsed(raw, lambda value: _ENTRY(value) and _LIMIT(value.get("limit", [])), name)
    fields = {each: line[each] for each in LogEntry.__slots__ if each != "limit"}
    return LogEntry(**fields, limit=tuple(line.get("limit", ())))


def append(target: Target, last: int, entry: LogEntry) -> int:
    """Write an entry with the next free number after `last`; return the number."""
    line = {name: value for name, value in asdict(entry).items() if name != "limit" or value}
    data = (json.dumps({"packshot": FORMAT, **line}, indent=1) + "\n").encode()
    number = last + 1
    while not target.create(_name(number), data):
        number += 1
    return number


def last_number(target: Target, hint: int) -> int:
    """Return the number of the last entry. The search begins at `hint`, which is the number in the receipt."""
    while _is_there(target, hint + 1):
        hint += 1
    return hint


def _is_there(target: Target, number: int) -> bool:
    try:
        return read(target, _name(number), LARGEST) is not None
    except DamagedError:
        return True


def release_of(target: Target, number: int) -> str:
    """Return the release of an entry; empty if the entry does not exist or cannot be read."""
    try:
        found = entry(target, number)
    except DamagedError:
        return ""
    return found.release if found else ""


def commit_of(target: Target, release: str) -> str:
    """Return the commit from which a release was last published; empty if the commit or the release is unknown."""
    found = [each for _, each in entries(target) if isinstance(each, LogEntry) and each.release == release]
    return found[-1].commit if found else ""


def entries(target: Target) -> Iterator[tuple[int, LogEntry | DamagedError]]:
    """Yield the number and the content of each entry, in order. For an unreadable entry, the content is its
    DamagedError.
    """
    numbers = sorted(int(match[1]) for name in target.names(FOLDER) if (match := _NAME.fullmatch(name)))
    for number in dict.fromkeys(numbers):
        try:
            found = entry(target, number)
        except DamagedError as damage:
            yield number, damage
        else:
            if found is not None:
                yield number, found


def _name(number: int) -> str:
    return f"{FOLDER}/{number:06d}.json"
