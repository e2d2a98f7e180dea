"""An external sort of edits: edits are added in any order and yielded in key order, in bounded memory.

Sorted runs on disk are merged. An edit is a key and the JSON text of its value, or None to delete the key. If a key has
several edits, the last one is used, unless `combine` merges them.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO

from packshot.engine.disk import Scratch
from packshot.engine.types import Json

Edit = tuple[str, str | None]
Combine = Callable[[str | None, str | None], str | None]

BOUND = 1 << 21
"""Bytes of edits in memory of one `ExternalSort` before they go to disk."""

_OVERHEAD = 200

text: Callable[[Json], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Return the JSON text of a value as sorted maps store it."""


def applied(current: Mapping[str, Json], edits: Iterable[Edit]) -> dict[str, Json]:
    """Return the entries after edits, in key order. All entries are kept in memory."""
    new = dict(current)
    for place, raw in edits:
        if raw is None:
            new.pop(place, None)
        else:
            new[place] = json.loads(raw)
    return dict(sorted(new.items()))


class ExternalSort:
    """An external merge sort of edits, in bounded memory."""

    def __init__(self, scratch: Scratch, combine: Combine | None = None, bound: int = BOUND) -> None:
        self._scratch = scratch
        self._combine = combine
        self._bound = bound
        self._pending: dict[str, str | None] = {}
        self._size = 0
        self._spilled: list[BinaryIO] = []

    def put(self, key: str, value: Json) -> None:
        """Add an edit that sets the value of a key, or removes the key if the value is None."""
        self.edit(key, None if value is None else text(value))

    def edit(self, key: str, raw: str | None) -> None:
        """Add an edit, given as a key and the JSON text of its value, or None to remove the key."""
        if self._combine is not None and key in self._pending:
            raw = self._combine(self._pending[key], raw)
        self._pending[key] = raw
        self._size += len(key) + len(raw or "") + _OVERHEAD
        if self._size > self._bound:
            self._spill()

    def __bool__(self) -> bool:
        return bool(self._pending or self._spilled)

    def sorted(self) -> Iterator[Edit]:
        """Yield all edits in key order, one for each key. The method can be called more than once."""
        if not self._spilled:
            yield from sorted(self._pending.items())
            return
        streams = [_lines(file, number) for number, file in enumerate(self._spilled)]
        latest = len(streams)
        streams.append((key, latest, raw) for key, raw in sorted(self._pending.items()))
        for key, group in groupby(heapq.merge(*streams, key=itemgetter(0, 1)), key=itemgetter(0)):
            raws = [raw for _, _, raw in group]
            yield key, raws[-1] if self._combine is None else reduce(self._combine, raws)

    def close(self) -> None:
        """Release memory and scratch files."""
        for file in self._spilled:
            file.close()
        self._spilled.clear()
        self._pending.clear()

    def _spill(self) -> None:
        file = self._scratch.open()
        for key, raw in sorted(self._pending.items()):
            file.write(f"{text(key)}\t{raw or ''}\n".encode("utf-8", "surrogatepass"))
        file.flush()
        self._spilled.append(file)
        self._pending.clear()
        self._size = 0


def _lines(file: BinaryIO, number: int) -> Iterator[tuple[str, int, str | None]]:
    """Yield the lines of one run; reads by position, so that two readers of a file do not interfere."""
    place = 0
    while True:
        file.seek(place)
        lines = file.readlines(1 << 16)
        if not lines:
            return
        place = file.tell()
        for line in lines:
            key, _, raw = line.decode("utf-8", "surrogatepass").rstrip("\n").partition("\t")
            yield json.loads(key), number, raw or None
