"""What a reader remembers between evaluations: a bounded store of values, each with what was read to make it."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from packshot.engine.types import Reads

T = TypeVar("T")
V = TypeVar("V")


class Bounded(Generic[V]):
    """The most recently used values, at most `size` of them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[Hashable, V] = OrderedDict()

    def get(self, key: Hashable) -> V | None:
        """The value, which becomes the most recent; None when it is not held."""
        value = self._held.get(key)
        if value is not None and self._size < sys.maxsize:
            self._held.move_to_end(key)
        return value

    def put(self, key: Hashable, value: V) -> None:
        """Hold a value; the oldest goes when there are too many."""
        self._held[key] = value
        if len(self._held) > self._size:
            self._held.popitem(last=False)


class Memory:
    """Values that follow from nodes alone. Each is held with its reads, so that whoever is given a remembered value
    is noted as a reader of everything it was made from.
    """

    def __init__(self, size: int = 4096) -> None:
        self._held: Bounded[tuple[Any, frozenset[str], frozenset[str]]] = Bounded(size)

    def recall(self, key: Hashable, reads: Reads, make: Callable[[Reads], T]) -> T:
        """The value of `make`, made once; what it read is added to `reads` every time."""
        held = self._held.get(key)
        if held is None:
            inner = Reads()
            value = make(inner)
            held = (value, frozenset(inner.nodes), frozenset(inner.instants))
            self._held.put(key, held)
        reads.nodes |= held[1]
        reads.instants |= held[2]
        found: T = held[0]
        return found
