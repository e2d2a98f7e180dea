"""The chain of reasons behind one path of a plan: makers, changed members of listings, and causes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packshot.engine.causes import NO_CAUSES, Attribution
from packshot.engine.effects import Change, Effects
from packshot.engine.pages import is_page, page_of
from packshot.engine.plan import Plan
from packshot.engine.reasons import CLOCK, Cause, Reason
from packshot.engine.types import Task
from packshot.engine.undo import EVALUATIONS, RUNS, Obstacle

SHOWN = 5
"""The largest number of makers of a path, members of a page, nodes of a file, and timestamps that are listed."""

_VERBS = {"make": "is built", "write": "is written", "remove": "is removed"}

_OBSTACLES: dict[Obstacle | None, str] = {
    "error": "undone alone, the build has errors",
    "limit": f"not verified: more than {RUNS} changed files or {EVALUATIONS:,} records to evaluate again",
    "unreadable": "not verified: the repository does not have the earlier version of the file",
    None: "not verified: other changes cannot be undone",
}


def cause_text(cause: Cause, reasons: Iterable[Reason], shown: int = SHOWN) -> str:
    """Return a cause with the inputs of tasks that it changes: `FILE: node, node`, or the timestamps passed.

    The text is `FILE` alone if the reasons name no node. At most `shown` inputs are listed.
    """
    ordered = sorted(reasons, key=lambda reason: reason.order)
    if cause == CLOCK:
        return f"the clock passed {_capped([each.instant for each in ordered], shown)}"
    nodes = [each.node for each in ordered if each.node]
    return f"{cause}: {_capped(nodes, shown)}" if nodes else cause


def obstacle_text(obstacle: Obstacle | None) -> str:
    """Return the note on a cause that could not be verified."""
    return _OBSTACLES[obstacle]


def why(plan: Plan, effects: Effects, path: str) -> tuple[str, ...]:
    """Return the lines of the chain of reasons from a path to its makers and to the causes of its change.

    For a path that does not change, the lines say so and name its makers. Empty for an unknown path.
    """
    makers = effects.sources.makers(path)
    change = next((each for each in effects.changes if each.path == path), None)
    if not makers and change is None:
        return ()
    chain = _Chain(plan, effects, change)
    verb = "does not change" if change is None else _VERBS[change.verb]
    lines = chain.makers(effects.sources.changed_makers(path) if change else makers)
    return (f"{path} {verb}", *(f"  {line}" for line in (*lines, *chain.others())))


class _Chain:
    """The lines of one chain."""

    def __init__(self, plan: Plan, effects: Effects, change: Change | None) -> None:
        self._release = plan.release
        self._effects = effects
        self._causes = NO_CAUSES if change is None else change.causes
        self._is_changed = change is not None

    def makers(self, makers: list[str]) -> Iterator[str]:
        """Yield the makers with the causes that act on them."""
        for maker in makers[:SHOWN]:
            yield from self._page(*page_of(maker)) if is_page(maker) else self._record(maker)
        if len(makers) > SHOWN:
            yield f"<- and {len(makers) - SHOWN} more records or pages"

    def others(self) -> Iterator[str]:
        """Yield the causes that do not act alone, or that are not certain."""
        if self._causes.together:
            names = ", ".join(map(_name, self._causes.together))
            yield f"<- together: {names} (undoing only one of them has no effect or is an error)"
        for cause in self._causes.possible:
            yield f"<- possibly {_name(cause)} ({obstacle_text(self._effects.obstacle('possible', (cause,)))})"

    def _record(self, task: Task) -> Iterator[str]:
        yield f"<- record {task}"
        if self._release.everything is not None:
            yield f"<- all records are evaluated: {self._release.everything}"
        elif not self._is_changed:
            is_evaluated = task in self._release.dirty
            yield "<- evaluated with the same result" if is_evaluated else "<- nothing it reads has changed"
        else:
            yield from self._causes_of(task, self._causes.alone)

    def _causes_of(self, task: Task, causes: Iterable[Cause]) -> Iterator[str]:
        for cause in causes:
            found = self._effects.of_task(task, (cause,))
            if found:
                yield f"<- {cause_text(cause, found)}"

    def _page(self, listing: str, bucket: int) -> Iterator[str]:
        """Yield a page with its changed declaration and its changed members."""
        before, now = self._effects.sources.sizes(listing)
        grown = f" ({before} members before, {now} now)" if before != now else ""
        yield f"<- page {bucket} of listing {listing}{grown}"
        if self._release.everything is not None:
            yield f"<- all records are evaluated: {self._release.everything}"
        elif self._is_changed:
            yield from self._declaration(listing)
            yield from self._members(listing, bucket)

    def _declaration(self, listing: str) -> Iterator[str]:
        if not self._effects.sources.is_declared_anew(listing):
            return
        acting = [cause for cause in self._causes.alone if self._attribution.changes_declaration(cause, listing)]
        for task in sorted(self._effects.sources.declarers(listing)):
            lines = list(self._causes_of(task, acting))
            if lines:
                yield from (f"<- its declaration, by record {task}", *(f"  {line}" for line in lines))

    def _members(self, listing: str, bucket: int) -> Iterator[str]:
        found: dict[str, list[str]] = {}
        for place, member, task in self._effects.sources.members(listing, bucket):
            is_acting = self._attribution.changes_members
            acting = [cause for cause in self._causes.alone if is_acting(cause, listing, place)]
            lines = list(self._causes_of(task, acting))
            if lines:
                found[member] = [f"<- record {task}", *lines]
        for member, lines in sorted(found.items())[:SHOWN]:
            yield from (f"<- member {member}", *(f"  {line}" for line in lines))
        if len(found) > SHOWN:
            yield f"<- and {len(found) - SHOWN} more members"

    @property
    def _attribution(self) -> Attribution:
        assert self._effects.attribution is not None
        return self._effects.attribution


def _name(cause: Cause) -> str:
    return "the clock" if cause == CLOCK else cause


def _capped(names: list[str], shown: int) -> str:
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return ", ".join(dict.fromkeys(names[:shown])) + more
