"""The evaluated tasks behind a path: its makers, and for a page of a listing the tasks of its changed members and the
tasks that declare the listing.
"""

from __future__ import annotations

from collections.abc import Iterator

from packshot.engine.pages import ChangedMember, affecting, buckets_of, changed_members, first_listing, is_page, page_of
from packshot.engine.release import Release
from packshot.engine.state import Tables
from packshot.engine.tables import key, parts
from packshot.engine.types import Task


class Sources:
    """The evaluated tasks behind the paths of a release."""

    def __init__(self, release: Release) -> None:
        self._release = release
        self._old, self._new = release.base.tables, release.state.tables
        self._members: dict[str, list[ChangedMember]] = {}
        self._pages: dict[str, frozenset[Task]] = {}

    def tasks(self, path: str) -> frozenset[Task]:
        """Return the evaluated tasks behind a path: its makers, and for a page of a listing the tasks of its changed
        members and the tasks that declare the listing.
        """
        found = (self._behind(maker) for maker in self.makers(path))
        return frozenset().union(*found)

    def makers(self, path: str) -> list[str]:
        """Return the tasks and pages that claim or claimed a path, each once, sorted."""
        prefix = key(path, "")
        return sorted({parts(place)[1] for each in (self._old, self._new) for place, _ in each.claims.scan(prefix)})

    def changed_makers(self, path: str) -> list[str]:
        """Return the makers whose part of the path differs, sorted."""
        old, new = ({place: value[1] for place, value in each.claims.scan(key(path, ""))} for each in self._both())
        return sorted({parts(place)[1] for place in {**old, **new} if old.get(place) != new.get(place)})

    def declarers(self, listing: str) -> set[Task]:
        """Return the evaluated tasks that declare or declared a listing."""
        found = {parts(line)[1] for each in self._both() for line, _ in each.listings.scan(key(listing, ""))}
        return found & self._release.dirty

    def is_declared_anew(self, listing: str) -> bool:
        """Return whether the declaration of a listing has changed."""
        return first_listing(self._old, listing) != first_listing(self._new, listing)

    def sizes(self, listing: str) -> tuple[int, int]:
        """Return the number of members of a listing before and after."""
        return self._old.sizes.get(listing, 0), self._new.sizes.get(listing, 0)

    def members(self, listing: str, bucket: int) -> Iterator[ChangedMember]:
        """Yield the changed members on which a page depends.

        These are all changed members of the listing if the number of buckets or, for the first page, the number of
        members has changed; also if the limits of an ordered page have changed, but none of its items.
        """
        if listing not in self._members:
            places = self._release.places.get(listing, set())
            self._members[listing] = list(changed_members(self._old, self._new, listing, places))
        places = self._release.places.get(listing, set())
        (old, new), sizes = self._buckets(listing), self.sizes(listing)
        is_any = old != new or (bucket == 0 and sizes[0] != sizes[1])
        own = places if is_any else set(affecting(self._old, self._new, listing, bucket, places))
        yield from (each for each in self._members[listing] if each.place in own)

    def _buckets(self, listing: str) -> list[int]:
        declared = ((each, first_listing(each, listing)) for each in self._both())
        return [buckets_of(each, found) if found and not found.ordered else 1 for each, found in declared]

    def _behind(self, maker: str) -> frozenset[Task]:
        if not is_page(maker):
            return frozenset({maker}) & self._release.dirty
        if maker not in self._pages:
            listing, bucket = page_of(maker)
            members = {each.task for each in self.members(listing, bucket)}
            self._pages[maker] = frozenset((members & self._release.dirty) | self.declarers(listing))
        return self._pages[maker]

    def _both(self) -> tuple[Tables, Tables]:
        return self._old, self._new
