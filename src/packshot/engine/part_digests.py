"""Comparison of bytes with the digests of the parts of an artifact."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


class PartDigests:
    """A streaming comparison of bytes with the expected parts of an artifact, given as (digest, size)."""

    def __init__(self, parts: Iterable[tuple[str, int]]) -> None:
        self._left = list(reversed(list(parts)))
        self._hash, self._size = sha256(), 0
        self._differs = False
        self._close_full()

    def update(self, chunk: bytes) -> None:
        """Compare the next bytes with the expected parts."""
        view = memoryview(chunk)
        while view and self._left and not self._differs:
            piece = view[: self._left[-1][1] - self._size]
            self._hash.update(piece)
            self._size += len(piece)
            view = view[len(piece) :]
            self._close_full()
        self._differs = self._differs or len(view) > 0

    def is_complete(self) -> bool:
        """Return whether all parts matched and no other bytes followed."""
        return not self._left and not self._differs

    def _close_full(self) -> None:
        while self._left and self._size == self._left[-1][1] and not self._differs:
            self._differs = self._hash.hexdigest() != self._left.pop()[0]
            self._hash, self._size = sha256(), 0
