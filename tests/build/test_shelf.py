"""Shelves against a dict, in any order of edits; and their cost."""

import string
from pathlib import Path

from disks import FailingDisk
from hypothesis import given, settings
from hypothesis import strategies as st

from packshot.build.disk import LocalDisk, Scratch
from packshot.build.place import Folder
from packshot.build.runs import Runs, applied
from packshot.build.shelf import LEAF, Shelf, Shelves
from packshot.build.state import key, parts
from packshot.build.store import Store

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

    def remove(self, name: str) -> None:
        self.held.pop(name, None)


def edited(shelf: Shelf, edits: dict[str, object], bound: int = 100) -> Shelf:
    with Scratch(LocalDisk()) as scratch:
        runs = Runs(scratch, bound=bound)
        for place, value in edits.items():
            if value is None:
                runs.delete(place)
            else:
                runs.put(place, value)
        return shelf.update(runs.sorted())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(texts, st.one_of(st.none(), st.integers(), st.text(max_size=3))), max_size=4), texts)
def test_a_shelf_holds_what_a_dict_holds(rounds: list[dict[str, object]], low: str) -> None:
    shelves, model = Shelves(Store(DictPlace())), dict[str, object]()
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
    shelves, model = Shelves(Store(DictPlace()), bound=0), {f"{number:04}": "x" * 500 for number in range(0, 999, 3)}
    shelf = edited(shelves.open(""), dict(model), 1 << 20)
    for edits in rounds:
        changes = {f"{number:04}": "y" * 700 if keep else None for number, keep in edits}
        shelf = edited(shelf, dict(changes), 1 << 20)
        model = {place: value for place, value in {**model, **changes}.items() if value is not None}
        assert dict(shelf.scan()) == model
        assert all(entry.size * 500 < 3 * LEAF for entry in shelf.entries)


def test_one_edit_writes_one_leaf_whatever_the_size() -> None:
    place = DictPlace()
    shelves = Shelves(Store(place))
    shelf = edited(shelves.open(""), {f"{number:06}": "x" * 100 for number in range(5000)}, 1 << 30)
    before = place.written
    edited(shelf, {"002500": "y"})
    assert place.written == before + 1


def test_edits_that_were_undone_give_the_shelf_there_was() -> None:
    shelves = Shelves(Store(DictPlace()))
    shelf = edited(shelves.open(""), {f"{number:06}": number for number in range(5000)}, 1 << 30)
    assert edited(edited(shelf, {"002500": "y"}), {"002500": 2500}).entries == shelf.entries


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
    store = Store(Folder(tmp_path, disk))
    store.put(b"bytes")
    before = disk.steps
    store.put(b"bytes")
    assert disk.steps == before
