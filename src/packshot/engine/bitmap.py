"""Sets of task numbers as JSON: short sets as lists, long sets as roaring bitmaps in base85."""

from __future__ import annotations

import json
from base64 import b85decode, b85encode
from collections.abc import Iterable
from typing import Any

from packshot.engine.disk import Scratch
from packshot.engine.external_sort import Edit, ExternalSort, text
from packshot.engine.parsing import DamagedError
from packshot.engine.sorted_map import SortedMap
from packshot.engine.types import Json, Node

_SHORT = 16
_BUFFERED = 1 << 17
"""The largest number of changes in memory before they are passed to the sorted runs."""


def numbers(current: Json) -> Iterable[int]:
    """Return the numbers in a stored set; None is the empty set.

    Raises DamagedError if the set cannot be read.
    """
    if not isinstance(current, str):
        return current or ()
    from pyroaring import BitMap

    try:
        return BitMap.deserialize(b85decode(current))
    except (ValueError, IndexError) as problem:
        raise DamagedError("unreadable", "set of record numbers", reason=str(problem)) from None


def stored(found: Iterable[int]) -> Json:
    """Return the stored form of a set of numbers: a sorted list, or base85 text if there are many."""
    listed = sorted(found)
    if len(listed) <= _SHORT:
        return listed
    from pyroaring import BitMap

    return b85encode(BitMap(listed).serialize()).decode()


def changed(current: Json, changes: list[int]) -> Json:
    """Return a stored set after changes; None if the result is empty.

    The change `n` adds the number n, and the change `~n` removes it.
    """
    if not current:
        return stored(number for number in changes if number >= 0) or None
    known = numbers(current)
    found: Any = known if isinstance(current, str) else set(known)
    for change in changes:
        if change >= 0:
            found.add(change)
        else:
            found.discard(~change)
    return stored(found) or None


class Readings:
    """The tasks that begin or stop reading each shared node in a build, collected in bounded memory."""

    def __init__(self, scratch: Scratch) -> None:
        self._runs = ExternalSort(scratch, combine=_joined)
        self._buffer: dict[Node, list[int]] = {}
        self._count = 0

    def note(self, number: int, old: set[Node], new: set[Node]) -> None:
        """Record the shared nodes that a task has begun or stopped reading, given its previous and its new reads."""
        for node in old ^ new:
            self._buffer.setdefault(node, []).append(number if node in new else ~number)
            self._count += 1
        if self._count > _BUFFERED:
            self._pass_on()

    def edits(self, readers: SortedMap) -> Iterable[Edit]:
        """Yield the edits of the table of readers, in key order."""
        self._pass_on()
        for node, raw in self._runs.sorted():
            left = changed(readers.get(node), json.loads(raw or "[]"))
            yield node, None if left is None else text(left)
        self._runs.close()

    def _pass_on(self) -> None:
        for node, changes in self._buffer.items():
            self._runs.edit(node, text(changes))
        self._buffer.clear()
        self._count = 0


def _joined(first: str | None, second: str | None) -> str:
    """Return the concatenation of two JSON lists."""
    return f"{(first or '[]')[:-1]},{(second or '[]')[1:]}"
