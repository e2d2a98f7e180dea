"""Leaves of a sorted map: the content of a blob, and the division of a sorted stream into blobs of similar size.

A leaf is the text of a JSON object with one line for each entry. If few entries are read or changed, only their lines
are decoded.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from packshot.engine.external_sort import Edit, text
from packshot.engine.parsing import LARGEST, DamagedError, parsed
from packshot.engine.tables import Form
from packshot.engine.types import Json

LEAF = 1 << 15
"""The target size of a leaf in characters of JSON text. Only a leaf with a long entry is more than twice as long."""

TINY = LEAF >> 3
"""The size below which a touched leaf is merged with the one before."""

FEW = 8
"""The number of lookups that are answered from the lines of a leaf; after that, decoding all is faster."""

_read = json.JSONDecoder().raw_decode

_BEGIN, _BETWEEN, _END = "{\n", ",\n", "\n}"

Line = str
"""An entry: its key as JSON, a colon, its value as JSON, without a line break."""


class Leaf:
    """The entries of one blob, in key order."""

    def __init__(self, body: str, form: Form) -> None:
        """Split the text of a blob into lines.

        Text of an earlier version, without one line for each entry, is converted.
        """
        self._form = form
        self._keys: list[str] | None = None
        self._values: list[Json] = []
        self._requests = 0
        if body.startswith(_BEGIN) and body.endswith(_END):
            self.lines = body[len(_BEGIN) : -len(_END)].split(_BETWEEN)
        else:
            self.lines = [line_of(key, text(value)) for key, value in self._checked(body).items()]

    def __len__(self) -> int:
        return len(self.lines)

    def get(self, key: str, default: Json) -> Json:
        """Return the value of a key, or `default` if the key is missing."""
        place = self.place(key)
        if place == len(self):
            return default
        found, value = self.entry(place)
        return value if found == key else default

    def key(self, place: int) -> str:
        """Return the key at a position."""
        keys = self._known()
        return key_of(self.lines[place]) if keys is None else keys[place]

    def entry(self, place: int) -> tuple[str, Json]:
        """Return the key and the value at a position."""
        keys = self._known()
        return self._entry(self.lines[place]) if keys is None else (keys[place], self._values[place])

    def place(self, key: str, low: int = 0) -> int:
        """Return the position of a key, or the position where it would be inserted.

        `low` is a lower bound of the position, known to the caller.
        """
        keys = self._known()
        return bisect_left(self.lines, key, low, key=key_of) if keys is None else bisect_left(keys, key, low)

    def edited(self, edits: Iterable[Edit]) -> Iterator[Line]:
        """Yield the lines of the leaf after edits, which must be in key order."""
        done = 0
        for key, raw in edits:
            place = self.place(key, done)
            yield from self.lines[done:place]
            done = place + (place < len(self) and self.key(place) == key)
            if raw is not None:
                yield line_of(key, raw)
        yield from self.lines[done:]

    def _known(self) -> list[str] | None:
        """Return all keys if the whole leaf has been decoded; otherwise None."""
        self._requests += 1
        if self._keys is None and self._requests > FEW:
            entries = self._checked(body_of(self.lines))
            if len(entries) != len(self.lines):
                raise DamagedError("form", _ITEM)
            self._keys, self._values = list(entries), list(entries.values())
        return self._keys

    def _entry(self, line: Line) -> tuple[str, Json]:
        entries = self._checked(f"{{{line}}}")
        if len(entries) != 1:
            raise DamagedError("form", _ITEM)
        return next(iter(entries.items()))

    def _checked(self, body: str) -> dict[str, Json]:
        """Return the entries in JSON text.

        Raises DamagedError if the text is not an object, or if an entry has the wrong form.
        """
        entries: dict[str, Json] = parsed(body, _is_object, _ITEM)
        fits = self._form.fits
        for key, value in entries.items():
            if not fits(key, value):
                raise DamagedError("entry", _ITEM, key=key)
        return entries


class Entry(NamedTuple):
    """The reference to a leaf in a sorted map: the first key, the digest, and the number of entries of the leaf."""

    first: str
    digest: str
    size: int


class Packer:
    """A packer that divides a sorted stream of lines into leaves of similar size."""

    def __init__(self, keep: Callable[[list[Line]], Entry]) -> None:
        self._keep = keep
        self._lines: list[Line] = []
        self._size = 0

    def take(self, lines: Iterable[Line]) -> Iterator[Entry]:
        """Add lines, and yield the entry of each full leaf. The last lines, for up to two leaves, are kept."""
        for line in lines:
            self._lines.append(line)
            self._size += len(line)
            if self._size >= 2 * LEAF:
                yield self._cut(LEAF)

    def is_tiny(self) -> bool:
        """Return whether the remaining lines are so few that they should be merged with the previous leaf."""
        return bool(self._lines) and self._size < TINY

    def prepend(self, lines: list[Line]) -> None:
        """Insert the lines of the previous leaf before the remaining lines."""
        self._lines = [*lines, *self._lines]
        self._size = sum(map(len, self._lines))

    def rest(self) -> Iterator[Entry]:
        """Store the remaining lines as one leaf, or as two halves; yield the entry of each."""
        if self._size > LEAF + LEAF // 2 and len(self._lines) > 1:
            yield self._cut(self._size // 2)
        if self._lines:
            yield self._cut(self._size)

    def _cut(self, size: int) -> Entry:
        taken = 0
        for number, line in enumerate(self._lines, 1):  # noqa: B007 - the number is used after the loop
            taken += len(line)
            if taken >= size:
                break
        entry = self._keep(self._lines[:number])
        self._lines, self._size = self._lines[number:], self._size - taken
        return entry


def line_of(key: str, raw: str) -> Line:
    """Return the line of an entry, given its key and the JSON text of its value."""
    return f"{text(key)}:{raw}"


def key_of(line: Line) -> str:
    """Return the key of the entry in a line; raise DamagedError if the line has no key."""
    try:
        key = _read(line)[0]
    except (ValueError, RecursionError) as problem:
        raise DamagedError("unreadable", _ITEM, reason=str(problem)) from None
    if not isinstance(key, str):
        raise DamagedError("form", _ITEM)
    return key


def body_of(lines: Iterable[Line]) -> str:
    """Return the text of a leaf with these lines."""
    return f"{_BEGIN}{_BETWEEN.join(lines)}{_END}"


def encode(body: str) -> bytes:
    """Return JSON text as a compressed blob."""
    return zlib.compress(body.encode("utf-8", "surrogatepass"), 1)


def decode(data: bytes) -> str:
    """Return the JSON text of a blob; raise DamagedError if the blob is invalid or too long."""
    try:
        inflate = zlib.decompressobj()
        body = inflate.decompress(data, LARGEST)
        if not inflate.eof or inflate.unused_data:
            raise DamagedError("length", _ITEM)
        return body.decode("utf-8", "surrogatepass")
    except (zlib.error, ValueError) as problem:
        raise DamagedError("unreadable", _ITEM, reason=str(problem)) from None


_ITEM = "table of the state"


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


NOTHING = Leaf("{}", Form(0, _is_object))
