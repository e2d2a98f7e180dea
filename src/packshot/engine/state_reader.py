"""What a state holds, read back: facts, items of listings and artifacts, streamed."""

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
    """The `Facts` of a source tree: where nodes are found, read from the tables of a state."""

    def __init__(self, tables: Tables) -> None:
        self._nodes = tables.nodes
        self._index = tables.index

    def find(self, node: Node) -> tuple[str, str] | None:
        """The first file, by path, that holds the node, and the digest of its value."""
        for held, digest in self._nodes.scan(key(node, "")):
            return parts(held)[1], digest
        return None

    def lookup(self, name: str, entry: str) -> tuple[str, ...]:
        """The values of one index entry, each once, sorted."""
        return tuple(sorted({parts(held)[2] for held, _ in self._index.scan(key(name, entry, ""))}))

    def providers(self, node: Node) -> tuple[str, ...]:
        """All files that hold the node, in order of path."""
        return tuple(sorted(parts(held)[1] for held, _ in self._nodes.scan(key(node, ""))))

    def nodes(self, prefix: str) -> Iterator[Node]:
        """All nodes that begin so, each once, in order."""
        return self._nodes.heads(prefix)


class StateReader:
    """The state that a pointer names, open for reading. DamagedError where something is not whole."""

    def __init__(self, store: str, pointer: Pointer) -> None:
        self._store = Store(open_storage(store))
        self._tables = load(SortedMaps(self._store), pointer).tables

    @property
    def files(self) -> int:
        """How many files the tree has."""
        return len(self._tables.files)

    @property
    def records(self) -> int:
        """How many records they make."""
        return len(self._tables.records)

    @property
    def facts(self) -> Facts:
        """What the files of the tree say."""
        return StateFacts(self._tables)

    def items(self, listing: str, form: Check) -> Iterator[tuple[str, Json]]:
        """Each member of a listing with its data, which has a form; several records that give it say the same."""
        lines = self._tables.items.scan(key(listing, ""))
        for member, group in groupby(lines, key=lambda line: parts(line[0])[2]):
            data = next(group)[1]
            if not form(data):
                raise DamagedError("entry", listing, key=member)
            yield member, data

    def artifacts(self, prefix: str, form: Check) -> Iterator[tuple[str, Json]]:
        """Path and JSON of what is shown below a prefix, in order of path."""
        for place, claim in self._tables.claims.scan(prefix):
            path = parts(place)[0]
            yield path, parsed(self._store.get(claim[1]), form, path)
