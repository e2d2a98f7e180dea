"""From which families a family takes: its parents, its mixins, in the order in which they count."""

from __future__ import annotations

from collections.abc import Callable

from packshot.model.schema import Family

Find = Callable[[str], Family | None]


def lineage(name: str, find: Find) -> tuple[Family, ...]:
    """All families that a family takes from and itself, which is the last: what comes later counts more.

    A family's parent comes before its mixins, these in their order before the family. One that is reached twice counts
    where it is reached first. Ends where a family is missing or comes again.
    """
    found: dict[str, Family] = {}
    entered: set[str] = set()
    pending: list[tuple[str, Family | None]] = [(name, None)]
    while pending:
        key, done = pending.pop()
        if done is not None:
            found[key] = done
        elif key not in entered and (family := find(key)) is not None:
            entered.add(key)
            pending.append((key, family))
            pending.extend((each, None) for each in reversed(above(family)))
    return tuple(found.values())


def above(family: Family) -> tuple[str, ...]:
    """The families that a family names: its parent, then its mixins."""
    return (*([family.parent] if family.parent else []), *family.mixins)
