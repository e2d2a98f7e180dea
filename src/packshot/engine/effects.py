"""The effects of a plan: the files to make, write or remove, each with the tasks and the causes behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from packshot.engine.causes import NO_CAUSES, Attribution, Causes
from packshot.engine.manifest import Entry, changes
from packshot.engine.plan import Plan
from packshot.engine.reasons import Cause, Reason, Reasons, reasons
from packshot.engine.sources import Sources
from packshot.engine.tables import is_unmade
from packshot.engine.types import Task
from packshot.engine.undo import Obstacle

Verb = Literal["make", "write", "remove"]
"""make: the bytes may differ, but a plan does not make them; write: the bytes are known and differ; remove: the file is
not in the new release.
"""

Kind = Literal["alone", "together", "possible"]


@dataclass(frozen=True, slots=True)
class Change:
    """A file that a build makes, writes or removes, the evaluated tasks behind it, and its causes.

    There are no tasks and no causes if all tasks are evaluated.
    """

    verb: Verb
    path: str
    tasks: frozenset[Task] = frozenset()
    causes: Causes = NO_CAUSES


@dataclass(frozen=True, slots=True)
class Group:
    """The effects of a cause, or of causes that act together: each task with its reasons and its number of files."""

    kind: Kind
    causes: tuple[Cause, ...]
    obstacle: Obstacle | None = None
    files: dict[Task, int] = field(default_factory=dict)
    reasons: set[Reason] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Effects:
    """The changes of a plan, and all reasons of each evaluated task.

    The changes are in order of path. If all tasks are evaluated, the changes are in the order of the shards of the
    manifest, and there are no reasons.
    """

    changes: tuple[Change, ...]
    reasons: Reasons
    sources: Sources
    attribution: Attribution | None

    def groups(self) -> list[Group]:
        """Return the changes by cause: first causes that act alone, then groups, then causes that are not certain."""
        found: dict[tuple[Kind, tuple[Cause, ...]], Group] = {}
        for change in self.changes:
            for kind, causes in _named(change.causes):
                group = found.setdefault((kind, causes), Group(kind, causes, self.obstacle(kind, causes)))
                self._count(group, change)
        order = ("alone", "together", "possible")
        return sorted(found.values(), key=lambda group: (order.index(group.kind), group.causes))

    def of_task(self, task: Task, causes: tuple[Cause, ...]) -> list[Reason]:
        """Return the reasons of a task that are due to these causes."""
        return [reason for reason in self.reasons.get(task, ()) if reason.cause in causes]

    def obstacle(self, kind: Kind, causes: tuple[Cause, ...]) -> Obstacle | None:
        """Return why it is not certain that a possible cause acts; None if that is not known, and for other kinds."""
        return self.attribution.obstacle(causes[0]) if self.attribution and kind == "possible" else None

    def _count(self, group: Group, change: Change) -> None:
        for task in sorted(change.tasks):
            found = self.of_task(task, group.causes)
            if found:
                group.files[task] = group.files.get(task, 0) + 1
                group.reasons.update(found)


def effects(plan: Plan) -> Effects:
    """Return the effects of a plan. Undoes its causes if there are several."""
    release = plan.release
    sources = Sources(release)
    if release.everything is not None or release.inputs is None:
        found = [Change(verb, path) for path, verb in sorted((path, verb) for verb, path in _changes(plan))]
        return Effects(tuple(found), {}, sources, None)
    request = plan.request
    inputs = reasons(request.program, release.base, release.state, release.inputs, release.dirty, request.as_of)
    attribution = Attribution(request, plan.maps, release, inputs)
    verbs = dict(sorted((path, verb) for verb, path in _changes(plan)))
    tasks = {path: sources.tasks(path) for path in verbs}
    causes = attribution.causes(tasks)
    changed = (Change(verb, path, tasks[path], causes[path]) for path, verb in verbs.items())
    return Effects(tuple(changed), inputs, sources, attribution)


def _changes(plan: Plan) -> Iterator[tuple[Verb, str]]:
    """Yield the changed paths; none if errors prevent the build."""
    if plan.release.failed():
        return
    for old, new in changes(plan.store, plan.before, plan.release.state.manifest):
        verb = _verb(old, new)
        if verb is not None:
            yield verb, (new or old).path  # type: ignore[union-attr]  # a change has one of them


def _verb(old: Entry | None, new: Entry | None) -> Verb | None:
    if new is None:
        return "remove"
    if old is not None and old.blobs() == new.blobs():
        return None
    return "make" if any(is_unmade(blob) for blob, _ in new.blobs()) else "write"


def _named(causes: Causes) -> Iterator[tuple[Kind, tuple[Cause, ...]]]:
    yield from (("alone", (cause,)) for cause in causes.alone)
    if causes.together:
        yield "together", causes.together
    yield from (("possible", (cause,)) for cause in causes.possible)
