"""The plan of a build: the release that the build would make, evaluated without storing anything."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from packshot.engine.disk import LocalDisk
from packshot.engine.manifest import path_changes
from packshot.engine.pages import changed_members, first_listing, is_page, page_of
from packshot.engine.parsing import DamagedError
from packshot.engine.release import Mode, Release, make_release
from packshot.engine.request import Request
from packshot.engine.sorted_map import SortedMaps
from packshot.engine.state import load
from packshot.engine.storage import FolderStorage, OverlayStorage
from packshot.engine.store import Store, damage_refused
from packshot.engine.timing import StageTimes
from packshot.findings import Finding


@contextmanager
def planned(request: Request) -> Iterator[Plan]:
    """Yield the plan of a build: all is evaluated as in the build, and nothing is stored.

    Cheap outputs are made in memory, to compare their bytes. The plan is valid inside the `with` block.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = OverlayStorage(request.place(), FolderStorage(Path(folder), LocalDisk()))
        dry = replace(request, dist=None, disk=LocalDisk())
        try:
            plan = _plan(dry, Store(place))
        except DamagedError:  # as a build does, from nothing
            plan = _plan(replace(dry, base=None, changed=None, is_doubted=True), Store(place, is_doubted=True))
        with damage_refused(request.store):
            yield plan


def _plan(request: Request, store: Store) -> Plan:
    maps = SortedMaps(store)
    base = None if request.base is None else load(maps, request.base)
    release = make_release(request, maps, base, StageTimes(request.seconds), Mode.PLAN)
    return Plan(request, maps, release, "" if base is None else base.manifest)


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a build. If its findings include errors, the build would write nothing and there are no changes."""

    request: Request
    maps: SortedMaps
    release: Release
    before: str
    """The manifest of the base; empty if there is none."""

    @property
    def store(self) -> Store:
        """Return the store of the plan, which reads from the store of the request."""
        return self.maps.store

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings of the evaluation."""
        return tuple(self.release.findings)

    def records(self) -> Iterator[tuple[Task, Reason]]:
        """Yield the tasks that would be evaluated or removed, each with its reason."""
        if self.release.everything is None:
            yield from sorted(self.release.reasons.items())
            return
        for record in self.release.state.tables.makers.heads():
            yield record, self.release.everything

    def changes(self) -> Iterator[tuple[str, str]]:
        """Yield the artifacts that would be written or removed, as (verb, path).

        Their bytes are not known yet: an artifact counts as written if its cache key differs.
        """
        return iter(()) if self.release.failed() else path_changes(self.store, self.before, self.release.state.manifest)

    def why(self, path: str) -> tuple[str, ...]:
        """Return the chain of reasons from a path to the cause of its change, or a note that it does not change.

        Empty for an unknown path.
        """
        chain: list[str] = []
        tables = {"now": self.release.state.tables.claims, "before": self.release.base.tables.claims}
        makers = {place: when for when in ("before", "now") for place, _ in tables[when].scan(key(path, ""))}
        for place, when in sorted(makers.items()):
            _, maker, part = parts(place)
            shown = f"{path} part {part}" if part else path
            old, new = (tables[each].get(place) for each in ("before", "now"))
            kept = old is not None and new is not None and old[0] == new[0]
            verb = "keeps its key" if kept else "is built" if when == "now" else "is removed"
            chain.append(f"{shown} {verb}")
            chain += [f"  {line}" for line in self._maker(maker)]
        return tuple(chain)

    def _maker(self, maker: str) -> Iterator[str]:
        if is_page(maker):
            name, bucket = page_of(maker)
            yield f"<- page {bucket} of listing {name}"
            yield from self._page(name, bucket)
        else:
            yield from self._record(maker)

    def _record(self, record: Task) -> Iterator[str]:
        yield f"<- record {record}"
        reason = self.release.everything or self.release.reasons.get(record)
        yield f"<- {reason}" if reason is not None else "<- nothing it reads has changed"

    def _page(self, name: str, bucket: int) -> Iterator[str]:
        """Yield the reasons for composing a page: a changed declaration, or added, removed or changed members."""
        if self.release.everything is not None:
            yield f"<- {self.release.everything}"
            return
        declared = first_listing(self.release.state.tables, name)
        if declared != first_listing(self.release.base.tables, name):
            yield "<- its declaration changed"
        sizes = [tables.sizes.get(name) or 0 for tables in (self.release.base.tables, self.release.state.tables)]
        if bucket == 0 and sizes[0] != sizes[1]:
            yield f"<- the number of its members went from {sizes[0]} to {sizes[1]}"
        if declared is not None:
            yield from self._members(name, bucket)

    def _members(self, name: str, bucket: int) -> Iterator[str]:
        release = self.release
        places = release.places.get(name, set())
        found = dict(changed_members(release.base.tables, release.state.tables, name, bucket, places))
        for member, record in sorted(found.items())[:SHOWN]:
            yield f"<- member {member}"
            yield from (f"  {line}" for line in self._record(record))
        if len(found) > SHOWN:
            yield f"<- and {len(found) - SHOWN} more members"
