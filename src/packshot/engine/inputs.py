"""The facts of the source tree: changed files are read once, and each changed node is reported.

A node changes when its file or digest changes, or when it is added or removed. An index entry (`index/<name>/<key>`)
changes when its set of values changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, starmap
from typing import NamedTuple

from packshot.engine.disk import Scratch
from packshot.engine.external_sort import ExternalSort, differences
from packshot.engine.index_nodes import index_node
from packshot.engine.request import Request
from packshot.engine.sorted_map import SortedMap
from packshot.engine.state import State, with_tables
from packshot.engine.tables import key
from packshot.engine.types import FileFacts, Node, Task

BATCH = 2000
"""The number of files read in one call."""


@dataclass(slots=True)
class Inputs:
    """The state with the facts of the new tree, and the changes since the base.

    After a full read, no changes are listed: everything is new.
    """

    state: State
    fresh: bool
    nodes: dict[Node, str] = field(default_factory=dict)
    """Changed node -> a file that changed it."""
    records: set[Task] = field(default_factory=set)
    """The tasks that a changed file makes or made."""


def read_inputs(request: Request, scratch: Scratch, base: State, fresh: bool) -> Inputs:
    """Read the changed files, update the tables of facts, and return the new state with the changes.

    With `fresh`, read all files; the base must be empty.
    """
    reading = _Reading(request, scratch, base, None if fresh else {}, None if fresh else set())
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

    def __init__(
        self,
        request: Request,
        scratch: Scratch,
        base: State,
        nodes: dict[Node, str] | None,
        records: set[Task] | None,
    ) -> None:
        self._request = request
        self._base = base
        self._changed_nodes = nodes
        self._changed_records = records
        self._entries: dict[tuple[str, ...], str] = {}
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
        nodes = self._changed_nodes
        if nodes is None:
            return Inputs(state, fresh=True)
        nodes.update(_changed_entries(self._entries, old.index, state.tables.index))
        return Inputs(state, False, nodes, self._changed_records or set())

    def _replace(self, path: str, blob: str | None, facts: FileFacts) -> None:
        stored = None if self._changed_nodes is None else self._base.tables.files.get(path)
        _, nodes, entries, records = stored or (None, {}, [], [])
        self._files.put(path, None if blob is None else [blob, dict(facts.nodes), facts.index, facts.records])
        self._replace_nodes(path, nodes, facts.nodes)
        self._replace_entries(path, {tuple(entry) for entry in entries}, set(facts.index))
        self._replace_makers(path, set(records), set(facts.records))

    def _replace_nodes(self, path: str, old: Mapping[Node, str], new: Mapping[Node, str]) -> None:
        changed = [node for node in {**old, **new} if old.get(node) != new.get(node)]
        for node in changed:
            self._nodes.put(key(node, path), new.get(node))
        if self._changed_nodes is not None:
            self._changed_nodes.update(dict.fromkeys(changed, path))

    def _replace_entries(self, path: str, old: set[tuple[str, ...]], new: set[tuple[str, ...]]) -> None:
        for entry in old ^ new:
            self._index.put(key(*entry, path), 1 if entry in new else None)
            if self._changed_nodes is not None:
                self._entries[entry] = path

    def _replace_makers(self, path: str, old: set[Task], new: set[Task]) -> None:
        for record in old ^ new:
            self._makers.put(key(record, path), 1 if record in new else None)
        if self._changed_records is not None:
            self._changed_records |= old ^ new


def _changed_entries(
    touched: Mapping[tuple[str, ...], str], old: SortedMap, new: SortedMap
) -> Iterable[tuple[Node, str]]:
    """Yield each index node whose values differ, with a file that changed it.

    An entry given by two files is removed only when both files omit it.
    """
    for entry, path in touched.items():
        prefix = key(*entry, "")
        if old.any(prefix) != new.any(prefix):
            yield index_node(entry[0], entry[1]), path
