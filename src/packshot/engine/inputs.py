"""The facts of the source tree: changed files are read once, and each changed node is reported.

A node changes when its file or digest changes, or when it is added or removed. An index entry (`index/<name>/<key>`)
changes when its set of values changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, starmap
from typing import NamedTuple, TypeVar

from packshot.engine.comparison import differences
from packshot.engine.disk import Scratch
from packshot.engine.external_sort import ExternalSort
from packshot.engine.index_nodes import index_node
from packshot.engine.request import Request
from packshot.engine.sorted_map import SortedMap
from packshot.engine.state import State, with_tables
from packshot.engine.tables import key
from packshot.engine.types import FileFacts, Node, Task

K = TypeVar("K")
Paths = list[str]

BATCH = 2000
"""The number of files read in one call."""


@dataclass(slots=True)
class Inputs:
    """The state with the facts of the new tree, and the changes since the base.

    After a full read, no changes are listed: everything is new.
    """

    state: State
    fresh: bool
    nodes: dict[Node, Paths] = field(default_factory=dict)
    """Changed node -> the files that changed it."""
    equal: dict[Node, Paths] = field(default_factory=dict)
    """Index node whose values are the same as before -> the files whose changes cancel each other."""
    records: dict[Task, Paths] = field(default_factory=dict)
    """Task -> the changed files that begin or stop making it."""
    files: tuple[str, ...] = ()
    """The changed files, sorted."""


def read_inputs(request: Request, scratch: Scratch, base: State, fresh: bool) -> Inputs:
    """Read the changed files, update the tables of facts, and return the new state with the changes.

    With `fresh`, read all files; the base must be empty.
    """
    reading = _Reading(request, scratch, base, fresh)
    reading.read(starmap(_Change, request.entries()) if fresh else _differing(request, scratch, base.tables.files))
    return reading.sealed()


class _Change(NamedTuple):
    path: str
    blob: str | None


def _differing(request: Request, scratch: Scratch, files: SortedMap) -> Iterator[_Change]:
    if request.changed is not None:
        yield from (_Change(path, new) for path, (_, new) in sorted(request.changed.items()))
        return
    listing = ExternalSort(scratch)
    for path, blob in request.entries():
        listing.put(path, blob)
    stored = ((path, file[0]) for path, file in files.scan())
    current = ((path, json.loads(raw or "null")) for path, raw in listing.sorted())
    yield from (_Change(path, blob) for path, _, blob in differences(stored, current))
    listing.close()


class _Reading:
    """The conversion of changed files into edits of the four tables of facts."""

    def __init__(self, request: Request, scratch: Scratch, base: State, fresh: bool) -> None:
        self._request = request
        self._base = base
        self._fresh = fresh
        self._changed_files: list[str] = []
        self._changed_nodes: dict[Node, Paths] = {}
        self._changed_records: dict[Task, Paths] = {}
        self._entries: dict[tuple[str, ...], Paths] = {}
        self._files, self._nodes, self._index, self._makers = (ExternalSort(scratch) for _ in range(4))

    def read(self, changes: Iterator[_Change]) -> None:
        """Read the facts of all changed files, in batches."""
        while batch := list(islice(changes, BATCH)):
            texts = {each.path: each.blob for each in batch if each.blob and self._request.program.is_text(each.path)}
            unread = dict(texts)
            for path, data in self._request.read_many(list(texts)):
                self._replace(path, unread.pop(path), self._request.program.scan(path, data))
            for path, blob in unread.items():
                self._replace(path, blob, FileFacts())
            for each in batch:
                if each.path not in texts:
                    self._replace(each.path, each.blob, self._named(each))

    def _named(self, change: _Change) -> FileFacts:
        """Return the facts of a file whose bytes are not needed."""
        return self._request.program.scan_blob(change.path, change.blob) if change.blob else FileFacts()

    def sealed(self) -> Inputs:
        """Apply the collected edits to the tables; return the updated state and the changes."""
        old = self._base.tables
        state = with_tables(
            self._base,
            files=old.files.update(self._files.sorted()),
            nodes=old.nodes.update(self._nodes.sorted()),
            index=old.index.update(self._index.sorted()),
            makers=old.makers.update(self._makers.sorted()),
        )
        for runs in (self._files, self._nodes, self._index, self._makers):
            runs.close()
        if self._fresh:
            return Inputs(state, fresh=True)
        changed, equal = _index_nodes(self._entries, old.index, state.tables.index)
        files = tuple(sorted(self._changed_files))
        return Inputs(state, False, self._changed_nodes | changed, equal, self._changed_records, files)

    def _replace(self, path: str, blob: str | None, facts: FileFacts) -> None:
        stored = None if self._fresh else self._base.tables.files.get(path)
        if not self._fresh:
            self._changed_files.append(path)
        _, nodes, entries, records = stored or (None, {}, [], [])
        self._files.put(path, None if blob is None else [blob, dict(facts.nodes), facts.index, facts.records])
        self._replace_nodes(path, nodes, facts.nodes)
        self._replace_entries(path, {tuple(entry) for entry in entries}, set(facts.index))
        self._replace_makers(path, set(records), set(facts.records))

    def _replace_nodes(self, path: str, old: Mapping[Node, str], new: Mapping[Node, str]) -> None:
        changed = [node for node in {**old, **new} if old.get(node) != new.get(node)]
        for node in changed:
            self._nodes.put(key(node, path), new.get(node))
        self._note(self._changed_nodes, changed, path)

    def _replace_entries(self, path: str, old: set[tuple[str, ...]], new: set[tuple[str, ...]]) -> None:
        for entry in old ^ new:
            self._index.put(key(*entry, path), 1 if entry in new else None)
        self._note(self._entries, old ^ new, path)

    def _replace_makers(self, path: str, old: set[Task], new: set[Task]) -> None:
        for record in old ^ new:
            self._makers.put(key(record, path), 1 if record in new else None)
        self._note(self._changed_records, old ^ new, path)

    def _note(self, changes: dict[K, Paths], changed: Iterable[K], path: str) -> None:
        """Add a file to the files that changed each of these keys."""
        if not self._fresh:
            for each in changed:
                changes.setdefault(each, []).append(path)


def _index_nodes(
    touched: Mapping[tuple[str, ...], Paths], old: SortedMap, new: SortedMap
) -> tuple[dict[Node, Paths], dict[Node, Paths]]:
    """Return the index nodes whose values differ, and the others, each with the files that changed its entries.

    An entry of two files is only removed when both omit it.
    """
    paths: dict[Node, set[str]] = {}
    changed: set[Node] = set()
    for entry, found in touched.items():
        node, prefix = index_node(entry[0], entry[1]), key(*entry, "")
        paths.setdefault(node, set()).update(found)
        if old.any(prefix) != new.any(prefix):
            changed.add(node)
    listed = {node: sorted(found) for node, found in paths.items()}
    equal = {node: found for node, found in listed.items() if node not in changed}
    return {node: listed[node] for node in changed}, equal
