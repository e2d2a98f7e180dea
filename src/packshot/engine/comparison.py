"""Compares versions of sorted data: source trees, the files of releases, the tables of states, the rows of listings.

Data in parts is compared by the digests of the parts first, so that a part is read only if it differs.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, repeat
from typing import Any, NamedTuple

Parts = Mapping[str, str]
"""Name of a part -> its digest."""


class Versions(NamedTuple):
    """One part in all versions; its digest is empty where a version does not have the part."""

    name: str
    old: list[str]
    """The digests of the part in the old versions, in the order of these versions."""
    new: str

    def differ(self) -> bool:
        """Return whether the part in any old version is not the new one, or there is no old version."""
        return {*self.old} != {self.new}


def side_by_side(old: Sequence[Parts], new: Parts) -> Iterator[Versions]:
    """Yield the parts of several old versions and of the new one, in order of name."""
    for name in sorted({*new, *(name for parts in old for name in parts)}):
        yield Versions(name, [parts.get(name, "") for parts in old], new.get(name, ""))


def differing(old: Sequence[Parts], new: Parts) -> Iterator[Versions]:
    """Yield the parts that are not the same in all versions, in order of name; all parts if there is no old version."""
    return (versions for versions in side_by_side(old, new) if versions.differ())


def differences(
    old: Iterable[tuple[str, Any]], new: Iterable[tuple[str, Any]]
) -> Iterator[tuple[str, Any | None, Any | None]]:
    """Yield each key whose values in two sorted streams differ, with both values; None for a stream without the key."""
    sides = [zip(stream, repeat(side)) for side, stream in enumerate((old, new))]
    for key, group in groupby(heapq.merge(*sides, key=_key), key=_key):
        values = {side: entry[1] for entry, side in group}
        if len(values) == 1 or values[0] != values[1]:
            yield key, values.get(0), values.get(1)


def _key(line: tuple[tuple[str, Any], int]) -> str:
    return line[0][0]
