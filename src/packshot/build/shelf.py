"""A shelf: an immutable sorted map from text to JSON, as a root and leaves in the store.

Changing a shelf makes a new one that shares all leaves but those the edits touch, so the cost follows the change
and an old state stays readable. Leaves hold about `LEAF` bytes; what was read is remembered within a bound.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from packshot.build.runs import Edit, text
from packshot.build.store import DamagedError, Store
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
    """One line of a shelf's root: where a leaf begins, its digest, how many entries it holds."""

    first: str
    digest: str
    size: int


class Shelves:
    """Opens shelves of one store; remembers decoded leaves, up to a number of bytes of their text."""

    def __init__(self, store: Store, bound: int = 1 << 21) -> None:
        self.store = store
        self._bound = bound
        self._held = 0
        self._leaves: OrderedDict[str, tuple[Leaf, int]] = OrderedDict()

    def open(self, digest: str) -> Shelf:
        """The shelf whose root has that digest; the empty one for no digest."""
        if not digest:
            return Shelf(self, ())
        rows = _decode(self.store.get(digest))[0]
        return Shelf(self, tuple(Entry(*row) for row in rows))

    def leaf(self, digest: str) -> Leaf:
        """A leaf, from memory or from the store."""
        if digest in self._leaves:
            self._leaves.move_to_end(digest)
            return self._leaves[digest][0]
        entries, size = _decode(self.store.get(digest))
        leaf = Leaf(list(entries), list(entries.values()))
        self._remember(digest, leaf, size)
        return leaf

    def keep(self, pairs: list[tuple[str, str]]) -> Entry:
        """Store the pairs of key and JSON text as one leaf."""
        body = ",".join([f"{text(key)}:{raw}" for key, raw in pairs])
        return Entry(pairs[0][0], self.store.put(_encode(f"{{{body}}}")), len(pairs))

    def seal(self, shelf: Shelf) -> str:
        """Store the root of a shelf, and say its digest."""
        return self.store.put(_encode(text(shelf.entries))) if shelf.entries else ""

    def _remember(self, digest: str, leaf: Leaf, size: int) -> None:
        self._leaves[digest] = (leaf, size)
        self._held += size
        while self._held > self._bound and len(self._leaves) > 1:
            self._held -= self._leaves.popitem(last=False)[1][1]


class Shelf:
    """One immutable sorted map."""

    def __init__(self, shelves: Shelves, entries: tuple[Entry, ...]) -> None:
        self._shelves = shelves
        self.entries = entries
        self._firsts = [entry.first for entry in entries]

    def __len__(self) -> int:
        return sum(entry.size for entry in self.entries)

    def get(self, key: str, default: Json = None) -> Json:
        """The value of a key; `default` when it is not there."""
        number = bisect_right(self._firsts, key) - 1
        if number < 0:
            return default
        leaf = self._shelves.leaf(self.entries[number].digest)
        place = bisect_left(leaf.keys, key)
        return leaf.values[place] if place < len(leaf.keys) and leaf.keys[place] == key else default

    def scan(self, prefix: str = "") -> Iterator[tuple[str, Json]]:
        """All entries whose key begins so, in order."""
        for key, value in self.between(prefix):
            if not key.startswith(prefix):
                return
            yield key, value

    def between(self, low: str, high: str | None = None) -> Iterator[tuple[str, Json]]:
        """All entries with low <= key < high, in order."""
        for number in range(max(bisect_right(self._firsts, low) - 1, 0), len(self.entries)):
            if high is not None and self._firsts[number] >= high:
                return
            leaf = self._shelves.leaf(self.entries[number].digest)
            end = len(leaf.keys) if high is None else bisect_left(leaf.keys, high)
            for place in range(bisect_left(leaf.keys, low), end):
                yield leaf.keys[place], leaf.values[place]

    def any(self, prefix: str) -> bool:
        """Whether some key begins so."""
        return next(self.scan(prefix), None) is not None

    def before(self, key: str) -> str | None:
        """The greatest key less than `key`."""
        number = bisect_left(self._firsts, key) - 1
        if number < 0:
            return None
        keys = self._shelves.leaf(self.entries[number].digest).keys
        return keys[bisect_left(keys, key) - 1]

    def update(self, edits: Iterable[Edit]) -> Shelf:
        """The shelf after edits, which come in key order and one for each key. Unsealed: see `Shelves.seal`."""
        entries: list[Entry] = []
        done = 0
        for number, group in groupby(edits, key=lambda edit: max(bisect_right(self._firsts, edit[0]) - 1, 0)):
            entries += self.entries[done:number]
            packer = _Packer(self._shelves)
            entries += packer.take(_merged(self._pairs(number), group))
            if packer.is_tiny() and entries:
                packer.prepend(self._texts(entries.pop()))
            entries += packer.rest()
            done = number + 1
        return Shelf(self._shelves, (*entries, *self.entries[done:]))

    def _pairs(self, number: int) -> Iterator[tuple[str, str]]:
        return self._texts(self.entries[number]) if number < len(self.entries) else iter(())

    def _texts(self, entry: Entry) -> Iterator[tuple[str, str]]:
        leaf = self._shelves.leaf(entry.digest)
        return zip(leaf.keys, map(text, leaf.values), strict=True)


class _Packer:
    """Cuts a sorted stream into leaves of even size."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
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
        entry = self._shelves.keep(self._pairs[:number])
        self._pairs, self._size = self._pairs[number:], self._size - taken
        return entry


def _merged(pairs: Iterator[tuple[str, str]], edits: Iterable[Edit]) -> Iterator[tuple[str, str]]:
    """What was there, with the edits applied."""
    held = next(pairs, None)
    for key, raw in edits:
        while held is not None and held[0] < key:
            yield held
            held = next(pairs, None)
        if held is not None and held[0] == key:
            held = next(pairs, None)
        if raw is not None:
            yield key, raw
    if held is not None:
        yield held
        yield from pairs


def _encode(body: str) -> bytes:
    return zlib.compress(body.encode("utf-8", "surrogatepass"), 1)


def _decode(data: bytes) -> tuple[Json, int]:
    try:
        body = zlib.decompress(data)
        return json.loads(body.decode("utf-8", "surrogatepass")), len(body)
    except (zlib.error, ValueError) as problem:
        raise DamagedError(f"a table of the state cannot be read: {problem}") from None
