"""Rules of files for which the layout has no place."""

from __future__ import annotations

from dataclasses import dataclass

from packshot.catalog.reader import Reader


@dataclass(frozen=True, slots=True)
class Subject:
    """A file of which only the path is known."""

    path: str


def subject(reader: Reader, key: str) -> Subject:
    """The file at that path."""
    return Subject(key)
