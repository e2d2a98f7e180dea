"""Sets of audiences. A set is one text: the names of the audiences, sorted and joined by spaces.

The empty text is the set of all audiences.
"""

from __future__ import annotations

from collections.abc import Iterable


def united(sets: Iterable[str]) -> str:
    """Return the union of the given sets.

    The union is the set of all audiences if one of the sets is, or if no sets are given.
    """
    names = {name for each in sets for name in names_in(each)}
    return "" if "" in names else " ".join(sorted(names))


def names_in(audiences: str) -> list[str]:
    """Return the names in a set; one empty name for all audiences."""
    return audiences.split(" ")
