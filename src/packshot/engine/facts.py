"""Where nodes are found: the tables of a state as the program sees them."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.engine.sorted_map import SortedMap
from packshot.engine.state import Tables
from packshot.engine.tables import key as joined
from packshot.engine.tables import parts
from packshot.engine.types import Node


class StateFacts:
    """The `Facts` of a source tree, read from the state's own tables."""

    def __init__(self, nodes: SortedMap, index: SortedMap) -> None:
        self._nodes = nodes
        self._index = index

    def find(self, node: Node) -> tuple[str, str] | None:
        """The first file, by path, that holds the node, and the digest of its value."""
        for held, digest in self._nodes.scan(joined(node, "")):
            return parts(held)[1], digest
        return None

    def lookup(self, name: str, key: str) -> tuple[str, ...]:
        """The values of one index entry, each once, sorted."""
        return tuple(sorted({parts(held)[2] for held, _ in self._index.scan(joined(name, key, ""))}))

    def providers(self, node: Node) -> tuple[str, ...]:
        """All files that hold the node, in order of path."""
        return tuple(sorted(parts(held)[1] for held, _ in self._nodes.scan(joined(node, ""))))

    def nodes(self, prefix: str) -> Iterator[Node]:
        """All nodes that begin so, each once, in order."""
        return self._nodes.heads(prefix)


def facts_of(tables: Tables) -> StateFacts:
    """The facts of a state."""
    return StateFacts(tables.nodes, tables.index)
