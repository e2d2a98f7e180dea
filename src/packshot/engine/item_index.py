"""The item index of a listing: all rows of one listing of a release, in content-addressed blobs.

The rows form a tree. A blob contains at most `ROWS` rows; instead of more rows, it contains the digests of up to 16
parts, one for each next hex digit of the keys. So the digest of an index follows from its rows alone, never from the
order of earlier changes. A changed row changes its blob and the few blobs above it, and two indexes are compared
without reading the parts that they share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby, islice
from typing import NamedTuple

from packshot.engine.buckets import BITS, role_of
from packshot.engine.comparison import differences, differing
from packshot.engine.external_sort import Edit, text
from packshot.engine.leaves import Leaf, Line, body_of, decode, encode, line_of
from packshot.engine.parsing import DamagedError, digest, free, matching, number, row
from packshot.engine.store import Store
from packshot.engine.tables import Form, key, parts
from packshot.engine.types import Json, canonical_text

ROWS = 64
"""The largest number of rows in a blob, unless all digits of their keys are equal."""

DEEP = BITS // 4
"""The number of digits at the beginning of a key, and the largest number of levels of parts."""

GONE, NEW, CHANGED = "-", "+", "="
"""The first character of an edit: a row is removed, added or replaced."""

Row = tuple[str, Json]
"""Key and data."""

RowChange = tuple[str, Json | None, Json | None]
"""A key, with the data before and after; None where there is no such row."""

_ITEM = "item index"


def _is_data(value: object) -> bool:
    return value is not None and free(value)


_ROWS = Form(2, _is_data, (0, matching(f"[0-9a-f]{{{DEEP}}}")))
_PARTS = Form(1, row(digest, number), (0, matching("[0-9a-f]")))


def row_key(place: str, member: str) -> str:
    """Return the key of a row: the hash of its place in the table of items, then its member. So rows of one place, such
    as the members of a group, are neighbours in an index.
    """
    return key(role_of(place), member)


def member_of(row: str) -> str:
    """Return the member in the key of a row."""
    return parts(row)[1]


def added(data: Json) -> str:
    """Return the edit that adds a row. Equal data gives equal text."""
    return NEW + canonical_text(data)


def combined(first: str | None, second: str | None) -> str:
    """Return one edit for two edits of a row: a row that is removed and added again is replaced."""
    assert first == GONE, "the first of two edits removes the row"
    assert second, "the second one adds it"
    return CHANGED + second[1:]


def updated(store: Store, index: str, edits: Iterable[Edit]) -> str:
    """Return the digest of an index after edits, which are in key order; of a new index if `index` is empty.

    Only changed blobs, and small blobs that are merged with them, are read and written. Raises DamagedError if a blob
    is missing or damaged, or if the index is not the one that the edits refer to.
    """
    return _Writer(store).updated(index, iter(edits))


def rows(store: Store, index: str) -> Iterator[Row]:
    """Yield all rows of an index, in key order. Every blob is read, and its form is checked."""
    return _Blob(store, "", index).rows()


def changes(store: Store, old: str, new: str) -> Iterator[RowChange]:
    """Yield the rows that differ between two indexes, in key order; "" is an index without rows.

    Only the blobs that differ are read.
    """
    if old != new:
        yield from _changes(_Blob(store, "", old), _Blob(store, "", new))


def _changes(old: _Blob, new: _Blob) -> Iterator[RowChange]:
    before, after = old.parts, new.parts
    if before is None or after is None:
        yield from differences(old.rows(), new.rows())
        return
    for digit, (one,), other in differing([before], after):
        yield from _changes(old.part(digit, one), new.part(digit, other))


class _Blob:
    """One blob of an index, read and checked in full; without rows if its digest is empty."""

    def __init__(self, store: Store, prefix: str, index: str) -> None:
        self._store = store
        self._prefix = prefix
        leaf = _leaf(store, index)
        found = [leaf.entry(place) for place in range(len(leaf))]
        keys = [name for name, _ in found]
        if keys != sorted({*keys}):
            raise DamagedError("form", _ITEM)
        self.parts: Mapping[str, str] | None = None
        self._rows: list[Row] = []
        if not index or _is_divided(leaf):
            self.parts = {digit: part[0] for digit, part in found}
        elif all(name.startswith(prefix) for name in keys):
            self._rows = found
        else:
            raise DamagedError("form", _ITEM)

    def part(self, digit: str, index: str) -> _Blob:
        """Return a part, given its digest."""
        if len(self._prefix) == DEEP:
            raise DamagedError("form", _ITEM)
        return _Blob(self._store, self._prefix + digit, index)

    def rows(self) -> Iterator[Row]:
        """Yield all rows, in key order."""
        if self.parts is None:
            yield from self._rows
        else:
            for digit, index in self.parts.items():
                yield from self.part(digit, index).rows()


class _Part(NamedTuple):
    """The reference to a blob of an index: its digest, and the number of rows in it and below it."""

    digest: str
    rows: int


_NO_ROWS = _Part("", 0)


class _Writer:
    """Writes the changed blobs of indexes. `depth` is the number of digits that all keys of a blob have in common."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def updated(self, index: str, edits: Iterator[Edit]) -> str:
        """Return the digest of an index after edits."""
        return self._edited(index, 0, edits).digest or self._put([])

    def _edited(self, index: str, depth: int, edits: Iterator[Edit]) -> _Part:
        leaf = _leaf(self._store, index)
        if not _is_divided(leaf):
            return self._packed(depth, leaf.edited(_expected(leaf, edits)))
        if depth == DEEP:
            raise DamagedError("form", _ITEM)
        found = {digit: _Part(*part) for digit, part in map(leaf.entry, range(len(leaf)))}
        for digit, group in groupby(edits, key=lambda edit: edit[0][depth]):
            found[digit] = self._edited(found.get(digit, _NO_ROWS).digest, depth + 1, group)
        return self._joined(found)

    def _packed(self, depth: int, lines: Iterator[Line]) -> _Part:
        """Return a blob of the lines of rows, divided if there are many. Few of them are in memory."""
        first = list(islice(lines, ROWS + 1))
        if len(first) <= ROWS or depth == DEEP:
            return self._kept([*first, *lines])
        # A line begins with a quote and the digits of its key.
        groups = groupby(chain(first, lines), key=lambda line: line[1 + depth])
        return self._joined({digit: self._packed(depth + 1, group) for digit, group in groups})

    def _joined(self, found: Mapping[str, _Part]) -> _Part:
        """Return a blob of parts, or of their rows if these are few."""
        filled = {digit: part for digit, part in sorted(found.items()) if part.rows}
        count = sum(part.rows for part in filled.values())
        if count <= ROWS:
            return self._kept([line for part in filled.values() for line in self._lines(part)])
        return _Part(self._put([line_of(digit, text(part)) for digit, part in filled.items()]), count)

    def _lines(self, part: _Part) -> list[Line]:
        leaf = _leaf(self._store, part.digest)
        if _is_divided(leaf) or len(leaf) != part.rows:
            raise DamagedError("form", _ITEM)
        return leaf.lines

    def _kept(self, lines: list[Line]) -> _Part:
        return _Part(self._put(lines), len(lines)) if lines else _NO_ROWS

    def _put(self, lines: list[Line]) -> str:
        return self._store.put(encode(body_of(lines) if lines else "{}"))


def _leaf(store: Store, index: str) -> Leaf:
    """Return the content of a blob; its entries are checked when they are read."""
    body = decode(store.get(index)) if index else "{}"
    return Leaf(body, _PARTS if body[4:5] == '"' else _ROWS)


def _is_divided(leaf: Leaf) -> bool:
    """Return whether the first key is a single digit, and so not the key of a row."""
    return bool(leaf.lines) and leaf.lines[0][2:3] == '"'


def _expected(leaf: Leaf, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield the edits of rows as edits of lines; DamagedError if a row should exist and does not, or the reverse."""
    for name, raw in edits:
        assert raw, "an edit of a row has a text"
        if (leaf.get(name, None) is None) != (raw[0] == NEW):
            raise DamagedError("mismatch", _ITEM)
        yield name, raw[1:] or None
