"""Listings: what their items have become, and the pages that must be composed again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import cast

from packshot.engine.buckets import bucket_of, count_of_buckets, limits_of
from packshot.engine.claims import Claims, Job
from packshot.engine.disk import Scratch
from packshot.engine.external_sort import Edit, ExternalSort, applied
from packshot.engine.output_rules import twice, unfit
from packshot.engine.sorted_map import SortedMap
from packshot.engine.state import State, Tables, with_tables
from packshot.engine.tables import key, parts
from packshot.engine.types import Aggregate, Json, Listing, Page, Program, Task, View
from packshot.findings import Finding, Location, Severity


@dataclass(slots=True)
class Members:
    """What changed among the members of listings, told while the edits of items pass by."""

    old: SortedMap
    fresh: bool
    places: dict[str, set[str]] = field(default_factory=dict)
    """Listing -> places of members that came, went or changed; not kept after a fresh reading."""
    growth: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def watch(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Pass edits of items on, member by member."""
        for member, group in groupby(edits, key=lambda edit: edit[0].rpartition("\0")[0]):
            changes = list(group)
            yield from changes
            self._note(f"{member}\0", changes)

    def _note(self, prefix: str, changes: list[Edit]) -> None:
        old = dict(self.old.scan(prefix)) if self.old else {}
        new = applied(old, changes)
        listing, place, member, _ = parts(prefix)
        self._compare(listing, member, new)
        if [*old.values()][:1] != [*new.values()][:1]:
            if not self.fresh:
                self.places.setdefault(listing, set()).add(place)
            self.growth[listing] = self.growth.get(listing, 0) + bool(new) - bool(old)

    def _compare(self, listing: str, member: str, new: dict[str, Json]) -> None:
        """Several records may give one member, if they say the same of it."""
        first = next(iter(new), None)
        for place, value in new.items():
            if first is not None and value != new[first]:
                makers = parts(first)[3], parts(place)[3]
                self.findings.append(twice(Location(listing), listing, member, *makers))


def resized(sizes: SortedMap, growth: dict[str, int]) -> SortedMap:
    """The table of sizes after members came and went."""
    grown = ((name, sizes.get(name, 0) + by) for name, by in sorted(growth.items()) if by)
    return sizes.update((name, str(count) if count else None) for name, count in grown)


