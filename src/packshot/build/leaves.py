"""Leaves of a shelf: what a blob of it holds, and how a sorted stream is cut into blobs of even size."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from packshot.build.store import DamagedError
from packshot.build.types import Json

LEAF = 1 << 15
"""Bytes of JSON text a leaf holds at best; never three times as much, unless one entry does."""

TINY = LEAF >> 3
"""A touched leaf smaller than this joins the one before."""


class Leaf(NamedTuple):
    """A decoded leaf."""

    keys: list[str]
    values: list[Json]


class Entry(NamedTuple):
    """What a shelf knows of a leaf: where it begins, its digest, how many entries it holds."""

    first: str
    digest: str
    size: int


class Packer:
    """Cuts a sorted stream into leaves of even size."""

    def __init__(self, keep: Callable[[list[tuple[str, str]]], Entry]) -> None:
        self._keep = keep
        self._pairs: list[tuple[str, str]] = []
        self._size = 0

    def take(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Entry]:
        """Take pairs in; gives leaves as they fill, and keeps back enough for two."""
        for key, raw in pairs:
            self._pairs.append((key, raw))
            self._size += len(key) + len(raw)
            if self._size >= 2 * LEAF:
                yield self._cut(LEAF)

    def is_tiny(self) -> bool:
        """Whether what was kept back had better join the leaf before."""
        return bool(self._pairs) and self._size < TINY

    def prepend(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Put the pairs of the leaf before in front."""
        self._pairs = [*pairs, *self._pairs]
        self._size = sum(len(key) + len(raw) for key, raw in self._pairs)

    def rest(self) -> Iterator[Entry]:
        """The leaves of what was kept back: one, or two halves."""
        if self._size > LEAF + LEAF // 2 and len(self._pairs) > 1:
            yield self._cut(self._size // 2)
        if self._pairs:
            yield self._cut(self._size)

    def _cut(self, size: int) -> Entry:
        taken = 0
        for number, (key, raw) in enumerate(self._pairs, 1):  # noqa: B007 - the number is wanted after the loop
            taken += len(key) + len(raw)
            if taken >= size:
                break
        entry = self._keep(self._pairs[:number])
        self._pairs, self._size = self._pairs[number:], self._size - taken
        return entry


def encode(body: str) -> bytes:
    """JSON text as a blob."""
    return zlib.compress(body.encode("utf-8", "surrogatepass"), 1)


def decode(data: bytes) -> tuple[Json, int]:
    """The JSON of a blob and the bytes of its text; DamagedError if it is none."""
    try:
        body = zlib.decompress(data)
        return json.loads(body.decode("utf-8", "surrogatepass")), len(body)
    except (zlib.error, ValueError) as problem:
        raise DamagedError(f"a table of the state cannot be read: {problem}") from None
