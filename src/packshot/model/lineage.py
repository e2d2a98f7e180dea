"""The inheritance of families: parents and mixins, in order of precedence."""

from __future__ import annotations

from collections.abc import Callable

from packshot.model.schema import Family

Find = Callable[[str], Family | None]


def lineage(name: str, find: Find) -> tuple[Family, ...]:
    """Return all families that a family inherits from, then the family itself, in rising precedence.

    The parent comes first, then the mixins in their order, then the family. A family that is reached twice keeps its
    first position. Missing families and cycles are skipped.
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
    """Return the key of the parent of a family, then the keys of its mixins."""
    return (*([family.parent] if family.parent else []), *family.mixins)
