"""The base of the reader. It returns the nodes of a source tree one by one, and records each read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self, TypeVar

from packshot.catalog import indexes, nodes
from packshot.catalog.documents import NOTHING, Document, Files, Read, no_document
from packshot.catalog.nodes import Node
from packshot.catalog.reader_memory import Memory
from packshot.engine.types import Facts, Reads, Timestamp

T = TypeVar("T")


class Absent:
    """The type of `ABSENT`, which `raw` returns for a node that does not exist; an explicit null is None."""


ABSENT = Absent()


class NodeReader:
    """A reader of nodes for one evaluation. All evaluations share files and memory; each has its own `reads`."""

    def __init__(self, files: Files, facts: Facts, as_of: Timestamp, memory: Memory, reads: Reads) -> None:
        self.files = files
        self.facts = facts
        self.as_of = as_of
        self.memory = memory
        self.reads = reads
        self.found: dict[Any, Any] = {}
        """Results of this evaluation that may be requested again; their reads are recorded already."""

    def recording(self, reads: Reads) -> Self:
        """Return a copy of the reader that records its reads in `reads`."""
        return type(self)(self.files, self.facts, self.as_of, self.memory, reads)

    def remembered(self, key: tuple[Any, ...], make: Callable[[Self], T]) -> T:
        """Return the value that `make` computes from nodes. The value is cached for all evaluations."""
        return self.memory.recall(key, self.reads, lambda reads: make(self.recording(reads)))

    # Nodes

    def note(self, node: Node) -> None:
        """Record that this node was read. All reads of nodes are recorded here."""
        self.reads.nodes.add(node)

    def instant(self, moment: Timestamp) -> None:
        """Record that the clock was compared with this timestamp."""
        self.reads.instants.add(moment)

    def raw(self, node: Node) -> Any:
        """Return the plain value of a node; ABSENT if it does not exist."""
        self.note(node)
        found = self.facts.find(node)
        return ABSENT if found is None else self.files.document(found[0]).nodes.get(node, ((), None))[1]

    def read(self, node: Node) -> Read:
        """Return the entity of a node with its findings; `NOTHING` if the node does not exist."""
        self.note(node)
        found = self.facts.find(node)
        return NOTHING if found is None else self.files.document(found[0]).read(node)

    def container(self, path: str) -> Document:
        """Return the document of the file at this path, which may contain several nodes.

        If the file does not exist, the document is empty.
        """
        return self.files.document(path) if self.has(nodes.file(path)) else no_document(path)

    def document(self, node: Node) -> Document:
        """Return the document of a file that is one node, including the findings about its text.

        If the file does not exist, the document is empty.
        """
        path = self.path_of(node)
        self.note(nodes.file(path))
        return self.files.document(path) if path else no_document(path)

    def has(self, node: Node) -> bool:
        """Return whether a node exists."""
        self.note(node)
        return self.facts.find(node) is not None

    def depth(self, node: Node) -> int:
        """Return the number of keys that lead to a node in its file; 0 if the node does not exist."""
        path = self.path_of(node)
        return len(self.files.document(path).nodes[node][0]) if path else 0

    def path_of(self, node: Node) -> str:
        """Return the path of the file that has a node; empty if no file has it."""
        self.note(node)
        found = self.facts.find(node)
        return found[0] if found else ""

    def lookup(self, index: str, key: str) -> tuple[str, ...]:
        """Return the values of one index entry."""
        self.note(nodes.index(index, key))
        return self.facts.lookup(index, key)

    def names(self, kind: str) -> tuple[str, ...]:
        """Return the names of all entries of a kind in `INDEX_LIST`, such as channels or category trees."""
        return self.lookup(indexes.INDEX_LIST, kind)

    def record_keys(self, entity: str) -> tuple[str, ...]:
        """Return the keys of all records of an entity."""
        return self.names(indexes.records_of(entity))
