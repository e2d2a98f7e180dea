"""What a file at the target contains, compared with entries of manifests. A file is read once, in pieces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from packshot.engine.manifest import Entry
from packshot.publish.files import Target


@dataclass(frozen=True, slots=True)
class Content:
    """SHA-256 and size of a file, and those of the compared entries whose bytes it has."""

    digest: str
    bytes: int
    matches: frozenset[Entry]


def content(target: Target, name: str, entries: Iterable[Entry]) -> Content | None:
    """Read and compare a file; None when there is no regular file."""
    chunks = target.chunks(name)
    if chunks is None:
        return None
    whole, size = sha256(), 0
    in_parts = {entry: _Parts(entry.parts) for entry in entries if entry.parts}
    for chunk in chunks:
        whole.update(chunk)
        size += len(chunk)
        for parts in in_parts.values():
            parts.update(chunk)
    found = whole.hexdigest()
    same = {entry for entry in entries if not entry.parts and entry.digest == found}
    return Content(found, size, frozenset(same | {entry for entry, parts in in_parts.items() if parts.is_complete()}))


class _Parts:
    """Compares a stream with the digests of an artifact's parts."""

    def __init__(self, parts: Iterable[tuple[str, int]]) -> None:
        self._left = list(reversed(list(parts)))
        self._hash, self._size = sha256(), 0
        self._differs = False
        self._close_full()

    def update(self, chunk: bytes) -> None:
        view = memoryview(chunk)
        while view and not self._differs:
            if not self._left:
                self._differs = True
                return
            piece = view[: self._left[-1][1] - self._size]
            self._hash.update(piece)
            self._size += len(piece)
            view = view[len(piece) :]
            self._close_full()

    def is_complete(self) -> bool:
        """Return whether all parts were there, and nothing else."""
        return not self._left and not self._differs

    def _close_full(self) -> None:
        while self._left and self._size == self._left[-1][1] and not self._differs:
            self._differs = self._hash.hexdigest() != self._left.pop()[0]
            self._hash, self._size = sha256(), 0
