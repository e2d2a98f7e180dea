"""Comparison of the content of a file at a target with manifest entries. The file is read once, in chunks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from packshot.engine.manifest import Entry
from packshot.engine.part_digests import PartDigests
from packshot.publish.files import Target


@dataclass(frozen=True, slots=True)
class Content:
    """The SHA-256 and size of a file, and the entries that match its content."""

    digest: str
    bytes: int
    matches: frozenset[Entry]


def content(target: Target, name: str, entries: Iterable[Entry]) -> Content | None:
    """Return the content of a file, compared with manifest entries; None if there is no regular file."""
    chunks = target.chunks(name)
    if chunks is None:
        return None
    whole, size = sha256(), 0
    in_parts = {entry: PartDigests(entry.parts) for entry in entries if entry.parts}
    for chunk in chunks:
        whole.update(chunk)
        size += len(chunk)
        for parts in in_parts.values():
            parts.update(chunk)
    found = whole.hexdigest()
    same = {entry for entry in entries if (in_parts[entry].is_complete() if entry.parts else entry.digest == found)}
    return Content(found, size, frozenset(same))
