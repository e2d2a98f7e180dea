"""Shelves against a dict, in any order of edits; and their cost."""

import json
import string
import zlib
from pathlib import Path

import pytest
from disks import FailingDisk
from hypothesis import given, settings
from hypothesis import strategies as st

from packshot.engine.disk import LocalDisk, Scratch
from packshot.engine.external_sort import ExternalSort, applied
from packshot.engine.leaves import LEAF
from packshot.engine.sorted_map import MANY, SortedMap, SortedMaps
from packshot.engine.storage import FolderStorage
from packshot.engine.store import Store
from packshot.engine.tables import key, parts

texts = st.text(st.sampled_from(string.ascii_lowercase[:4] + "\0\1/é\U0001f600"), max_size=5)


class DictPlace:
    """A place in memory that counts what is written."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.written = 0

    def read(self, name: str) -> bytes | None:
        return self.held.get(name)

    def write(self, name: str, data: bytes) -> None:
        self.held[name] = data
        self.written += 1

    def exists(self, name: str) -> bool:
        return name in self.held


def edited(shelf: SortedMap, edits: dict[str, object], bound: int = 100) -> SortedMap:
    with Scratch(LocalDisk()) as scratch:
        runs = ExternalSort(scratch, bound=bound)
        for place, value in edits.items():
            if value is None:
                runs.put(place, None)
            else:
                runs.put(place, value)
        return shelf.update(runs.sorted())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(texts, st.one_of(st.none(), st.integers(), st.text(max_size=3))), max_size=4), texts)
def test_a_shelf_holds_what_a_dict_holds(rounds: list[dict[str, object]], low: str) -> None:
    shelves, model = SortedMaps(Store(DictPlace())), dict[str, object]()
    shelf = shelves.open("")
    for edits in rounds:
        shelf = edited(shelf, edits)
        model = {place: value for place, value in {**model, **edits}.items() if value is not None}
    shelf = shelves.open(shelves.seal(shelf))
    assert list(shelf.scan()) == sorted(model.items())
    assert len(shelf) == len(model)
    assert list(shelf.scan(low)) == [each for each in sorted(model.items()) if each[0].startswith(low)]
    assert list(shelf.between(low, low + "c")) == [each for each in sorted(model.items()) if low <= each[0] < low + "c"]
    assert shelf.before(low) == max((place for place in model if place < low), default=None)
    assert shelf.get(low) == model.get(low)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(0, 999), st.booleans()), max_size=300), max_size=5))
def test_leaves_split_and_join_and_lose_nothing(rounds: list[list[tuple[int, bool]]]) -> None:
    shelves, model = SortedMaps(Store(DictPlace()), bound=0), {f"{number:04}": "x" * 500 for number in range(0, 999, 3)}
    shelf = edited(shelves.open(""), dict(model), 1 << 20)
    for edits in rounds:
        changes = {f"{number:04}": "y" * 700 if keep else None for number, keep in edits}
        shelf = edited(shelf, dict(changes), 1 << 20)
        model = {place: value for place, value in {**model, **changes}.items() if value is not None}
        assert dict(shelf.scan()) == model
        assert all(entry.size * 500 < 3 * LEAF for entry in shelf.leaves())


def test_leaves_of_an_earlier_version_are_read_and_changed() -> None:
    """They had all entries in one line."""
    store = Store(DictPlace())
    held = {"a": 1, "b,\n": {"x": '":'}, "c": None}
    leaf = store.put(zlib.compress(json.dumps(held, separators=(",", ":")).encode()))
    root = store.put(zlib.compress(json.dumps([["a", leaf, 3]]).encode()))
    shelf = SortedMaps(store).open(root)
    assert dict(shelf.scan()) == held
    assert dict(edited(shelf, {"b": 2, "c": None}).scan()) == {"a": 1, "b": 2, "b,\n": {"x": '":'}}


def filled(shelves: SortedMaps, leaves: int) -> SortedMap:
    """A shelf of about so many leaves."""
    return edited(shelves.open(""), {f"{number:06}": "x" * (LEAF // 4) for number in range(leaves * 4)}, 1 << 30)


def levels(shelf: SortedMap) -> int:
    return shelf.root()[0]


def test_one_edit_writes_one_leaf_and_one_of_each_shelf_of_leaves() -> None:
    for leaves, above in ((100, 0), (MANY * 2, 1)):
        place = DictPlace()
        shelf = filled(SortedMaps(Store(place)), leaves)
        assert levels(shelf) == above
        before = place.written
        edited(shelf, {"000201": "y" * (LEAF // 4)})
        assert place.written == before + 1 + above


def test_one_look_up_reads_one_leaf_and_a_root_that_does_not_grow() -> None:
    place = DictPlace()
    shelves = SortedMaps(Store(place))
    root = shelves.seal(filled(shelves, MANY * 4))
    read: list[int] = []
    place.read = lambda name: read.append(len(place.held[name])) or place.held[name]  # type: ignore[method-assign, func-returns-value]  # counts
    assert SortedMaps(Store(place)).open(root).get("004321") == "x" * (LEAF // 4)
    assert len(read) == 3
    assert read[0] < 1000


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(0, 999), st.booleans()), max_size=120), max_size=5), st.integers(0, 999))
def test_shelves_of_leaves_stand_upon_each_other_and_lose_nothing(
    rounds: list[list[tuple[int, bool]]], asked: int
) -> None:
    """With leaves of a few entries and short lists of them, so that there are several levels."""
    with pytest.MonkeyPatch.context() as small:
        small.setattr("packshot.engine.leaves.LEAF", 256)
        small.setattr("packshot.engine.leaves.TINY", 32)
        small.setattr("packshot.engine.sorted_map.MANY", 3)
        shelves, model = (
            SortedMaps(Store(DictPlace()), bound=0),
            {f"{number:04}": "x" * 20 for number in range(0, 999, 3)},
        )
        shelf = edited(shelves.open(""), dict(model), 1 << 20)
        assert levels(shelf) > 1
        for edits in rounds:
            changes = {f"{number:04}": "y" * 30 if keep else None for number, keep in edits}
            shelf = shelves.open(shelves.seal(edited(shelf, dict(changes), 1 << 20)))
            model = {place: value for place, value in {**model, **changes}.items() if value is not None}
            assert (dict(shelf.scan()), len(shelf)) == (model, len(model))
            assert [entry.first for entry in shelf.leaves()] == sorted({entry.first for entry in shelf.leaves()})
        place = f"{asked:04}"
        assert shelf.get(place) == model.get(place)
        assert shelf.before(place) == max((held for held in model if held < place), default=None)
        assert dict(shelf.between(place)) == {held: value for held, value in model.items() if held >= place}
        assert not edited(shelf, dict.fromkeys(model))


def test_edits_that_were_undone_give_the_shelf_there_was() -> None:
    shelves = SortedMaps(Store(DictPlace()))
    shelf = edited(shelves.open(""), {f"{number:06}": number for number in range(5000)}, 1 << 30)
    assert edited(edited(shelf, {"002500": "y"}), {"002500": 2500}).root() == shelf.root()


@given(st.lists(texts, min_size=1, max_size=4))
def test_keys_come_apart_as_they_were_joined(names: list[str]) -> None:
    assert parts(key(*names)) == names


@given(st.dictionaries(texts, st.integers()), st.dictionaries(texts, st.one_of(st.none(), st.integers())))
def test_a_few_edits_apply_in_memory(held: dict[str, int], edits: dict[str, int | None]) -> None:
    found = applied(held, [(place, None if value is None else str(value)) for place, value in edits.items()])
    assert found == {place: value for place, value in {**held, **edits}.items() if value is not None}
    assert list(found) == sorted(found)


def test_a_blob_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    disk = FailingDisk()
    store = Store(FolderStorage(tmp_path, disk))
    store.put(b"bytes")
    before = disk.steps
    store.put(b"bytes")
    assert disk.steps == before
