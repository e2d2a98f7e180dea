"""Compares the rows of two releases, without their source trees: only manifest roots and item indexes are read."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.engine import item_index
from packshot.engine.comparison import differing
from packshot.engine.manifest import read_root
from packshot.engine.store import Store
from packshot.engine.types import Json


def listing_changes(store: Store, old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """Yield (listing, digest of its index before, and after) for each listing whose rows differ between two manifest
    roots. The digest is empty where a release does not have the listing or its index.
    """
    for name, (before,), after in differing([read_root(store, old).items], read_root(store, new).items):
        yield name, before, after


def row_changes(store: Store, old: str, new: str, listing: str) -> Iterator[tuple[str, Json | None, Json | None]]:
    """Yield (member, data before, data after) for each row of a listing that differs between two manifest roots.

    None is the data of a missing row. Only the parts of the index that differ are read. If both releases have the
    index, rows that were removed or added come last, in order of member, and are in memory until then, because a member
    whose group has changed is at two places of the index. DamagedError if the store does not have a part, or if a part
    is damaged.
    """
    before, after = (read_root(store, root).items.get(listing, "") for root in (old, new))
    sides: tuple[dict[str, Json], dict[str, Json]] = ({}, {})
    for key, was, now in item_index.changes(store, before, after):
        member = item_index.member_of(key)
        if (was is not None and now is not None) or not (before and after):
            yield member, was, now
        else:
            sides[was is None][member] = now if was is None else was
    for member in sorted({*sides[0], *sides[1]}):
        was, now = (side.get(member) for side in sides)
        if was != now:
            yield member, was, now
