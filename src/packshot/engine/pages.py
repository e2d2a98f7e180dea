"""Listings: detection of changed members, and composition of the changed pages."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple, cast

from packshot.engine.buckets import bucket_of, count_of_buckets, limits_of, page_key
from packshot.engine.claims import Claims, Job
from packshot.engine.comparison import differences
from packshot.engine.disk import Scratch
from packshot.engine.external_sort import Edit, ExternalSort, applied
from packshot.engine.ordered_pages import Cuts, Recut
from packshot.engine.output_rules import twice, unfit
from packshot.engine.sorted_map import SortedMap
from packshot.engine.state import State, Tables, with_tables
from packshot.engine.tables import key, parts
from packshot.engine.types import Aggregate, Json, Listing, Page, Program, Task, View
from packshot.findings import Finding, Location, Severity


@dataclass(slots=True)
class Members:
    """The changed members of listings, collected from the stream of item edits."""

    old: SortedMap
    fresh: bool
    places: dict[str, set[str]] = field(default_factory=dict)
    """Listing -> places of members that were added, removed or changed; empty after a full read."""
    growth: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def watch(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Yield the edits of items unchanged, and record the members that they change."""
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
        """Add a finding if tasks give different data for one member.

        Several tasks may give a member if their data is equal.
        """
        first = next(iter(new), None)
        for place, value in new.items():
            if first is not None and value != new[first]:
                makers = parts(first)[3], parts(place)[3]
                self.findings.append(twice(Location(listing), listing, member, *makers))


def resized(sizes: SortedMap, growth: dict[str, int]) -> SortedMap:
    """Return the table of sizes, updated by the growth of each listing."""
    grown = ((name, sizes.get(name, 0) + by) for name, by in sorted(growth.items()) if by)
    return sizes.update((name, str(count) if count else None) for name, count in grown)


class Composition:
    """The composition of the pages of listings whose declaration, members or size has changed."""

    def __init__(self, program: Program, base: Tables, state: State, claims: Claims, scratch: Scratch) -> None:
        self._program = program
        self._base = base
        self._state = state
        self._claims = claims
        self._edits = ExternalSort(scratch)
        self.findings: list[Finding] = []

    def jobs(self, listings: Iterable[str], places: dict[str, set[str]] | None) -> Iterator[Job]:
        """Compose the changed pages of these listings, and yield the jobs of their views.

        `places` maps each listing to the places of its changed members. All pages of a listing are composed if `places`
        is None, or if the declaration of the listing has changed.
        """
        for name in listings:
            declared, count = self._declared(name), 0
            if declared is not None:
                is_known = places is not None and first_listing(self._base, name) == declared
                changed = places.get(name, set()) if places is not None and is_known else None
                count = yield from (self._ordered if declared.ordered else self._hashed)(declared, changed)
            yield from self._drop(name, count)

    def sealed(self) -> State:
        """Return the state with the composed pages."""
        pages = self._state.tables.pages.update(self._edits.sorted())
        self._edits.close()
        return with_tables(self._state, pages=pages)

    def _hashed(self, declared: Listing, places: set[str] | None) -> Generator[Job, None, int]:
        """Compose the changed buckets of a listing, or all if `places` is None; return the number of buckets."""
        buckets = buckets_of(self._state.tables, declared)
        for bucket in self._changed(declared, buckets, places):
            page = Page(bucket, buckets, self._count(declared, bucket), self._items(declared.id, bucket, buckets))
            yield from self._compose(declared, page)
        return buckets

    def _ordered(self, declared: Listing, places: set[str] | None) -> Generator[Job, None, int]:
        """Compose the changed pages of an ordered listing, or all if `places` is None; return the number of pages."""
        changed = {key(declared.id, place, "") for place in places or ()}
        if places is None or self._has_grown(declared):
            changed.add(key(declared.id, ""))
        former = Cuts(self._base.pages, declared.id, is_outdated=places is None)
        recut = Recut(self._state.tables.items, declared, former, changed)
        for each in recut.changed():
            buckets = each.number + 1 + each.following
            page = Page(each.number, buckets, self._count(declared, each.number), each.items)
            yield from self._compose(declared, page, each.first)
        return recut.count

    def _changed(self, declared: Listing, buckets: int, places: set[str] | None) -> Iterable[int]:
        """Return the buckets that may have changed, in order."""
        if places is None or buckets_of(self._base, declared) != buckets:
            return range(buckets)
        touched = {bucket_of(place, buckets) for place in places}
        return sorted(touched | {0} if self._has_grown(declared) else touched)

    def _has_grown(self, declared: Listing) -> bool:
        return bool(self._base.sizes.get(declared.id) != self._state.tables.sizes.get(declared.id))

    def _count(self, declared: Listing, number: int) -> int | None:
        """Return the number of items of a listing, for its first page."""
        return self._state.tables.sizes.get(declared.id, 0) if number == 0 else None

    def _declared(self, name: str) -> Listing | None:
        """Return the declaration of a listing. Several tasks may declare it if the declarations are equal."""
        found = list(self._state.tables.listings.scan(key(name, "")))
        for place, value in found:
            if value != found[0][1]:
                self.findings.append(twice(Location(name), name, "", parts(found[0][0])[1], parts(place)[1]))
        return Listing(name, *found[0][1]) if found else None

    def _compose(self, declared: Listing, page: Page, first: str = "") -> Iterator[Job]:
        output = cast("Aggregate", self._program.output(declared.output))
        views: dict[tuple[str, str], View] = {}
        for composed in output.compose(declared.data, page):
            self.findings += self._problems(declared, composed, views)
        if not any(finding.severity is Severity.ERROR for finding in self.findings):
            yield from self._replace(declared.id, page.bucket, list(views.values()), first)

    def _problems(
        self, declared: Listing, composed: View | Finding, views: dict[tuple[str, str], View]
    ) -> Iterator[Finding]:
        """Add a composed view to `views`, and yield the findings about it; yield a composed finding unchanged."""
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
        """Withdraw the pages that no longer exist."""
        for place, _ in list(self._base.pages.between(page_key(name, buckets), key(name, "g"))):
            yield from self._replace(name, int(parts(place)[1], 16), [])

    def _replace(self, name: str, number: int, views: list[View], first: str = "") -> Iterator[Job]:
        place = page_key(name, number)
        old = self._base.pages.get(place)
        new = [first, [[view.path, view.part] for view in views]] if views or first else None
        if new != old:
            self._edits.put(place, new)
        yield from self._claims.replace(page_maker(name, number), old[1] if old else [], views)


