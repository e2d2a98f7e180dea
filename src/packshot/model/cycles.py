"""Walks along names that lead to others (parents, parts, replacements), and the cycles found on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

Following = Callable[[str], Iterable[str]]
"""The names to which a name leads directly."""


def ways(start: str, following: Following) -> Iterator[tuple[str, ...]]:
    """Yield the shortest way to each name that can be reached, breadth first; `start` again is the end of a cycle."""
    seen: set[str] = set()
    pending: list[tuple[str, ...]] = [(start,)]
    for way in pending:
        for other in following(way[-1]):
            if other not in seen:
                seen.add(other)
                yield (*way, other)
                pending += [(*way, other)] if other != start else []


def cycle(start: str, following: Following) -> tuple[str, ...]:
    """Return the shortest way from a name back to it, both ends named; empty where there is none."""
    return next((way for way in ways(start, following) if way[-1] == start), ())


def way_back(start: str, first: str, following: Following) -> tuple[str, ...]:
    """Return the shortest way that leads from a name over `first` back to it; empty where there is none."""
    return cycle(start, lambda name: [first] if name == start else following(name))
