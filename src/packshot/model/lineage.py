"""The inheritance of families: parents and mixins, in order of precedence."""

from __future__ import annotations

from collections.abc import Callable

from packshot.model.schema import Family

Find = Callable[[str], Family | None]


def lineage(name: str, find: Find) -> tuple[Family, ...]:
    """Return all families that a family inherits from, then itself, in rising precedence.

    A parent comes before the mixins, and these in their order before the family. A family reached twice is at its first
    position. Missing families and cycles are skipped.
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
    """Return the keys of a family's parent and mixins, in this order."""
    return (*([family.parent] if family.parent else []), *family.mixins)
