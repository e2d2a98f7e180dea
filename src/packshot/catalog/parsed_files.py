"""Files on their way from the tree to the reader: parsed once while they are in use, cut into nodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from packshot.catalog.layout import place_of
from packshot.catalog.nodes import Node
from packshot.catalog.reader_memory import Bounded
from packshot.catalog.scan import values_of
from packshot.yaml import reader


class Readable(Protocol):
    """What gives the bytes of a file; a `Tree` does."""

    def read(self, path: str) -> bytes:
        """The bytes of one file; FileNotFoundError where there is none."""
        ...


class Files:
    """The parsed files of one tree; the most recently used are kept."""

    def __init__(self, tree: Readable, size: int = 512) -> None:
        self.tree = tree
        self._held: Bounded[Mapping[Node, Any]] = Bounded(size)

    def value(self, path: str, node: Node) -> Any:
        """The plain value of a node in a file that holds it."""
        return self.nodes(path).get(node)

    def nodes(self, path: str) -> Mapping[Node, Any]:
        """All nodes of a file with their values; empty for a file that cannot be read."""
        held = self._held.get(path)
        if held is None:
            held = dict(values_of(place_of(path), reader.load(self.tree.read(path), path).value))
            self._held.put(path, held)
        return held
