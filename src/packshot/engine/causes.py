"""The causes of each changed path of a plan: the changed files and the clock, as far as undoing them changes the path.

A path with a single possible cause has that cause, and nothing is undone for it. Of several possible causes, each is
undone alone: it is a cause if the path then differs from the plan. If no cause acts alone, or if the build has errors
when some causes are undone alone, a smallest group of causes is named whose undoing changes the path: each of them
suffices for the change, or they depend on each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from packshot.engine.pages import first_listing
from packshot.engine.reasons import CLOCK, Cause, Reasons
from packshot.engine.release import Release
from packshot.engine.request import Request
from packshot.engine.sorted_map import SortedMaps
from packshot.engine.types import Task, Timestamp
from packshot.engine.undo import Obstacle, Undoing, Undone, earlier


@dataclass(frozen=True, slots=True)
class Causes:
    """The causes of a changed path.

    `alone`: the path differs from the plan, or the build has errors, if any one of them is undone. `together`: the
    path differs if all of them are undone, and undoing one has no effect or is an error. `possible`: the path depends
    on them, and no more is known.
    """

    alone: tuple[Cause, ...] = ()
    together: tuple[Cause, ...] = ()
    possible: tuple[Cause, ...] = ()


NO_CAUSES = Causes()
"""The causes of a path that does not change, and of all paths if all tasks are evaluated."""


class Attribution:
    """The causes of the changed paths of a release that was not evaluated from nothing."""

    def __init__(self, request: Request, maps: SortedMaps, release: Release, reasons: Reasons) -> None:
        self._by_task = {task: frozenset(reason.cause for reason in found) for task, found in reasons.items()}
        self._planned = release.state.tables
        self._all = _all_causes(release, request.as_of)
        sizes = Counter(cause for causes in self._by_task.values() for cause in causes)
        self._undoing = Undoing(request, maps, release, sizes)
        self._failing: frozenset[Cause] = frozenset()

    def causes(self, tasks: Mapping[str, Iterable[Task]]) -> dict[str, Causes]:
        """Return the causes of each changed path, given the evaluated tasks behind each."""
        candidates = {path: self._candidates(found) for path, found in tasks.items()}
        several = frozenset().union(*(causes for causes in candidates.values() if len(causes) > 1))
        # All causes are undone alone before any group is: the limits are for these first.
        self._failing = frozenset(cause for cause in sorted(several) if self._undone(cause).obstacle == "error")
        return {path: self._decided(path, causes) for path, causes in candidates.items()}

    def obstacle(self, cause: Cause) -> Obstacle | None:
        """Return why a cause cannot be undone alone; None if it was undone, or if that was not attempted."""
        found = self._undoing.known(cause)
        return None if found is None else found.obstacle

    def changes_members(self, cause: Cause, listing: str, place: str) -> bool:
        """Return whether undoing a cause changes the members of a listing at a place in the table of items.

        True also if undoing it was not attempted, as for the only cause of a path; False if undoing it failed.
        """
        found = self._undoing.known(cause)
        return found is None or (found.release is not None and place in found.release.places.get(listing, ()))

    def changes_declaration(self, cause: Cause, listing: str) -> bool:
        """Return whether undoing a cause changes the declaration of a listing.

        True also if undoing it was not attempted, as for the only cause of a path; False if undoing it failed.
        """
        found = self._undoing.known(cause)
        if found is None or found.release is None:
            return found is None
        return first_listing(found.release.state.tables, listing) != first_listing(self._planned, listing)

    def _candidates(self, tasks: Iterable[Task]) -> frozenset[Cause]:
        return frozenset().union(*(self._by_task.get(task, frozenset()) for task in tasks)) or self._all

    def _decided(self, path: str, causes: frozenset[Cause]) -> Causes:
        if len(causes) == 1:
            return Causes(alone=tuple(causes))
        alone = tuple(cause for cause in sorted(causes) if path in self._undone(cause).paths)
        resolved, together = self._inseparable(path, causes)
        if not (alone or together):
            together = self._together(path, causes)
        unknown = [cause for cause in sorted(causes - {*resolved, *together}) if self._undone(cause).obstacle]
        return Causes(alone, together, tuple(unknown) if alone or together else tuple(sorted(causes)))

    def _undone(self, cause: Cause) -> Undone:
        return self._undoing.without([cause])

    def _inseparable(self, path: str, causes: frozenset[Cause]) -> tuple[frozenset[Cause], tuple[Cause, ...]]:
        """Return the causes that need each other, and the smallest group of them that changes a path if it is undone.

        Undoing one of them alone is an error; undoing all of them is not. If it has no effect, none is a cause.
        """
        for failing in (causes & self._failing, self._failing) if causes & self._failing else ():
            if not self._undoing.without(failing).obstacle:
                return failing, self._reduced(path, failing) if self._acts(path, failing) else ()
        return frozenset(), ()

    def _together(self, path: str, causes: frozenset[Cause]) -> tuple[Cause, ...]:
        """Return a smallest group of causes that changes a path if it is undone; () if a limit prevents the search."""
        for group in (causes, self._all):
            if not all(self._undone(cause).obstacle in (None, "error") for cause in group):
                return ()
            if self._acts(path, group):
                return self._reduced(path, group)
        return ()

    def _reduced(self, path: str, causes: frozenset[Cause]) -> tuple[Cause, ...]:
        """Return the causes of a group that changes a path, without those that it does not need."""
        for cause in sorted(causes):
            if self._acts(path, causes - {cause}):
                causes -= {cause}
        return tuple(sorted(causes))

    def _acts(self, path: str, causes: frozenset[Cause]) -> bool:
        """Return whether a changed path differs from the plan if these causes are undone."""
        return bool(causes) and (causes == self._all or path in self._undoing.without(causes).paths)


def _all_causes(release: Release, as_of: Timestamp) -> frozenset[Cause]:
    assert release.inputs is not None
    clock = {CLOCK} if earlier(release.base, as_of) != as_of else set()
    return frozenset({*release.inputs.files, *clock})
