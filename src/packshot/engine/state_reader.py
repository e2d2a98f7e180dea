"""Readers of a state: its facts, its artifacts, and the items of its listings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from packshot.engine.parsing import Check, DamagedError, parsed
from packshot.engine.sorted_map import SortedMaps
from packshot.engine.state import Tables, load
from packshot.engine.storage import open_storage
from packshot.engine.store import Store
from packshot.engine.tables import key, parts
from packshot.engine.types import Facts, Json, Node
from packshot.engine.up_to_date import Pointer


class StateFacts:
    """The `Facts` of a source tree, read from the tables of a state."""

    def __init__(self, tables: Tables) -> None:
        self._nodes = tables.nodes
        self._index = tables.index

    def find(self, node: Node) -> tuple[str, str] | None:
        """Return (path, digest of the value) for a node, with the first path if several files have the node.

        Returns None if no file has the node.
        """
        for line, digest in self._nodes.scan(key(node, "")):
            return parts(line)[1], digest
        return None

    def lookup(self, name: str, entry: str) -> tuple[str, ...]:
        """Return the distinct values of one index entry, sorted."""
        return tuple(sorted({parts(line)[2] for line, _ in self._index.scan(key(name, entry, ""))}))

    def providers(self, node: Node) -> tuple[str, ...]:
        """Return the paths of all files that have the node, in order."""
        return tuple(sorted(parts(line)[1] for line, _ in self._nodes.scan(key(node, ""))))

    def nodes(self, prefix: str) -> Iterator[Node]:
        """Yield all nodes that begin with a prefix, each once, in order."""
        return self._nodes.heads(prefix)


class StateReader:
    """A reader of the state that a pointer names. Raises DamagedError if a part of the state is damaged or missing."""

    def __init__(self, store: str, pointer: Pointer) -> None:
        self._store = Store(open_storage(store))
        self._tables = load(SortedMaps(self._store), pointer).tables

    @property
    def files(self) -> int:
        """Return the number of files in the source tree."""
        return len(self._tables.files)

    @property
    def records(self) -> int:
        """Return the number of tasks in the source tree."""
        return len(self._tables.records)

    @property
    def facts(self) -> Facts:
        """Return the facts of the files in the source tree."""
        return StateFacts(self._tables)

    def items(self, listing: str, form: Check) -> Iterator[tuple[str, Json]]:
        """Yield each member of a listing with its data; raise DamagedError for data that fails the check `form`.

        A member that several tasks give is yielded once, because the tasks give equal data.
        """
        lines = self._tables.items.scan(key(listing, ""))
        for member, group in groupby(lines, key=lambda line: parts(line[0])[2]):
            data = next(group)[1]
            if not form(data):
                raise DamagedError("entry", listing, key=member)
            yield member, data

    def artifacts(self, prefix: str, form: Check) -> Iterator[tuple[str, Json]]:
        """Yield the path and the decoded JSON of each artifact whose path begins with a prefix, in order of path.

        An artifact of several makers or parts is yielded once for each claim, with the bytes of the claim. Raises
        DamagedError if the bytes are missing or damaged, or fail the check `form`.
        """
        for place, claim in self._tables.claims.scan(prefix):
            path = parts(place)[0]
            yield path, parsed(self._store.get(claim[1]), form, path)
