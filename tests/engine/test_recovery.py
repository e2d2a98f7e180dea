"""Kills, full disks, damage, strangers: the release before stays whole, and the next build completes the next one."""

import json
import multiprocessing
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from disks import FailingDisk, KilledError, full, killed, really_killed
from toys import Bench, Tree, day

from packshot.engine.lock import locked
from packshot.engine.manifest import Entry, Root
from packshot.engine.parsing import DamagedError
from packshot.engine.run import build
from packshot.engine.storage import open_storage
from packshot.engine.store import Store
from packshot.engine.types import canonical
from packshot.engine.up_to_date import FORMAT, holds, latest, up_to_date
from packshot.findings import RefusedError

OLD: Tree = {
    "things/a.txt": "name: A\nshelf: s\ncolour: red\nart: x\n",
    "things/b.txt": "name: B\nfriend: a\npath: up\n",
    "things/c.txt": "name: C\npath: down/c.html\n",
    "art/x": "picture",
    "prices.txt": "a: 1\nb: 2\n",
    "colours.txt": "red: Rot\n",
    "shelves/s.txt": "label: S\nsize: 1\n",
    "feed.txt": "size: 1\n",
}
NEW: Tree = {
    **OLD,
    "things/b.txt": "name: B\nshelf: s\npath: up/b.html\n",  # a file becomes a folder
    "things/c.txt": "name: C\npath: down\n",  # and a folder a file
    "things/d.txt": "name: D\nart: y\n",
    "art/y": "another picture",
    "colours.txt": "red: Red\n",
}
THIRD: Tree = {path: text for path, text in OLD.items() if path != "things/a.txt"}


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as made:
        yield Path(made)


def clean(folder: Path, tree: Tree) -> dict[str, bytes]:
    bench = Bench(folder / f"clean-{len(list(folder.iterdir()))}")
    bench.build(tree)
    return bench.shown()


def steps_of_the_next_build(folder: Path) -> int:
    bench = Bench(folder / "counted")
    bench.build(OLD)
    bench.disk = counting = FailingDisk()
    bench.build(NEW, before=OLD)
    return counting.steps


def test_a_build_killed_at_any_step_is_completed_by_the_next(folder: Path) -> None:
    wanted, third = clean(folder, NEW), clean(folder, THIRD)
    start = Bench(folder / "start")
    start.build(OLD)
    for at in range(1, steps_of_the_next_build(folder) + 1):
        shutil.rmtree(folder / "bench", ignore_errors=True)
        shutil.copytree(start.root, folder / "bench")
        bench = Bench(folder / "bench", disk=FailingDisk(at, killed))
        with pytest.raises(KilledError):
            bench.build(NEW, before=OLD)
        bench.disk = FailingDisk()
        target, tree = (wanted, NEW) if at % 2 else (third, THIRD)
        bench.build(tree)
        assert bench.shown() == target, f"killed at step {at}"
        assert bench.build(tree).written == 0


def test_a_first_build_killed_at_any_step_is_completed_by_the_next(folder: Path) -> None:
    wanted = clean(folder, OLD)
    counted = Bench(folder / "counted", disk=FailingDisk())
    counted.build(OLD)
    assert isinstance(counted.disk, FailingDisk)
    for at in range(1, counted.disk.steps + 1, 3):
        bench = Bench(folder / f"bench-{at}", disk=FailingDisk(at, killed))
        with pytest.raises(KilledError):
            bench.build(OLD)
        bench.disk = FailingDisk()
        bench.build(OLD)
        assert bench.shown() == wanted, f"killed at step {at}"


def test_a_full_disk_is_a_refusal_and_the_release_before_can_be_built_again(folder: Path) -> None:
    wanted, before = clean(folder, NEW), clean(folder, OLD)
    start = Bench(folder / "start")
    start.build(OLD)
    for at in range(1, steps_of_the_next_build(folder) + 1):
        shutil.rmtree(folder / "bench", ignore_errors=True)
        shutil.copytree(start.root, folder / "bench")
        bench = Bench(folder / "bench", disk=FailingDisk(at, full))
        with pytest.raises(RefusedError, match="No space left") as caught:
            bench.build(NEW, before=OLD)
        assert [finding.code for finding in caught.value.findings] == ["disk-failed"]
        bench.disk = FailingDisk()
        tree, target = (NEW, wanted) if at % 2 else (OLD, before)
        bench.build(tree)
        assert bench.shown() == target, f"full at step {at}"


def _build_and_die(root: Path, at: int) -> None:
    Bench(root, disk=FailingDisk(at, really_killed)).build(NEW, before=OLD)


