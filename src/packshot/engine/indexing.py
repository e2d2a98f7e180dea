"""Updates the item indexes of a release.

The indexes of changed listings that are declared as indexed are updated; those of other changed listings are removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import groupby

from packshot.engine import item_index
from packshot.engine.disk import Scratch
from packshot.engine.external_sort import ExternalSort
from packshot.engine.pages import first_listing
from packshot.engine.state import Tables
from packshot.engine.store import Store
from packshot.engine.tables import key, parts


class Indexing:
    """The item indexes of a release, made from those of the release before."""

    def __init__(self, store: Store, scratch: Scratch, base: Tables, tables: Tables) -> None:
        self._store = store
        self._scratch = scratch
        self._base = base
        self._tables = tables

    def updated(
        self, old: Mapping[str, str], listings: Iterable[str], places: Mapping[str, Set[str]]
    ) -> dict[str, str]:
        """Return the digest of the index of each indexed listing, in order of name.

        `old` has the indexes before, `listings` the changed listings, and `places` the places of their changed members.
        """
        indexes = dict(old)
        for name in listings:
            declared = first_listing(self._tables, name)
            if declared is not None and declared.indexed:
                indexes[name] = self._index(name, old.get(name, ""), places.get(name, frozenset()))
            else:
                indexes.pop(name, None)
        return dict(sorted(indexes.items()))

    def _index(self, name: str, old: str, places: Set[str]) -> str:
        """Return the updated index of a listing; it is made from all members if there is none yet."""
        changed = [key(name, place, "") for place in sorted(places)] if old else [key(name, "")]
        edits = ExternalSort(self._scratch, item_index.combined)
        for row, _ in _rows(self._base, changed) if old else ():
            edits.edit(row, item_index.GONE)
        for row, data in _rows(self._tables, changed):
            edits.edit(row, item_index.added(data))
        index = item_index.updated(self._store, old, edits.sorted())
        edits.close()
        return index


def _rows(tables: Tables, prefixes: Iterable[str]) -> Iterator[item_index.Row]:
    """Yield the rows of the items whose keys begin with these prefixes. Tasks that give one member give equal data."""
    lines = (line for prefix in prefixes for line in tables.items.scan(prefix))
    for (place, member), group in groupby(lines, key=lambda line: parts(line[0])[1:3]):
        yield item_index.row_key(place, member), next(group)[1]
