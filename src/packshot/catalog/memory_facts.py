"""Facts about files in memory, for commands without a state and for tests.

The engine stores the same facts in its state.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from packshot.engine.types import FileFacts


class MemoryFacts:
    """The facts about a set of files, kept in memory."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._nodes: dict[str, tuple[str, str]] = {}
        self._more: dict[str, list[str]] = {}
        self._index: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._records: dict[str, None] = {}
        for path in sorted(files):
            self._add(path, files[path])
        self._sorted = sorted(self._nodes)

    def _add(self, path: str, facts: FileFacts) -> None:
        for node, digest in facts.nodes.items():
            if node in self._nodes:
                self._more.setdefault(node, []).append(path)
            else:
                self._nodes[node] = path, digest
        for name, key, value in facts.index:
            self._index[name, key].add(value)
        for record in facts.records:
            self._records[record] = None

    def find(self, node: str) -> tuple[str, str] | None:
        """Return the path of the first file that has the node, and the digest of the node; None if no file has it."""
        return self._nodes.get(node)

    def providers(self, node: str) -> tuple[str, ...]:
        """Return the sorted paths of all files that have the node."""
        first = self._nodes.get(node)
        return (first[0], *self._more.get(node, ())) if first else ()

    def lookup(self, name: str, key: str) -> tuple[str, ...]:
        """Return the sorted values of one index entry."""
        return tuple(sorted(self._index.get((name, key), ())))

    def nodes(self, prefix: str) -> Iterator[str]:
        """Yield all nodes with this prefix, sorted."""
        at = bisect_left(self._sorted, prefix)
        while at < len(self._sorted) and self._sorted[at].startswith(prefix):
            yield self._sorted[at]
            at += 1

    def records(self) -> Iterable[str]:
        """Return all tasks, in the order of the files that create them."""
        return self._records

    def index(self, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield every entry of one index: key and sorted values."""
        yield from ((key, tuple(sorted(values))) for (index, key), values in self._index.items() if index == name)
