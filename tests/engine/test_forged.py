"""What packshot wrote may come from anyone: whatever a forger does, no other file is touched and no build crashes."""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from forging import Forger
from toys import FIRST, Bench, Tree, day

from packshot.engine.chain import why
from packshot.engine.effects import effects
from packshot.engine.parsing import DamagedError
from packshot.engine.plan import planned
from packshot.engine.run import build
from packshot.engine.up_to_date import latest
from packshot.engine.verify import verify
from packshot.findings import RefusedError

SEEDS = int(os.environ.get("PACKSHOT_EXAMPLES", "0")) or 200
FROM = int(os.environ.get("PACKSHOT_SEED", "0"))

OLD: Tree = {
    **{f"things/{key}.txt": f"name: {key}\nshelf: s\ncolour: red\nart: x\nto: {day(9)}\n" for key in "abcd"},
    "things/e.txt": "name: E\nfriend: a\n",
    "art/x": "picture",
    "prices.txt": "a: 1\nb: 2\n",
    "colours.txt": "red: Rot\n",
    "shelves/s.txt": "label: S\nsize: 2\n",
    "feed.txt": "size: 2\n",
}
NEW: Tree = {**OLD, "colours.txt": "red: Red\n", "prices.txt": "a: 3\nb: 2\n", "things/f.txt": "name: F\nshelf: s\n"}


@dataclass
class Watch:
    """Notes every file that this process opens, removes or renames in the folder of someone else."""

    folder: Path
    seen: list[str] = field(default_factory=list)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in ("open", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree"):
            return
        for name in arguments[:2]:
            if isinstance(name, str | bytes | os.PathLike) and self._is_inside(os.fsdecode(name), arguments):
                self.seen.append(f"{event} {os.fsdecode(name)}")

    def _is_inside(self, name: str, arguments: tuple[Any, ...]) -> bool:
        flags = arguments[2] if len(arguments) > 2 and isinstance(arguments[2], int) else 0
        follows = not flags & os.O_NOFOLLOW
        path = Path(os.path.realpath(name) if follows else os.path.realpath(Path(name).parent))
        return path == self.folder or self.folder in path.parents


WATCHES: list[Watch] = []
"""The watches in force: a hook of Python's can not be taken off again."""


WATCHING: list[bool] = []
"""Not empty while the program runs, and not the test itself."""


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    for watch in WATCHES if WATCHING else ():
        watch(event, arguments)


sys.addaudithook(_hook)


@pytest.fixture(scope="module")
def start() -> Iterator[Bench]:
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory(dir=memory) as made:
        patch.setattr("packshot.engine.item_index.ROWS", 1)  # an item index has several levels
        bench = Bench(Path(made) / "bench")
        bench.build(OLD)
        yield bench


def clean(folder: Path, tree: Tree, instant: str) -> dict[str, bytes]:
    bench = Bench(folder)
    bench.build(tree, instant)
    return bench.shown()


def attempted(work: Callable[[], object]) -> bool:
    """Whether it succeeded; anything but damage and a refusal is a failure of the test. Watches meanwhile."""
    WATCHING.append(True)
    try:
        work()
    except (RefusedError, DamagedError):
        return False
    finally:
        WATCHING.pop()
    return True


def every_command(bench: Bench, tree: Tree, instant: str) -> None:
    """All that reads a state and must change nothing."""

    def plan() -> None:
        with planned(replace(bench.request(tree, instant))) as found:
            why(found, effects(found), "feed.xml")

    attempted(plan)
    if latest(str(bench.home / "store")) is not None:
        attempted(lambda: verify(bench.request(tree, instant)))


@pytest.fixture(scope="module")
def wanted(start: Bench) -> list[dict[str, bytes]]:
    return [clean(start.root.parent / f"clean-{number}", *case) for number, case in enumerate(CASES)]


CASES = [(tree, instant) for tree in (OLD, NEW) for instant in (FIRST, day(20))]


@pytest.mark.parametrize("share", range(5))
def test_whatever_is_forged_no_other_file_is_touched_and_nothing_wrong_passes_verification(
    start: Bench, wanted: list[dict[str, bytes]], share: int
) -> None:
    for seed in range(FROM + share, FROM + SEEDS, 5):
        forged(start, wanted, seed, Forger.forge)


def test_a_forged_item_index_is_found_or_built_again(start: Bench, wanted: list[dict[str, bytes]]) -> None:
    for seed in range(FROM, FROM + SEEDS // 5):
        forged(start, wanted, seed, Forger.item_index)


def forged(start: Bench, wanted: list[dict[str, bytes]], seed: int, forge: Callable[[Forger], str]) -> None:
    """Forge one thing, run everything, and compare what came of it."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(dir=start.root.parent) as folder:
        root, victims = Path(folder) / "bench", Path(folder) / "victims"
        victims.mkdir()
        (victims / "victim.txt").write_text("precious")
        shutil.copytree(start.root, root)
        told = forge(Forger(root, victims / "victim.txt", chance))
        number = chance.randrange(len(CASES))
        watch = Watch(victims.resolve())
        WATCHES.append(watch)
        try:
            problem = outcome(Bench(root), *CASES[number], wanted[number])
        except Exception as failure:
            raise AssertionError(f"seed {seed}, {told}") from failure
        finally:
            WATCHES.remove(watch)
        assert not problem, f"seed {seed}, {told}: {problem}"
        assert watch.seen == [], f"seed {seed}, {told}"
        assert {path.name: path.read_text() for path in victims.iterdir()} == {"victim.txt": "precious"}, seed


def outcome(bench: Bench, tree: Tree, instant: str, wanted: dict[str, bytes]) -> str:
    """Build over what is forged; says what is wrong with what came of it."""
    before = shown(bench)
    every_command(bench, tree, instant)
    if shown(bench) != before:
        return "a command that only reads has changed something"
    if not attempted(lambda: bench.build(tree, instant)):
        return ""
    if bench.shown() == wanted:
        return ""
    request = bench.request(tree, instant)
    if request.base is not None and attempted(lambda: list(verify(request).findings) or refuse()):
        return ""
    repaired = attempted(lambda: build(replace(request, is_repaired=True)))
    # What is no longer listed cannot be known as ours.
    listed = {path: data for path, data in bench.shown().items() if path in wanted}
    return "" if not repaired or listed == wanted else "what was built is wrong, and verification passes"


def refuse() -> None:
    raise DamagedError("nothing was found")


def shown(bench: Bench) -> dict[str, bytes]:
    """Every plain file below the folder of a build but the lock."""
    found = (path for path in bench.root.rglob("*") if path.is_file() and not path.is_symlink())
    return {str(path): path.read_bytes() for path in found if path.name != "lock"}
