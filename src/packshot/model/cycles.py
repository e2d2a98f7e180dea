"""Graph traversal over names that refer to other names (parents, parts, replacements), and cycle detection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

Following = Callable[[str], Iterable[str]]
"""Returns the direct successors of a name."""


def ways(start: str, following: Following) -> Iterator[tuple[str, ...]]:
    """Yield the shortest path from `start` to each reachable name, breadth first.

    A path that ends at `start` is a cycle.
    """
    seen: set[str] = set()
    pending: list[tuple[str, ...]] = [(start,)]
    for way in pending:
        for other in following(way[-1]):
            if other not in seen:
                seen.add(other)
                yield (*way, other)
                pending += [(*way, other)] if other != start else []


def cycle(start: str, following: Following) -> tuple[str, ...]:
    """Return the shortest cycle through a name, with the name at both ends; empty if there is no cycle."""
    return next((way for way in ways(start, following) if way[-1] == start), ())


def way_back(start: str, first: str, following: Following) -> tuple[str, ...]:
    """Return the shortest cycle that leads from `start` to `first` and back; empty if there is no such cycle."""
    return cycle(start, lambda name: [first] if name == start else following(name))