def buckets_of(tables: Tables, listing: Listing) -> int:
    """Return the number of buckets that a listing sets; if it sets none, the number computed from its size in the
    tables.
    """
    return count_of_buckets(tables.sizes.get(listing.id, 0), listing.size, listing.buckets)


class ChangedMember(NamedTuple):
    """A member of a listing that was added, removed or changed, and a task that gives or gave it."""

    place: str
    member: str
    task: Task


def changed_members(old: Tables, new: Tables, listing: str, places: Iterable[str]) -> Iterator[ChangedMember]:
    """Yield the members at these places of a listing that differ between two states."""
    for place in sorted(places):
        prefix = key(listing, place, "")
        for line, _, _ in differences(old.items.scan(prefix), new.items.scan(prefix)):
            yield ChangedMember(*parts(line)[1:])


def affecting(old: Tables, new: Tables, listing: str, number: int, places: set[str]) -> list[str]:
    """Return those of the changed places that a page of a listing depends on, sorted.

    An ordered page whose limits have changed, but none of its items, depends on all changed places: each of them may
    have moved the limits.
    """
    declared = first_listing(new, listing) or first_listing(old, listing)
    if declared is not None and declared.ordered:
        limits = {Cuts(tables.pages, listing).limits(number) for tables in (old, new)}
        own = [place for place in places if any(each.may_hold(key(listing, place, "")) for each in limits)]
        return sorted(own or (places if len(limits) > 1 else ()))
    buckets = buckets_of(new, declared) if declared else 1
    return sorted(place for place in places if bucket_of(place, buckets) == number)


def page_maker(listing: str, bucket: int) -> str:
    """Return the maker of the claims of a page."""
    return f"#{listing}#{bucket}"


def page_of(maker: str) -> tuple[str, int]:
    """Return the listing and the number of a page, given its name as a maker."""
    name, _, bucket = maker[1:].rpartition("#")
    return name, int(bucket)


def is_page(maker: str) -> bool:
    """Return whether a maker is a page of a listing, not a task."""
    return maker.startswith("#")


def first_listing(tables: Tables, name: str) -> Listing | None:
    """Return the declaration of a listing from the first task that gives one; None if no task does."""
    found = next(tables.listings.scan(key(name, "")), None)
    return None if found is None else Listing(name, *found[1])
