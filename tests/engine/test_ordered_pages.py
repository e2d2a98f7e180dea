"""Ordered listings: pages in order, cut by content, changed where an item changes."""

import os
import random
import sys
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_shelf import DictPlace

from packshot.engine.buckets import item_key, page_key
from packshot.engine.external_sort import Edit, text
from packshot.engine.ordered_pages import Cuts, Range, Recut, lengths
from packshot.engine.sorted_map import SortedMap, SortedMaps
from packshot.engine.store import Store
from packshot.engine.tables import key, parts
from packshot.engine.types import Json, Listing

MANY, MOVES = (100_000, 200) if os.environ.get("PACKSHOT_LARGE") else (10_000, 40)

Order = dict[str, str]
"""Member -> sort key."""


class Counting:
    """The items of a listing; counts those that are read."""

    def __init__(self, items: SortedMap) -> None:
        self.items = items
        self.read = 0

    def between(self, low: str, high: str | None = None) -> Iterator[tuple[str, Json]]:
        for entry in self.items.between(low, high):
            self.read += 1
            yield entry


class Listed:
    """The stored pages of one listing, after edits of its items."""

    def __init__(self, size: int) -> None:
        self.listing = Listing("l", "row", size, None, ordered=True)
        maps = SortedMaps(Store(DictPlace()))
        self.items, self.pages = maps.open(""), maps.open("")
        self.order: Order = {}
        self.read = 0

    def edit(self, changes: dict[str, str | None]) -> list[Range]:
        """Move members to other places, None removes; return the pages that are composed."""
        old, size = self.order, len(self.order)
        self.order = {name: place for name, place in {**old, **changes}.items() if place is not None}
        moved = {name for name in changes if old.get(name) != self.order.get(name)}
        lines = {item_key("l", name, "task", order=old[name]): None for name in moved if name in old}
        new = {item_key("l", name, "task", order=self.order[name]): "{}" for name in moved if name in self.order}
        self.items = self.items.update(sorted({**lines, **new}.items()))
        places = {f"{key(*parts(line)[:2])}\0" for line in (*lines, *new)}
        return self._recut(places | ({key("l", "")} if len(self.order) != size or not self.pages else set()))

    def _recut(self, places: set[str]) -> list[Range]:
        items = Counting(self.items)
        recut = Recut(items, self.listing, Cuts(self.pages, "l"), places)  # type: ignore[arg-type]
        composed = list(recut.changed())
        gone = range(recut.count, Cuts(self.pages, "l").count)
        rows: list[Edit] = [(page_key("l", page.number), text([page.first, []])) for page in composed]
        self.pages = self.pages.update([*rows, *((page_key("l", number), None) for number in gone)])
        self.read = items.read
        return composed


def whole(order: Order, size: int) -> tuple[Listed, list[Range]]:
    """A listing built from nothing, with all its pages."""
    listed = Listed(size)
    return listed, listed.edit(dict(order))


def rows(listed: Listed) -> list[tuple[str, Json]]:
    return list(listed.pages.scan())


names = st.sampled_from([f"m{number}" for number in range(60)])
places = st.sampled_from(["", "a", "b", "a\0", "a\1", "a\2", "~", "é", "\U0001f600", *(str(n) for n in range(40))])
few = st.dictionaries(names, st.none() | places, min_size=1, max_size=2)
many = st.dictionaries(names, st.none() | places, max_size=60)
sizes = st.integers(1, 9)


@settings(max_examples=100, deadline=None)
@given(st.lists(few | many, min_size=1, max_size=8), sizes)
def test_pages_after_any_edits_are_those_of_a_new_listing(steps: list[dict[str, str | None]], size: int) -> None:
    compare(Listed(size), dict[int, Range](), steps)


@pytest.mark.parametrize("size", [1, 2, 4])
def test_pages_after_single_moves_are_those_of_a_new_listing(size: int) -> None:
    dice = random.Random(size)
    listed, pages = whole({f"m{number}": f"{dice.random():.9f}" for number in range(60)}, size)
    moves = [{f"m{dice.randrange(60)}": dice.choice([None, *[f"{dice.random():.9f}"] * 3])} for _ in range(200)]
    compare(listed, {page.number: page for page in pages}, moves)


@pytest.mark.parametrize(("before", "after"), [("ftujrmakp", "ftujrm"), ("jhiusltwnfxvk", "jhiusltwnf")])
def test_a_change_acts_on_pages_far_before_it(before: str, after: str) -> None:
    """The pages before the change have the least length: it moves a cut three pages, or a link four pages before."""
    listed, pages = whole({name: f"{place}" for place, name in enumerate(before)}, 1)
    compare(listed, {page.number: page for page in pages}, [dict.fromkeys({*before} - {*after})])


def compare(listed: Listed, current: dict[int, Range], steps: list[dict[str, str | None]]) -> None:
    """Edit a listing step by step, and compare its pages with those of a new listing."""
    size = listed.listing.size
    for step in steps:
        for page in listed.edit(step):
            current[page.number] = page
        fresh, pages = whole(listed.order, size)
        current = {number: page for number, page in current.items() if number < len(pages)}
        assert rows(listed) == rows(fresh)
        assert [current[page.number] for page in pages] == pages


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(names, places), sizes)
def test_pages_are_in_order_and_of_even_length(order: Order, size: int) -> None:
    _, pages = whole(order, size)
    shown = [name for page in pages for name, _ in page.items]
    assert shown == sorted(order, key=lambda name: (order[name], name))
    least, greatest = lengths(size)
    assert all(len(page.items) <= greatest for page in pages)
    assert all(len(page.items) >= least for page in pages) or len(pages) == 1
    assert [page.following for page in pages] == [min(len(pages) - page.number - 1, 2) for page in pages]


def test_a_move_in_a_long_listing_reads_a_few_pages_and_composes_two() -> None:
    dice = random.Random(1)
    order = {f"m{number}": f"{dice.random():.9f}" for number in range(MANY)}
    listed, pages = whole(order, 48)
    lengths = [len(page.items) for page in pages]
    assert 45 < MANY / len(pages) < 51
    composed, read = Counter[int](), []
    for number in range(0, MANY, MANY // MOVES):
        composed[len(listed.edit({f"m{number}": f"{dice.random():.9f}"}))] += 1
        read.append(listed.read)
    sys.stdout.write(f"{MANY} items on {len(pages)} pages of {min(lengths)} to {max(lengths)}, {MOVES} moves:\n")
    sys.stdout.write(
        f"pages composed {dict(sorted(composed.items()))}, items read {sorted(read)[MOVES // 2]} (median)\n"
    )
    assert composed[1] + composed[2] > 0.8 * MOVES
    assert sorted(read)[int(0.9 * MOVES)] < 1000
