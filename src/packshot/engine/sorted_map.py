"""An immutable sorted map from text to JSON, stored as a root and leaves.

An update makes a new map that shares all leaves except those with edits. The cost of an update therefore depends on the
size of the change, and the old map stays readable. If a map has many leaves, the list of its leaves is a map too, so
that no root grows with the catalogue. Decoded leaves are cached up to a limit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Protocol

from packshot.engine.external_sort import Edit, applied, text
from packshot.engine.leaves import NOTHING, Entry, Leaf, Line, Packer, body_of, decode, encode, key_of
from packshot.engine.parsing import digest, either, exactly, fields, free, many, number, parsed, row
from packshot.engine.parsing import text as text_
from packshot.engine.store import Store
from packshot.engine.tables import Form, parts
from packshot.engine.types import Json

MANY = 512
"""The largest number of leaves in a root; more are listed in a map."""

DEEP = 4
"""The largest number of nested maps of leaves: 512 leaves to the fifth power."""

ANY = Form(0, free)
LEAVES = Form(0, row(digest, number))
"""The form of a map that lists leaves: first key of a leaf -> its digest and size."""

_ENTRIES = many(row(text_, digest, number))
_ROOT = either(_ENTRIES, fields(levels=exactly(*range(1, DEEP + 1)), rows=_ENTRIES))


class SortedMaps:
    """The sorted maps of one store, with a cache of decoded leaves. The size of the cache is limited."""

    def __init__(self, store: Store, bound: int = 1 << 21) -> None:
        self.store = store
        self._bound = bound
        self._cached_bytes = 0
        self._leaves: OrderedDict[tuple[str, int], tuple[Leaf, int]] = OrderedDict()

    def open(self, digest: str, form: Form = ANY) -> SortedMap:
        """Return the map whose root has this digest; an empty map for "".

        Entries are checked against `form` when they are read.
        """
        root = parsed(decode(self.store.get(digest)), _ROOT, "table of the state") if digest else []
        levels, rows = (root["levels"], root["rows"]) if isinstance(root, dict) else (0, root)
        listed: _Directory = _Listed(self, tuple(Entry(*row) for row in rows))
        for _ in range(levels):
            listed = _Nested(self, SortedMap(self, listed, LEAVES))
        return SortedMap(self, listed, form)

    def seal(self, table: SortedMap) -> str:
        """Store the root of a map, and return its digest; "" for an empty map."""
        if not table:
            return ""
        levels, rows = table.root()
        return self.store.put(encode(text({"levels": levels, "rows": rows} if levels else rows)))

    def leaf(self, digest: str, form: Form) -> Leaf:
        """Return a leaf, from the cache or from the store."""
        known = digest, id(form)
        if known in self._leaves:
            self._leaves.move_to_end(known)
            return self._leaves[known][0]
        body = decode(self.store.get(digest))
        leaf = Leaf(body, form)
        self._remember(known, leaf, len(body))
        return leaf

    def keep(self, lines: list[Line]) -> Entry:
        """Store lines as one leaf, and return its entry."""
        return Entry(key_of(lines[0]), self.store.put(encode(body_of(lines))), len(lines))

    def _remember(self, known: tuple[str, int], leaf: Leaf, size: int) -> None:
        self._leaves[known] = (leaf, size)
        self._cached_bytes += size
        while self._cached_bytes > self._bound and len(self._leaves) > 1:
            self._cached_bytes -= self._leaves.popitem(last=False)[1][1]


class _Directory(Protocol):
    """The leaves of a map, in the order of their first keys."""

    def __bool__(self) -> bool: ...

    def floor(self, key: str) -> Entry | None:
        """Return the leaf in which a key belongs: the last one whose first key is <= `key`, or the first leaf of all.

        Returns None if there are no leaves.
        """

    def below(self, key: str) -> Entry | None:
        """Return the last leaf whose first key is less than a key; None if there is none."""

    def since(self, key: str) -> Iterator[Entry]:
        """Yield the leaf in which a key belongs, and all leaves after it."""

    def update(self, edits: Iterable[Edit]) -> _Directory:
        """Return the directory after edits. An edit maps the first key of a leaf to the digest and size of the leaf."""

    def root(self) -> tuple[int, tuple[Entry, ...]]:
        """Return the number of levels of nested maps, and the leaves that the root lists."""


class SortedMap:
    """An immutable sorted map from text to JSON."""

    def __init__(self, maps: SortedMaps, directory: _Directory, form: Form) -> None:
        self._maps = maps
        self._directory = directory
        self._form = form

    def __bool__(self) -> bool:
        return bool(self._directory)

    def __len__(self) -> int:
        return sum(entry.size for entry in self.leaves())

    def leaves(self) -> Iterator[Entry]:
        """Yield the references to all leaves, in order of their first keys."""
        return self._directory.since("")

    def root(self) -> tuple[int, tuple[Entry, ...]]:
        """Return the number of levels of nested maps, and the leaves that the root lists."""
        return self._directory.root()

    def get(self, key: str, default: Json = None) -> Json:
        """Return the value of a key, or `default` if the key is missing."""
        entry = self._directory.floor(key)
        return default if entry is None else self._leaf(entry).get(key, default)

    def floor(self, key: str) -> tuple[str, Json] | None:
        """Return the entry with the greatest key <= `key`, or the first entry if all keys are greater.

        Returns None for an empty map.
        """
        entry = self._directory.floor(key)
        if entry is None:
            return None
        leaf = self._leaf(entry)
        place = leaf.place(key)
        is_there = place < len(leaf) and leaf.key(place) == key
        return leaf.entry(place if is_there else max(place - 1, 0))

    def scan(self, prefix: str = "") -> Iterator[tuple[str, Json]]:
        """Yield all entries whose key begins with a prefix, in order."""
        for key, value in self.between(prefix):
            if not key.startswith(prefix):
                return
            yield key, value

    def between(self, low: str, high: str | None = None) -> Iterator[tuple[str, Json]]:
        """Yield all entries with low <= key < high, in order."""
        for entry in self._directory.since(low):
            if high is not None and entry.first >= high:
                return
            leaf = self._leaf(entry)
            end = len(leaf) if high is None else leaf.place(high)
            for place in range(leaf.place(low), end):
                yield leaf.entry(place)

    def heads(self, prefix: str = "") -> Iterator[str]:
        """Yield the first part of each key that begins with a prefix. Each part is yielded once, in order."""
        return (head for head, _ in groupby(self.scan(prefix), key=lambda entry: parts(entry[0])[0]))

    def any(self, prefix: str) -> bool:
        """Return whether any key begins with a prefix."""
        return next(self.scan(prefix), None) is not None

    def before(self, key: str) -> str | None:
        """Return the greatest key less than `key`; None if there is none."""
        entry = self._directory.below(key)
        if entry is None:
            return None
        leaf = self._leaf(entry)
        return leaf.key(leaf.place(key) - 1)

    def update(self, edits: Iterable[Edit]) -> SortedMap:
        """Return the map after edits, which must be in key order, with at most one for each key.

        New leaves are stored, but not the root: see `SortedMaps.seal`.
        """
        lines: dict[str, str | None] = {}
        latest: Entry | None = None
        for current, group in groupby(edits, key=lambda edit: self._directory.floor(edit[0])):
            packer = Packer(self._maps.keep)
            leaf = NOTHING if current is None else self._leaf(current)
            new = list(packer.take(leaf.edited(group)))
            before = self._before(current, latest, lines) if packer.is_tiny() else None
            if before is not None:
                packer.prepend(self._leaf(before).lines)
            lines |= {gone.first: None for gone in (current, before) if gone is not None}
            for latest in (*new, *packer.rest()):
                lines[latest.first] = text(latest[1:])
        if not lines:
            return self
        return SortedMap(self._maps, self._directory.update(sorted(lines.items())), self._form)

    def _leaf(self, entry: Entry) -> Leaf:
        return self._maps.leaf(entry.digest, self._form)

    def _before(self, current: Entry | None, latest: Entry | None, lines: dict[str, str | None]) -> Entry | None:
        """Return the leaf before a leaf that is being changed, with the changes so far; None if there is none."""
        before = None if current is None else self._directory.below(current.first)
        while before is not None and before.first in lines:
            if lines[before.first] is not None:
                return latest
            before = self._directory.below(before.first)
        return max(filter(None, (before, latest)), default=None)


class _Listed:
    """A directory of leaves, stored as a list."""

    def __init__(self, maps: SortedMaps, entries: tuple[Entry, ...]) -> None:
        self._maps = maps
        self._entries = entries
        self._firsts = [entry.first for entry in entries]

    def __bool__(self) -> bool:
        return bool(self._entries)

    def floor(self, key: str) -> Entry | None:
        return self._entries[self._place(key)] if self._entries else None

    def below(self, key: str) -> Entry | None:
        place = bisect_left(self._firsts, key) - 1
        return self._entries[place] if place >= 0 else None

    def since(self, key: str) -> Iterator[Entry]:
        return iter(self._entries[self._place(key) :])

    def update(self, edits: Iterable[Edit]) -> _Directory:
        lines = applied({entry.first: list(entry[1:]) for entry in self._entries}, edits)
        if len(lines) <= MANY:
            return _Listed(self._maps, tuple(Entry(first, *line) for first, line in lines.items()))
        empty = SortedMap(self._maps, _Listed(self._maps, ()), LEAVES)
        return _Nested(self._maps, empty.update((first, text(line)) for first, line in lines.items()))

    def root(self) -> tuple[int, tuple[Entry, ...]]:
        return 0, self._entries

    def _place(self, key: str) -> int:
        return max(bisect_right(self._firsts, key) - 1, 0)


class _Nested:
    """A directory of leaves, stored as a sorted map."""

    def __init__(self, maps: SortedMaps, lines: SortedMap) -> None:
        self._maps = maps
        self._lines = lines

    def __bool__(self) -> bool:
        return bool(self._lines)

    def floor(self, key: str) -> Entry | None:
        found = self._lines.floor(key)
        return None if found is None else Entry(found[0], *found[1])

    def below(self, key: str) -> Entry | None:
        first = self._lines.before(key)
        return None if first is None else Entry(first, *self._lines.get(first))

    def since(self, key: str) -> Iterator[Entry]:
        found = self._lines.floor(key)
        return (Entry(first, *line) for first, line in self._lines.between(found[0])) if found else iter(())

    def update(self, edits: Iterable[Edit]) -> _Directory:
        lines = self._lines.update(edits)
        return _Nested(self._maps, lines) if lines else _Listed(self._maps, ())

    def root(self) -> tuple[int, tuple[Entry, ...]]:
        levels, entries = self._lines.root()
        return levels + 1, entries
