"""Compares the content of a file at the target with entries of manifests. A file is read once, in pieces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from packshot.engine.manifest import Entry
from packshot.engine.part_digests import PartDigests
from packshot.publish.files import Target


@dataclass(frozen=True, slots=True)
class Content:
    """SHA-256 and size of a file, and those of the compared entries that match it."""

    digest: str
    bytes: int
    matches: frozenset[Entry]


def content(target: Target, name: str, entries: Iterable[Entry]) -> Content | None:
    """Read and compare a file; None if there is no regular file."""
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
