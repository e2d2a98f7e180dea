"""Verification that a state equals a clean build: all tasks are evaluated again, and the results are compared.

A sample of the artifacts is made again even if the store has their bytes.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from itertools import islice
from pathlib import Path

from packshot.engine.bitmap import numbers
from packshot.engine.comparison import differences
from packshot.engine.dirty import number_key
from packshot.engine.disk import LocalDisk
from packshot.engine.item_index import rows
from packshot.engine.manifest import Entry, changes, entries, read_root
from packshot.engine.output_rules import ROOT
from packshot.engine.parsing import DamagedError
from packshot.engine.release import Mode, make_release
from packshot.engine.request import Request
from packshot.engine.row_changes import listing_changes, row_changes
from packshot.engine.sorted_map import SortedMaps
from packshot.engine.state import State, load
from packshot.engine.storage import FolderStorage, OverlayStorage
from packshot.engine.store import Store
from packshot.engine.tables import key, parts
from packshot.engine.timing import StageTimes
from packshot.engine.types import Json
from packshot.findings import Finding, Location, report

SHOWN = 20
"""The largest number of differences reported."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The result of a verification: artifacts in the release, artifacts made again, and differences as findings."""

    artifacts: int
    made: int
    findings: tuple[Finding, ...]


def verify(request: Request, share: float = 1.0) -> Verified:
    """Make the release again, for the same tree and interval, and compare it with the state of `request.base`.

    `share` is the fraction of the artifacts that is drawn at random and made again; the other artifacts are compared by
    cache key. Nothing is left on disk. Raises DamagedError if the state cannot be read.
    """
    assert request.base is not None
    doubts, stored = _Sample(share), Store(request.place())
    built = load(SortedMaps(stored), request.base)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(OverlayStorage(request.place(), FolderStorage(Path(folder), LocalDisk())), is_doubted=True)
        fresh = replace(request, dist=None, changed=None, disk=LocalDisk(), doubts=doubts)
        clean = make_release(fresh, SortedMaps(store), built, StageTimes(request.seconds), Mode.PROVE)
        found = clean.findings if clean.failed() else _differences(stored, built, store, clean.state, doubts)
        return Verified(built.artifacts, len(doubts.drawn), tuple(islice(found, SHOWN)))


class _Sample:
    """A random, unpredictable sample of artifacts. All calls for the same path return the same result."""

    def __init__(self, share: float) -> None:
        self._share = share
        self._random = random.SystemRandom()
        self._known: dict[str, bool] = {}

    def __call__(self, path: str) -> bool:
        if path not in self._known:
            self._known[path] = self._share >= 1 or self._random.random() < self._share
        return self._known[path]

    @property
    def drawn(self) -> list[str]:
        """Return the paths in the sample."""
        return [path for path, is_drawn in self._known.items() if is_drawn]


def _differences(stored: Store, built: State, store: Store, clean: State, doubts: _Sample) -> Iterator[Finding]:
    """Yield the differences between the stored state and the clean one."""
    for entry in entries(stored, built.manifest):
        if doubts(entry.path):
            yield from _damage(stored, entry)
    for before, after in changes(store, built.manifest, clean.manifest):
        yield _difference(built, before, clean, after)
    yield from _row_differences(stored, built, store, clean)
    if built.manifest != clean.manifest:
        yield report("not-as-clean", Location(ROOT), stored=built.manifest, clean=clean.manifest)
    yield from _other_lines(built, clean)


def _keys(state: State, entry: Entry | None) -> set[str]:
    """Return the cache keys in the claims of an artifact; an empty set for None."""
    return {value[0] for _, value in state.tables.claims.scan(key(entry.path, ""))} if entry else set()


def _difference(built: State, before: Entry | None, clean: State, after: Entry | None) -> Finding:
    """Return the finding for an artifact that differs between two states; an absent entry is None."""
    found = before or after
    assert found is not None
    return report(
        "not-as-clean",
        Location(found.path),
        stored=before and before.digest,
        clean=after and after.digest,
        stored_keys=_keys(built, before),
        clean_keys=_keys(clean, after),
    )


def _damage(store: Store, entry: Entry) -> Iterator[Finding]:
    for blob, _ in entry.blobs():
        try:
            store.get(blob)
        except DamagedError as damage:
            yield report("artifact-damaged", Location(entry.path), **damage.params)


def _row_differences(stored: Store, built: State, store: Store, clean: State) -> Iterator[Finding]:
    """Read all item indexes of the stored release; yield those that are damaged, and the rows that differ."""
    damaged = set[str]()
    for name, index in read_root(stored, built.manifest).items.items():
        try:
            for _ in rows(stored, index):
                pass
        except DamagedError as damage:
            damaged.add(name)
            yield report("items-damaged", Location(f"items:{name}"), listing=name, **damage.params)
    for name, _, _ in listing_changes(store, built.manifest, clean.manifest):
        if name not in damaged:
            for member, _, _ in row_changes(store, built.manifest, clean.manifest, name):
                yield report("items-not-as-clean", Location(f"items:{name}"), listing=name, member=member)


# The rest of a state decides what the next build evaluates.


def _other_lines(built: State, clean: State) -> Iterator[Finding]:
    for table in fields(built.tables):
        if table.name not in ("claims", "numbers"):
            lines = (_lines(state, table.name) for state in (built, clean))
            yield from (_other_line(table.name, key) for key, _, _ in differences(*lines))


def _lines(state: State, table: str) -> Iterator[tuple[str, Json]]:
    """Yield the lines of a table without the numbers of tasks, which depend on the order of builds."""
    for place, value in getattr(state.tables, table).scan():
        if table == "records":
            yield place, {name: each for name, each in value.items() if name != "n"}
        elif table == "readers":
            named = (state.tables.numbers.get(number_key(number)) for number in numbers(value))
            yield place, sorted(str(record) for record in named)
        else:
            yield place, value


def _other_line(table: str, place: str) -> Finding:
    return report("state-not-as-clean", Location(f"state:{table}"), table=table, key=parts(place))
