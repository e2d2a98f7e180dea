"""The effects of a plan: artifacts to make, write or remove, and the number of changed paths for each task."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from packshot.engine.dirty import Reason
from packshot.engine.manifest import Entry, changes
from packshot.engine.pages import buckets_of, changed_members, first_listing, is_page, page_of
from packshot.engine.plan import Plan
from packshot.engine.tables import key, parts
from packshot.engine.types import Task

Verb = Literal["make", "write", "remove"]
"""make: the bytes are not known yet and may be equal; write: they are known and differ."""


@dataclass(slots=True)
class Effects:
    """The changes of a plan in order of path, and the number of changed paths for each task."""

    changes: list[tuple[Verb, str]] = field(default_factory=list)
    paths: dict[Task, int] = field(default_factory=dict)


def effects(plan: Plan) -> Effects:
    """Return the effects of a plan; no effects if the plan has errors.

    The numbers of changed paths are omitted if all tasks are evaluated.
    """
    found = Effects()
    if plan.release.failed():
        return found
    sources = _Sources(plan)
    for old, new in changes(plan.store, plan.before, plan.release.state.manifest):
        verb = _verb(old, new)
        if verb is not None:
            path = (new or old).path  # type: ignore[union-attr]  # a change has one of them
            found.changes.append((verb, path))
            for record in sources.of(path):
                found.paths[record] = found.paths.get(record, 0) + 1
    found.changes.sort(key=lambda change: change[1])
    return found


def by_reason(plan: Plan) -> list[tuple[Reason, list[Task]]]:
    """Return each reason with the tasks that it causes to be evaluated, sorted by file, node, kind and timestamp."""
    groups: dict[Reason, list[Task]] = {}
    for record, reason in sorted(plan.release.reasons.items()):
        groups.setdefault(reason, []).append(record)
    return sorted(groups.items(), key=lambda group: (group[0].path, group[0].node, group[0].why, group[0].instant))


def _verb(old: Entry | None, new: Entry | None) -> Verb | None:
    if new is None:
        return "remove"
    if old is not None and old.blobs() == new.blobs():
        return None
    return "write" if all(blob for blob, _ in new.blobs()) else "make"


class _Sources:
    """A lookup of the evaluated tasks that cause a path to change."""

    def __init__(self, plan: Plan) -> None:
        self._release = plan.release
        self._tables = (plan.release.base.tables, plan.release.state.tables)
        self._pages: dict[str, set[Task]] = {}

    def of(self, path: str) -> set[Task]:
        """Return the evaluated tasks that make a path; an empty set if all tasks are evaluated.

        For a page, return the tasks of its changed members or, if there are none, the tasks that declare its listing.
        """
        if self._release.everything is not None:
            return set()
        makers = {parts(place)[1] for tables in self._tables for place, _ in tables.claims.scan(key(path, ""))}
        return {record for maker in makers for record in self._behind(maker) if record in self._release.reasons}

    def _behind(self, maker: str) -> set[Task]:
        if not is_page(maker):
            return {maker}
        if maker not in self._pages:
            name, bucket = page_of(maker)
            self._pages[maker] = set(self._members(name, bucket)) or set(self._declarers(name))
        return self._pages[maker]

    def _members(self, name: str, bucket: int) -> Iterator[Task]:
        places = self._release.places.get(name, set())
        for tables in self._tables:
            declared = first_listing(tables, name)
            buckets = buckets_of(tables, declared) if declared else 1
            yield from (record for _, record in changed_members(tables, name, bucket, buckets, places))

    def _declarers(self, name: str) -> Iterator[Task]:
        for tables in self._tables:
            yield from (parts(line)[1] for line, _ in tables.listings.scan(key(name, "")))