class Composition:
    """Composes the pages of listings whose declaration, members or size have changed."""

    def __init__(self, program: Program, base: Tables, state: State, claims: Claims, scratch: Scratch) -> None:
        self._program = program
        self._base = base
        self._state = state
        self._claims = claims
        self._edits = ExternalSort(scratch)
        self.findings: list[Finding] = []

    def jobs(self, listings: Iterable[str], places: dict[str, set[str]] | None) -> Iterator[Job]:
        """Compose what changed of these listings, everything of them if `places` is None; gives jobs."""
        for name in listings:
            declared = self._declared(name)
            buckets = 0 if declared is None else buckets_of(self._state.tables, declared)
            if declared is not None:
                for bucket in self._changed(declared, buckets, None if places is None else places.get(name, set())):
                    yield from self._compose(declared, bucket, buckets)
            yield from self._drop(name, buckets)

    def sealed(self) -> State:
        """The state with the composed pages in it."""
        pages = self._state.tables.pages.update(self._edits.sorted())
        self._edits.close()
        return with_tables(self._state, pages=pages)

    def _changed(self, declared: Listing, buckets: int, places: set[str] | None) -> Iterable[int]:
        """The buckets that may have changed, in order."""
        name = declared.id
        before = None if places is None else first_listing(self._base, name)
        if places is None or before != declared or buckets_of(self._base, declared) != buckets:
            return range(buckets)
        touched = {bucket_of(place, buckets) for place in places}
        grown = self._base.sizes.get(name) != self._state.tables.sizes.get(name)
        return sorted(touched | {0} if grown else touched)

    def _declared(self, name: str) -> Listing | None:
        """The declaration of a listing; several records may declare it, if they say the same."""
        found = list(self._state.tables.listings.scan(key(name, "")))
        for place, value in found:
            if value != found[0][1]:
                self.findings.append(twice(Location(name), name, "", parts(found[0][0])[1], parts(place)[1]))
        return Listing(name, *found[0][1]) if found else None

    def _compose(self, declared: Listing, bucket: int, buckets: int) -> Iterator[Job]:
        count = self._state.tables.sizes.get(declared.id, 0) if bucket == 0 else None
        page = Page(bucket, buckets, count, self._items(declared.id, bucket, buckets))
        output = cast("Aggregate", self._program.output(declared.output))
        views: dict[tuple[str, str], View] = {}
        for composed in output.compose(declared.data, page):
            self.findings += self._problems(declared, composed, views)
        if not any(finding.severity is Severity.ERROR for finding in self.findings):
            yield from self._replace(declared.id, bucket, list(views.values()))

    def _problems(
        self, declared: Listing, composed: View | Finding, views: dict[tuple[str, str], View]
    ) -> Iterator[Finding]:
        """Put a view with the others; what a page finds wrong with its members, or we with the view."""
        if isinstance(composed, Finding):
            yield composed
            return
        yield from unfit(composed, Location(declared.id))
        if views.setdefault((composed.path, composed.part), composed) != composed:
            yield twice(Location(declared.id), composed.path, composed.part, declared.id)

    def _items(self, name: str, bucket: int, buckets: int) -> Sequence[tuple[str, Json]]:
        items = self._state.tables.items.between(*limits_of(name, bucket, buckets))
        return list({parts(place)[2]: data for place, data in items}.items())

    def _drop(self, name: str, buckets: int) -> Iterator[Job]:
        """Take back the pages of buckets that are no more."""
        for place, _ in list(self._base.pages.between(page_key(name, buckets), key(name, "g"))):
            yield from self._replace(name, int(parts(place)[1], 16), [])

    def _replace(self, name: str, bucket: int, views: list[View]) -> Iterator[Job]:
        place = page_key(name, bucket)
        old = self._base.pages.get(place, [])
        new = [[view.path, view.part] for view in views]
        if new != old:
            self._edits.put(place, new or None)
        yield from self._claims.replace(page_maker(name, bucket), old, views)


def buckets_of(tables: Tables, listing: Listing) -> int:
    """How many buckets a listing has by the tables of a state."""
    return count_of_buckets(tables.sizes.get(listing.id, 0), listing.size, listing.buckets)


def changed_members(
    tables: Tables, listing: str, bucket: int, buckets: int, places: set[str]
) -> Iterator[tuple[str, Task]]:
    """The members in a bucket of a listing that are at some places, each with a record that gives it."""
    if any(bucket_of(place, buckets) == bucket for place in places):
        for line, _ in tables.items.between(*limits_of(listing, bucket, buckets)):
            _, place, member, record = parts(line)
            if place in places:
                yield member, record


def page_key(listing: str, bucket: int) -> str:
    """The key of a bucket in the table of pages."""
    return key(listing, f"{bucket:08x}")


def page_maker(listing: str, bucket: int) -> str:
    """Who claims the paths of a bucket."""
    return f"#{listing}#{bucket}"


def page_of(maker: str) -> tuple[str, int]:
    """The listing and the bucket of a maker that is a page."""
    name, _, bucket = maker[1:].rpartition("#")
    return name, int(bucket)


def is_page(maker: str) -> bool:
    """Whether a maker is a page of a listing, not a record."""
    return maker.startswith("#")


def first_listing(tables: Tables, name: str) -> Listing | None:
    """The declaration of a listing, by the first record that gives one."""
    found = next(tables.listings.scan(key(name, "")), None)
    return None if found is None else Listing(name, *found[1])
