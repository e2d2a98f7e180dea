"""Counterfactual plans: what the planned release would be if some causes of its changes were undone.

Such a plan starts from the planned state and evaluates only the tasks that depend on the undone causes, so it costs as
much as a build of these causes alone. Its result is exact, because an incremental build equals a clean one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from packshot.engine.manifest import path_changes
from packshot.engine.reasons import CLOCK, Cause
from packshot.engine.release import Mode, Release, make_release
from packshot.engine.request import Request
from packshot.engine.sorted_map import SortedMaps
from packshot.engine.state import State
from packshot.engine.timing import StageTimes
from packshot.engine.types import Timestamp

RUNS = 40
"""The largest number of counterfactual plans for one plan."""

EVALUATIONS = 1000
"""The limit for the number of tasks that the counterfactual plans of one plan evaluate in all.

A counterfactual plan is not made if its expected number of tasks exceeds the rest of the limit. It may evaluate more
tasks than expected.
"""

Obstacle = Literal["error", "limit", "unreadable"]
"""Why a cause cannot be undone: the build has errors then; the limits are reached; its earlier bytes are missing."""


@dataclass(frozen=True, slots=True)
class Undone:
    """The result of undoing causes: the release without them and its differences from the plan, or an obstacle."""

    release: Release | None = None
    paths: frozenset[str] = frozenset()
    obstacle: Obstacle | None = None


class Undoing:
    """Undoes causes of a plan, within limits. Results are cached."""

    def __init__(self, request: Request, maps: SortedMaps, release: Release, sizes: Mapping[Cause, int]) -> None:
        """Take the request and the result of a plan. `sizes` has the number of evaluated tasks of each cause."""
        self._request = request
        self._maps = maps
        self._release = release
        self._sizes = sizes
        self._runs, self._evaluations = RUNS, EVALUATIONS
        self._known: dict[frozenset[Cause], Undone] = {}

    def without(self, causes: Iterable[Cause]) -> Undone:
        """Return the result of undoing these causes and keeping the others, or the obstacle."""
        undone = frozenset(causes)
        if undone not in self._known:
            self._known[undone] = self._tried(undone)
        return self._known[undone]

    def known(self, cause: Cause) -> Undone | None:
        """Return the cached result of undoing one cause, or the obstacle; None if `without` was not called for it."""
        return self._known.get(frozenset([cause]))

    def _tried(self, undone: frozenset[Cause]) -> Undone:
        expected = sum(self._sizes.get(cause, 0) for cause in undone)
        if not self._runs or expected > self._evaluations:
            return Undone(obstacle="limit")
        request = self._edited(undone)
        if request is None:
            return Undone(obstacle="unreadable")
        self._runs -= 1
        found = make_release(request, self._maps, self._release.state, StageTimes(request.seconds), Mode.PLAN)
        self._evaluations -= found.counts.records
        if found.failed():
            return Undone(obstacle="error")
        changes = path_changes(self._maps.store, self._release.state.manifest, found.state.manifest)
        return Undone(found, frozenset(path for _, path in changes))

    def _edited(self, undone: frozenset[Cause]) -> Request | None:
        """Return the request of the tree with files as in the base, at a timestamp of the base if the clock is undone.

        None if the earlier bytes of a file are not available.
        """
        files = {path: _blob(self._release.base, path) for path in undone if path != CLOCK}
        request = self._request.edited(files) if files else self._request
        if request is None:
            return None
        changed = {path: (_blob(self._release.state, path), blob) for path, blob in files.items()}
        as_of = earlier(self._release.base, request.as_of) if CLOCK in undone else request.as_of
        return replace(request, dist=None, disk=self._request.disk, changed=changed, as_of=as_of)


def earlier(base: State, as_of: Timestamp) -> Timestamp:
    """Return the timestamp in the interval of the base that is nearest to `as_of`."""
    if base.valid_from is not None and as_of < base.valid_from:
        return base.valid_from
    if base.next_transition is not None and as_of >= base.next_transition:
        last = datetime.fromisoformat(base.next_transition) - timedelta(seconds=1)
        return last.strftime("%Y-%m-%dT%H:%M:%SZ")
    return as_of


def _blob(state: State, path: str) -> str | None:
    stored = state.tables.files.get(path)
    return None if stored is None else stored[0]