def test_a_killed_process_leaves_no_lock_and_no_torn_release(folder: Path) -> None:
    wanted, steps = clean(folder, NEW), steps_of_the_next_build(folder)
    context = multiprocessing.get_context("fork")
    for at in range(1, steps, max(steps // 6, 1)):
        bench = Bench(folder / f"bench-{at}")
        bench.build(OLD)
        process = context.Process(target=_build_and_die, args=(bench.root, at))
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        bench.build(NEW)
        assert bench.shown() == wanted


def test_a_second_build_at_once_is_told_who_holds_the_lock(folder: Path) -> None:
    bench = Bench(folder)
    with locked(bench.home), pytest.raises(RefusedError, match=r"process \d+ is building in this repository"):
        bench.build(OLD)


def test_two_builds_into_one_shared_store_tear_nothing(folder: Path) -> None:
    benches = [Bench(folder / name, store=str(folder / "shared")) for name in ("one", "two")]
    trees = [OLD, NEW]
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(6):
                benches[number].build(trees[(number + turn) % 2])
        except BaseException as failure:  # noqa: BLE001 - told by the test's own thread
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    for number in (0, 1):
        assert benches[number].shown() == clean(folder, trees[(number + 5) % 2])


def test_garbage_for_a_pointer_is_no_state_and_a_warning(folder: Path) -> None:
    bench = Bench(folder)
    bench.build(OLD)
    (bench.home / "store" / "latest.json").write_text("{]")
    result = bench.build(OLD)
    assert [finding.code for finding in result.findings] == ["state-damaged"]
    assert result.written == 0
    assert latest(str(bench.home / "store")) is not None


@pytest.mark.parametrize("harm", ["cut", "garbage", "gone"])
def test_any_damaged_blob_is_made_again(folder: Path, harm: str) -> None:
    start = Bench(folder / "start")
    start.build(OLD)
    wanted = clean(folder, NEW)
    for blob in sorted((start.home / "store" / "blobs").rglob("*")):
        if blob.is_file():
            shutil.rmtree(folder / "bench", ignore_errors=True)
            shutil.copytree(start.root, folder / "bench")
            bench = Bench(folder / "bench")
            place = bench.root / blob.relative_to(start.root)
            hurt(place, harm)
            bench.build(NEW)
            assert bench.shown() == wanted, blob


def hurt(place: Path, harm: str) -> None:
    if harm == "gone":
        place.unlink()
    else:
        place.write_bytes(place.read_bytes()[:-1] if harm == "cut" else b"garbage")


def test_a_folder_in_place_of_a_blob_is_no_blob(folder: Path) -> None:
    store = Store(open_storage(str(folder)))
    (place,) = [folder / "blobs" / name[:2] / name for name in [store.put(b"x")]]
    place.unlink()
    place.mkdir()
    with pytest.raises(DamagedError, match=r"blob [0-9a-f]{64} is missing"):
        store.get(place.name)


def test_a_damaged_blob_wanted_by_an_empty_output_folder_is_made_again(folder: Path) -> None:
    bench = Bench(folder / "bench")
    bench.build(OLD)
    wanted = bench.shown()
    shutil.rmtree(bench.dist)
    for blob in (bench.home / "store" / "blobs").rglob("*"):
        if blob.is_file() and blob.read_bytes() == b'"x"picture':
            blob.write_bytes(b"garbage")
    result = bench.build(OLD)
    assert bench.shown() == wanted
    assert [finding.code for finding in result.findings] == ["state-damaged"]


def test_a_newer_state_is_refused(folder: Path) -> None:
    bench = Bench(folder)
    bench.build(OLD)
    pointer = bench.home / "store" / "latest.json"
    pointer.write_text(json.dumps({**json.loads(pointer.read_text()), "packshot": FORMAT + 1}))
    with pytest.raises(RefusedError, match="format 2") as caught:
        bench.build(OLD)
    assert [finding.code for finding in caught.value.findings] == ["state-newer"]


def test_a_folder_that_is_not_ours_is_refused_and_untouched(folder: Path) -> None:
    bench = Bench(folder)
    bench.dist.mkdir()
    (bench.dist / "letter.txt").write_text("Dear Sir")
    with pytest.raises(RefusedError, match=r"letter\.txt") as caught:
        bench.build(OLD)
    assert [finding.code for finding in caught.value.findings] == ["output-foreign"]
    assert bench.shown() == {"letter.txt": b"Dear Sir"}
    assert latest(str(bench.home / "store")) is None


@pytest.mark.parametrize("path", ["things/d.html", "things/a.html", "up/mine.txt", "down/mine.txt"])
def test_a_file_in_the_way_that_is_not_ours_is_refused(folder: Path, path: str) -> None:
    bench = Bench(folder)
    bench.build(OLD)
    if path.startswith("up/"):
        (bench.dist / "up").unlink()
    place = bench.dist / path
    place.parent.mkdir(exist_ok=True)
    place.write_text("mine")
    with pytest.raises(RefusedError, match=path):
        bench.build(NEW)
    assert place.read_text() == "mine"


def test_a_link_in_the_output_folder_is_not_followed(folder: Path) -> None:
    bench = Bench(folder / "bench")
    bench.build(OLD)
    (folder / "elsewhere").mkdir()
    (bench.dist / "up").unlink()
    (bench.dist / "up").symlink_to(folder / "elsewhere")
    with pytest.raises(RefusedError, match="up"):
        bench.build(NEW)
    assert list((folder / "elsewhere").iterdir()) == []


def test_an_output_folder_from_another_machine_is_adopted(folder: Path) -> None:
    bench = Bench(folder)
    bench.build(OLD)
    shutil.rmtree(bench.home)
    assert bench.build(OLD).written == 0
    assert bench.build(NEW).written > 0


@pytest.mark.parametrize("path", ["../../letter.txt", "/{}/letter.txt", "a/../../letter.txt"])
def test_a_manifest_from_a_stranger_removes_nothing_outside_the_output_folder(folder: Path, path: str) -> None:
    bench = Bench(folder / "bench")
    letter = folder / "letter.txt"
    letter.write_text("Dear Sir")
    store = Store(open_storage(str(folder / "theirs")))
    written = store.put(letter.read_bytes())
    shard = canonical([Entry(path.format(folder), written, 8, "text/plain").to_json()])
    (bench.dist / "manifest").mkdir(parents=True)
    (bench.dist / "manifest" / "00.json").write_bytes(shard)
    (bench.dist / "manifest.json").write_bytes(Root(None, None, "", {"00": store.put(shard)}).encoded())
    with pytest.raises(RefusedError, match="invalid path"):
        bench.build(OLD)
    assert letter.exists()


def test_a_part_of_a_manifest_is_no_path(folder: Path) -> None:
    bench = Bench(folder)
    bench.dist.mkdir()
    (bench.dist / "manifest.json").write_bytes(Root(None, None, "", {"../../letter": "0" * 64}).encoded())
    with pytest.raises(RefusedError, match=r"manifest\.json"):
        bench.build(OLD)


def test_nothing_to_do_is_known_from_two_small_files(folder: Path) -> None:
    bench = Bench(folder)
    result = bench.build(OLD)
    pointer = latest(str(bench.home / "store"))
    assert pointer is not None
    assert up_to_date(pointer, result.tree, day(9), bench.toolchain)
    assert holds(bench.dist, bench.home, pointer)
    assert not up_to_date(pointer, result.tree, day(9), "another")
    (bench.dist / "manifest.json").write_text("{}")
    assert not holds(bench.dist, bench.home, pointer)


def test_a_store_behind_a_url_serves_a_machine_that_has_nothing_else(folder: Path) -> None:
    url = f"memory://{folder.name}"
    Bench(folder / "one", store=url).build(OLD)
    fresh = Bench(folder / "two", store=url)
    changed = {**OLD, "things/b.txt": "name: Other\n"}
    fresh.build(changed, before=OLD)
    assert fresh.toy.evaluated == ["thing/b"]
    assert fresh.shown() == clean(folder, changed)


def test_an_error_writes_nothing(folder: Path) -> None:
    bench = Bench(folder)
    bench.build(OLD)
    before, pointer = bench.shown(), latest(str(bench.home / "store"))
    result = bench.build({**NEW, "things/d.txt": "broken: yes\n", "things/e.txt": "broken: yes\n"})
    assert [finding.at.path for finding in result.findings] == ["things/d.txt", "things/e.txt"]
    assert result.failed()
    assert (bench.shown(), latest(str(bench.home / "store"))) == (before, pointer)


def test_another_toolchain_evaluates_all_and_makes_only_what_differs(folder: Path) -> None:
    bench = Bench(folder)
    bench.build(OLD)
    bench.toolchain = "toolchain-2-" + "0" * 20
    result = bench.build(OLD)
    assert (result.records, result.made, result.written) == (5, 0, 0)


def test_a_base_that_is_gone_is_a_warning(folder: Path) -> None:
    bench = Bench(folder)
    request = bench.request(OLD)
    build(request)
    base = latest(str(bench.home / "store"))
    assert base is not None
    result = build(replace(request, base=base._replace(state="another")))
    assert [finding.code for finding in result.findings] == ["state-damaged"]
