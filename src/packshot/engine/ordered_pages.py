"""Pages of an ordered listing: ranges of sorted items, cut by content.

A page ends before the item with the lowest hash among those that give it an admissible length. So the pages depend on
the items alone, not on earlier states, and a change that affects a cut affects few others: `cut` finds the same items
again soon after it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from itertools import groupby, islice
from typing import NamedTuple

from packshot.engine.buckets import page_key
from packshot.engine.sorted_map import SortedMap
from packshot.engine.tables import key, parts
from packshot.engine.types import Json, Listing, digest

FOLLOWING = 2
"""The largest number of later pages that a page knows, so that distant growth does not change it."""

BACK = 4
"""The number of pages before a change where cutting begins again.

A cut depends on the items of at most four pages of the least length. The page before these four keeps its cut and
keeps `FOLLOWING` pages after it.
"""

Entry = tuple[str, Json]
"""The key of an item in the table of items, without its task, and its data."""


class Range(NamedTuple):
    """One page: its number from 0, the key of its first item, its items, and the number of later pages, up to two.

    For page 0, `first` is the prefix of the keys of all items of the listing.
    """

    number: int
    first: str
    items: list[tuple[str, Json]]
    following: int


def lengths(size: int) -> tuple[int, int]:
    """Return the least and the greatest number of items of a page, for pages of about `size` items."""
    least = max(size // 2, 1)
    return least, 3 * least


def cut(entries: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    """Yield the pages of sorted entries; one empty page if there are none.

    The last page is shorter than the least length only if it is the only one.
    """
    least, greatest = lengths(size)
    stream, waiting = iter(entries), list[Entry]()
    while True:
        waiting += islice(stream, greatest + least - len(waiting))
        if len(waiting) <= greatest:
            yield waiting
            return
        last = min(greatest, len(waiting) - least)
        place = min(range(least, last + 1), key=lambda place: _rank(waiting[place]))
        yield waiting[:place]
        waiting = waiting[place:]


def _rank(entry: Entry) -> str:
    return digest(parts(entry[0])[2].encode("utf-8", "surrogatepass"))


class Limits(NamedTuple):
    """The limits of a page: the key of its first item, that of the first item of the next page, and the number of later
    pages, up to two.

    `first` is None if the page does not exist, and `end` if there is no next page. For page 0, `first` is the prefix of
    the keys of all items of the listing.
    """

    first: str | None
    end: str | None
    following: int

    def may_hold(self, place: str) -> bool:
        """Return whether the page may contain items whose keys begin with `place`; False if the page does not exist."""
        is_after = self.first is not None and _place(self.first) <= place
        return is_after and (self.end is None or place < self.end)


class Cuts:
    """The stored pages of an ordered listing: the key of the first item of each."""

    def __init__(self, pages: SortedMap, listing: str, is_outdated: bool = False) -> None:
        """Outdated cuts are ignored, as if there were no pages."""
        self._pages = pages
        self._listing = listing
        last = pages.before(key(listing, "g")) or ""
        is_there = last.startswith(key(listing, "")) and not is_outdated
        self.count = int(parts(last)[1], 16) + 1 if is_there else 0

    def first(self, number: int) -> str | None:
        """Return the key of the first item of a page; None if there is no such page.

        For page 0, this is the prefix of the keys of all items of the listing.
        """
        row = self._pages.get(page_key(self._listing, number)) if number < self.count else None
        return None if row is None else str(row[0])

    def limits(self, number: int) -> Limits:
        """Return the limits of a page."""
        following = min(max(self.count - number - 1, 0), FOLLOWING)
        return Limits(self.first(number), self.first(number + 1), following)

    def holding(self, place: str) -> int:
        """Return the number of the first page that may contain items whose keys begin with `place`; 0 without pages."""
        return max(bisect_right(range(self.count), place, key=lambda number: self.first(number) or "") - 1, 0)


class Recut:
    """The pages of an ordered listing after changes of its items at some places."""

    def __init__(self, items: SortedMap, listing: Listing, former: Cuts, places: Iterable[str]) -> None:
        """`places` are prefixes of keys; the prefix of the whole listing stands for its first page."""
        self._items = items
        self._listing = listing
        self._former = former
        self._places = sorted(places)
        self.count = former.count

    def changed(self) -> Iterator[Range]:
        """Yield the pages that differ from the former ones, in order. Items far from a change are not read."""
        waiting = self._places
        while waiting:
            number = max(self._former.holding(waiting[0]) - BACK, 0)
            beyond = yield from self._from(number)
            waiting = [] if beyond is None else self._places[bisect_left(self._places, _place(beyond)) :]

    def _from(self, number: int) -> Generator[Range, None, str | None]:
        """Yield the changed pages from a number on.

        Return the key from which the former pages go on; None at the end of the listing.
        """
        first = self._former.first(number) or key(self._listing.id, "")
        for entries, later in _with_later(self._cut(first)):
            if not self._is_same(number, first, later):
                yield Range(number, first, [(parts(place)[2], data) for place, data in entries], len(later))
            number += 1
            if self._go_on(number, later):
                return later[0]
            first = later[0] if later else first
        self.count = number
        return None

    def _cut(self, first: str) -> Iterator[list[Entry]]:
        lines = self._items.between(first, f"{key(self._listing.id)}\1")
        entries = ((place, next(group)[1]) for place, group in groupby(lines, key=_without_task))
        return cut(entries, self._listing.size)

    def _is_same(self, number: int, first: str, later: list[str]) -> bool:
        """Return whether the former page has the same limits, and no change is between them."""
        end = later[0] if later else None
        if self._former.limits(number) != Limits(first, end, len(later)):
            return False
        place = bisect_left(self._places, _place(first))
        return place == len(self._places) or (end is not None and self._places[place] >= end)

    def _go_on(self, number: int, later: list[str]) -> bool:
        """Return whether the former pages go on unchanged from this one, up to a distant change."""
        if not later or self._former.first(number) != later[0]:
            return False
        place = bisect_left(self._places, _place(later[0]))
        return place == len(self._places) or self._former.holding(self._places[place]) - BACK > number


def _with_later(pages: Iterator[list[Entry]]) -> Iterator[tuple[list[Entry], list[str]]]:
    """Yield each page with the keys of the first items of the pages that follow, up to `FOLLOWING`."""
    window = deque(islice(pages, FOLLOWING + 1))
    while window:
        page = window.popleft()
        yield page, [other[0][0] for other in window]
        window.extend(islice(pages, 1))


def _without_task(line: Entry) -> str:
    return line[0].rpartition("\0")[0]


def _place(item: str) -> str:
    """Return the prefix of the keys of all items at the place of an item."""
    return item.rpartition("\0")[0] + "\0"
