"""The plan of a build: the release that the build would make, evaluated without storing anything."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from packshot.engine.disk import LocalDisk
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
    """Yield the plan of a build, which is evaluated like the build; the store of the request is not changed.

    If there is a base, cheap outputs are made in memory, to compare their bytes. The plan is valid inside the `with`
    block.
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
