"""The cache of a reader, shared between evaluations: a bounded number of values, each with its recorded reads."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from packshot.engine.types import Reads

T = TypeVar("T")
V = TypeVar("V")


class Bounded(Generic[V]):
    """A cache of the most recently used values, at most `size` of them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Hashable, V] = OrderedDict()

    def get(self, key: Hashable) -> V | None:
        """Return the value and mark it as the most recently used; None if it is not cached."""
        value = self._values.get(key)
        if value is not None and self._size < sys.maxsize:
            self._values.move_to_end(key)
        return value

    def put(self, key: Hashable, value: V) -> None:
        """Cache a value; if the cache is full, evict the least recently used value."""
        self._values[key] = value
        if len(self._values) > self._size:
            self._values.popitem(last=False)


class Memory:
    """A cache of values that depend only on nodes.

    Each value is cached with its reads, which are added to the reads of every evaluation that uses the value.
    """

    def __init__(self, size: int = 4096) -> None:
        self._cache: Bounded[tuple[Any, frozenset[str], frozenset[str]]] = Bounded(size)

    def recall(self, key: Hashable, reads: Reads, make: Callable[[Reads], T]) -> T:
        """Return the result of `make`, which is cached under `key`. Its reads are added to `reads` at every call."""
        cached = self._cache.get(key)
        if cached is None:
            inner = Reads()
            value = make(inner)
            cached = (value, frozenset(inner.nodes), frozenset(inner.instants))
            self._cache.put(key, cached)
        reads.nodes |= cached[1]
        reads.instants |= cached[2]
        found: T = cached[0]
        return found
