"""Item indexes against dicts of rows, and the rows of two releases against each other."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_same_as_clean import EXAMPLES, after, edits, starts
from toys import Bench, Tree

from packshot.engine.buckets import role_of
from packshot.engine.disk import LocalDisk, Scratch
from packshot.engine.effects import effects
from packshot.engine.external_sort import ExternalSort
from packshot.engine.item_index import GONE, added, changes, combined, row_key, rows, updated
from packshot.engine.leaves import body_of, encode
from packshot.engine.manifest import Root, parse_root, read_root
from packshot.engine.parsing import DamagedError
from packshot.engine.plan import planned
from packshot.engine.row_changes import listing_changes, row_changes
from packshot.engine.run import build
from packshot.engine.storage import open_storage
from packshot.engine.store import Store
from packshot.engine.verify import verify

Rows = dict[str, Any]


@pytest.fixture(scope="module", autouse=True)
def _small_blobs() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("packshot.engine.item_index.ROWS", 2)
        yield


@dataclass
class Memory:
    """A storage in memory that notes what is read and written."""

    files: dict[str, bytes] = field(default_factory=dict)
    read_names: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    def read(self, name: str) -> bytes | None:
        self.read_names.append(name)
        return self.files.get(name)

    def write(self, name: str, data: bytes) -> None:
        self.files[name] = data
        self.written.append(name)

    def exists(self, name: str) -> bool:
        return name in self.files


def edited(store: Store, index: str, before: Rows, now: Rows) -> str:
    """Change an index from some rows to others, as a build does: all touched rows are removed, then added."""
    with Scratch(LocalDisk()) as scratch:
        runs = ExternalSort(scratch, combined, bound=2000)
        for row in before:
            runs.edit(row, GONE)
        for row, data in now.items():
            runs.edit(row, added(data))
        found = updated(store, index, runs.sorted())
        runs.close()
        return found


def row(member: str, group: str = "") -> str:
    return row_key(role_of(group or member), member)


members = st.text("ab\0\1é\U0001f600\ud800", max_size=3)
keys = st.builds(row, members, st.sampled_from(["", "", "g"]))
data = st.integers(0, 2) | st.dictionaries(st.sampled_from("xy"), st.text("ab", max_size=2))
many_rows = st.dictionaries(keys, data, max_size=20)


@settings(deadline=None)
@given(many_rows, st.lists(many_rows, max_size=4), st.randoms(use_true_random=False))
def test_an_index_follows_from_its_rows_alone(start: Rows, steps: list[Rows], dice: random.Random) -> None:
    store, held = Store(Memory()), start
    index = edited(store, "", {}, start)
    for step in steps:
        old, before = index, held
        gone = {row: held[row] for row in held if row in step or dice.random() < 0.3}
        held = {**{row: data for row, data in held.items() if row not in gone}, **step}
        index = edited(store, old, gone, step)
        assert index == edited(Store(Memory()), "", {}, held)
        assert list(rows(store, index)) == sorted(held.items())
        differing = [row for row in sorted({*before, *held}) if before.get(row) != held.get(row)]
        assert list(changes(store, old, index)) == [(row, before.get(row), held.get(row)) for row in differing]


def test_a_changed_row_costs_its_blob_and_those_above() -> None:
    memory = Memory()
    store, held = Store(memory), {row(f"SKU-{number}"): {"price": number} for number in range(2000)}
    old = edited(store, "", {}, held)
    name = row("SKU-7")
    for count in (memory.read_names, memory.written):
        count.clear()
    new = edited(store, old, {name: 7}, {name: {"price": 8}})
    assert 1 < len(memory.written) <= 5
    assert len(memory.read_names) == len(memory.written)
    memory.read_names.clear()
    assert list(changes(store, old, new)) == [(name, {"price": 7}, {"price": 8})]
    assert len(memory.read_names) == 2 * len(memory.written), "unchanged parts are not read"


def test_rows_of_one_place_are_one_blob() -> None:
    store, held = Store(Memory()), {row(f"SKU-{number}", "group"): number for number in range(9)}
    index = edited(store, "", {}, held)
    assert dict(rows(store, index)) == held
    assert edited(store, index, held, {}) == edited(store, "", {}, {})


@pytest.mark.parametrize("gone", [{row("new"): 1}, {}])
def test_an_index_of_other_rows_is_not_changed(gone: Rows) -> None:
    """The state says that a row exists and the index does not have it, or the reverse."""
    store = Store(Memory())
    index = edited(store, "", {}, {row("old"): 1})
    with pytest.raises(DamagedError, match="belongs to another"):
        edited(store, index, gone, {row("old" if not gone else "new"): 2})


A, B = "0" * 64, "1" * 64
FORGED = {
    "a null row": [f'"{json.dumps(row("a"))[1:]}:null'],
    "a place that is no hash": ['"ABCDEFGH\\u0000a":1'],
    "a key without a member": ['"01234567":1'],
    "rows in another order": ['"11111111\\u0000a":1', '"00000000\\u0000a":1'],
    "two rows of one key": ['"11111111\\u0000a":1', '"11111111\\u0000a":2'],
    "parts among rows": [f'"1":["{A}",1]', '"11111111\\u0000a":1'],
    "a part that is no digit": [f'"g":["{A}",1]'],
    "a part without a digest": ['"1":["../x",1]'],
    "a part that is missing": [f'"1":["{A}",1]'],
    "text": ["7"],
    "a list": [],
}


def forged(store: Store, lines: list[str]) -> str:
    return store.put(encode(body_of(lines) if lines else "[]"))


@pytest.mark.parametrize("kind", FORGED)
def test_a_forged_blob_is_damage(kind: str) -> None:
    store = Store(Memory())
    index = forged(store, FORGED[kind])
    for work in (lambda: list(rows(store, index)), lambda: list(changes(store, "", index))):
        with pytest.raises(DamagedError):
            work()


def test_rows_in_the_wrong_part_are_damage() -> None:
    store = Store(Memory())
    below = forged(store, ['"11111111\\u0000a":1'])
    with pytest.raises(DamagedError):
        list(rows(store, forged(store, [f'"2":["{below}",1]'])))


def test_more_levels_than_digits_are_damage() -> None:
    store = Store(Memory())
    index = edited(store, "", {}, {})
    for _ in range(9):
        index = forged(store, [f'"1":["{index}",9]'])
    with pytest.raises(DamagedError):
        list(rows(store, index))
    with pytest.raises(DamagedError):
        edited(store, index, {}, {"11111111\0b": 1})


# Releases

SHOP: Tree = {
    **{f"things/{name}.txt": f"name: {name}\nshelf: s\n" for name in "abcdefgh"},
    "prices.txt": "".join(f"{name}: 1\n" for name in "abcdefgh"),
    "shelves/s.txt": "size: 2\nindexed: yes\n",
    "feed.txt": "size: 4\n",
}


@pytest.fixture(scope="module")
def folders() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        yield Path(folder)


def rows_of(store: Store, root: str, listing: str) -> Rows:
    index = read_root(store, root).items.get(listing)
    return {key.partition("\0")[2]: data for key, data in rows(store, index)} if index else {}


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(starts.map(lambda files: {**SHOP, **files}), edits(), edits())
def test_old_rows_and_their_difference_are_the_new_rows(folders: Path, start: Tree, one: Tree, other: Tree) -> None:
    trees = [after(start, one), after(start, other)]
    with tempfile.TemporaryDirectory(dir=folders) as folder:
        bench = Bench(Path(folder), materialise=False)
        results = [bench.build(tree) for tree in trees]
        assert "state-damaged" not in {finding.code for result in results for finding in result.findings}
        old, new = (result.manifest for result in results)
        store = Store(open_storage(str(bench.home / "store")))
        declared = [declared_in(tree) for tree in trees]
        assert [{*read_root(store, root).items} for root in (old, new)] == declared
        changed = {name: (before, after) for name, before, after in listing_changes(store, old, new)}
        assert {name for name, sides in changed.items() if "" in sides} == declared[0] ^ declared[1]
        for listing in declared[0] | declared[1]:
            held, wanted = (rows_of(store, root, listing) for root in (old, new))
            found = list(row_changes(store, old, new, listing))
            assert len({member for member, _, _ in found}) == len(found)
            for member, before, now in found:
                assert held.pop(member, None) == before != now
                held |= {} if now is None else {member: now}
            assert held == wanted
            assert bool(found) <= (listing in changed)


def declared_in(tree: Tree) -> set[str]:
    shelves = {f"shelf/{name}" for name in "st" if "indexed" in tree.get(f"shelves/{name}.txt", "")}
    return shelves | ({"feed"} if "feed.txt" in tree else set())


def test_a_release_names_its_rows(folders: Path) -> None:
    bench = Bench(folders / "named")
    old = bench.build(SHOP).manifest
    result = bench.build({**SHOP, "prices.txt": SHOP["prices.txt"].replace("c: 1", "c: 2")})
    new = result.manifest
    assert result.findings == ()
    store = Store(open_storage(str(bench.home / "store")))
    assert [name for name, _, _ in listing_changes(store, old, new)] == ["feed"]
    was, now = ({"name": "c", "price": price} for price in "12")
    assert list(row_changes(store, old, new, "feed")) == [("c", was, now)]
    assert list(row_changes(store, old, new, "shelf/s")) == []
    assert {before for _, before, _ in row_changes(store, "", new, "feed")} == {None}


def test_a_member_of_another_group_is_one_change(folders: Path) -> None:
    bench = Bench(folders / "moved")
    moved = {**SHOP, "things/a.txt": "name: A\nshelf: s\ngroup: g\n", "things/b.txt": "name: b\nshelf: s\ngroup: g\n"}
    old, new = (bench.build(tree).manifest for tree in (SHOP, moved))
    store = Store(open_storage(str(bench.home / "store")))
    assert list(row_changes(store, old, new, "shelf/s")) == [("a", "a", "A")]


def test_a_plan_writes_no_index(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(folders / "planned")
    bench.build(SHOP)
    monkeypatch.setattr("packshot.engine.item_index.updated", None)
    with planned(bench.request({**SHOP, "prices.txt": "a: 2\n"})) as plan:
        assert "feed.xml" in {change.path for change in effects(plan).changes}


def index_blobs(bench: Bench) -> list[Path]:
    """The files in the store that only item indexes use."""
    store = Store(memory := Memory())
    place = bench.home / "store"
    memory.files = {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    root = parse_root((bench.dist / "manifest.json").read_bytes())
    for index in root.items.values():
        list(rows(store, index))
    return [place / name for name in sorted({*memory.read_names})]


@pytest.mark.parametrize("harm", [b"garbage", None])
def test_a_damaged_index_is_found_and_repaired(folders: Path, harm: bytes | None) -> None:
    start = Bench(folders / f"sound-{harm is None}")
    start.build(SHOP)
    found = index_blobs(start)
    assert len(found) > 5
    for blob in found[::3]:
        bench = Bench(folders / "damaged")
        shutil.copytree(start.root, bench.root)
        place = bench.root / blob.relative_to(start.root)
        place.unlink()
        if harm:
            place.write_bytes(harm)
        assert {finding.code for finding in verify(bench.request(SHOP)).findings} == {"items-damaged"}
        result = build(replace(bench.request(SHOP), is_repaired=True))
        assert [finding.code for finding in result.findings] == ["state-damaged"]
        assert place.read_bytes() == blob.read_bytes()
        assert verify(bench.request(SHOP)).findings == ()
        shutil.rmtree(bench.root)


@pytest.mark.parametrize(("version", "names"), [(1, ()), (2, ("audiences",)), (3, ("audiences", "items"))])
def test_older_manifests_name_no_items(version: int, names: tuple[str, ...]) -> None:
    root = Root(None, None, "tools", {"00": A}, {"us/en": 1}, {"feed": B})
    values = json.loads(root.encoded())
    kept = {name: value for name, value in values.items() if name not in {"audiences", "items"} - {*names}}
    found = parse_root(json.dumps({**kept, "packshot": version}).encode())
    missing = {name: {} for name in ("audiences", "items") if name not in names}
    assert found == replace(root, packshot=version, **missing)
