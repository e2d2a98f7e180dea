"""Two publishers: one wins, the other reports it; the target is never mixed and never stuck."""

import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from toy_releases import Target, bytes_of, new_store, release

from packshot.engine.storage import open_storage
from packshot.engine.store import Store
from packshot.findings import RefusedError
from packshot.publish import receipt
from packshot.publish.check import Check
from packshot.publish.exclusive import LOCK, exclusive
from packshot.publish.files import Target as Files
from packshot.publish.holder import Holder
from packshot.publish.lease import FOLDER, Timing
from packshot.publish.publish import Publication
from packshot.publish.target import open_target

HOLDER = Holder(1, "one", "Kari", "f" * 64, "2026-11-01T00:00:00Z")


def files(number: int) -> dict[str, bytes | str | list[str]]:
    """A release of which most files differ from those of another."""
    pages: dict[str, bytes | str | list[str]] = {f"p{page}/index.html": f"<h1>{number}</h1>" for page in range(12)}
    return {**pages, f"media/{number}.jpg": b"\xff\xd8", "theme/1.css": "body {}"}


def codes(refusal: RefusedError) -> set[str]:
    return {finding.code for finding in refusal.findings}


# A local folder


def publish_there(folder: Path, number: int) -> None:
    store = Store(open_storage(str(folder / f"store{number}")))
    root = release(store, files(number))
    target = open_target(str(folder / "out"))
    holder = Holder(os.getpid(), "host", f"publisher {number}", root, "")
    try:
        with exclusive(target, holder) as claimed:
            Publication(store, claimed, root).publish()
    except RefusedError as refusal:
        os._exit(3 if codes(refusal) == {"target-busy"} else 4)
    os._exit(0)


def test_of_two_processes_one_wins_and_the_target_is_whole(tmp_path: Path) -> None:
    exits = []
    for race in range(20):
        fork = multiprocessing.get_context("fork")
        both = [fork.Process(target=publish_there, args=(tmp_path, 2 * race + each)) for each in (0, 1)]
        for process in both:
            process.start()
        for process in both:
            process.join()
        exits += [sorted(process.exitcode or 0 for process in both)]
        target = open_target(str(tmp_path / "out"))
        assert Check(new_store(), target).check().faults == []
        held = receipt.read(target)
        assert held is not None
        shown = {
            path: (tmp_path / "out" / path).read_bytes() for path in files(0) if (tmp_path / "out" / path).exists()
        }
        assert len({data for path, data in shown.items() if path.startswith("p")}) == 1
        assert not (tmp_path / "out" / LOCK).exists()
    assert all(each in ([0, 0], [0, 3]) for each in exits), exits


def test_the_second_publisher_of_a_folder_names_the_first_and_writes_nothing(tmp_path: Path) -> None:
    target = open_target(str(tmp_path / "out"))
    with exclusive(target, HOLDER):
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(RefusedError) as caught, exclusive(open_target(str(tmp_path / "out")), HOLDER):
            pass
        assert codes(caught.value) == {"target-busy"}
        assert "process 1 on one by Kari, release ffffffffffff since 2026-11-01T00:00:00Z" in str(caught.value)
        assert sorted(tmp_path.rglob("*")) == before
    with exclusive(target, HOLDER):
        pass
    assert [path.name for path in tmp_path.rglob("*")] == ["out"]


def hold_for_ever(folder: Path, ready: Callable[[], None]) -> None:
    with exclusive(open_target(str(folder / "out")), HOLDER):
        ready()
        time.sleep(60)


def test_a_killed_publisher_frees_a_folder_at_once(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    ready = fork.Event()
    process = fork.Process(target=hold_for_ever, args=(tmp_path, ready.set))
    process.start()
    assert ready.wait(20)
    with pytest.raises(RefusedError), exclusive(open_target(str(tmp_path / "out")), HOLDER):
        pass
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    with exclusive(open_target(str(tmp_path / "out")), HOLDER):
        assert (tmp_path / "out" / LOCK).exists()


@pytest.mark.parametrize("kind", ["link", "folder link", "pipe", "folder"])
def test_what_is_no_lock_file_is_refused(tmp_path: Path, kind: str) -> None:
    lock, elsewhere = tmp_path / "out" / LOCK, tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").write_text("precious")
    (lock.parent if kind != "folder link" else lock.parent.parent).mkdir(parents=True)
    {
        "link": lambda: lock.symlink_to(elsewhere / "file"),
        "folder link": lambda: lock.parent.symlink_to(elsewhere),
        "pipe": lambda: os.mkfifo(lock),
        "folder": lock.mkdir,
    }[kind]()
    with pytest.raises((RefusedError, OSError)), exclusive(open_target(str(tmp_path / "out")), HOLDER):
        pass
    assert [path.name for path in elsewhere.iterdir()] == ["file"]
    assert (elsewhere / "file").read_text() == "precious"


# A remote target


@dataclass
class Clock:
    """Time that passes when somebody waits; `then` happens at each wait."""

    now: float = 0
    waits: int = 0
    then: Callable[[], None] = lambda: None

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.waits += 1
        self.then()

    def timing(self, lease: float = 180) -> Timing:
        return Timing(lease, lambda: self.now, self.sleep)


@pytest.fixture(params=["memory", "toy"])
def remote(request: pytest.FixtureRequest) -> Iterator[Callable[[], Files]]:
    """Opens one and the same remote target, for any number of publishers."""
    if request.param == "toy":
        target = Target()
        yield lambda: target
        return
    import fsspec

    yield lambda: open_target("memory://lease-test/shop")
    fsspec.filesystem("memory").store.clear()
    fsspec.filesystem("memory").pseudo_dirs[:] = [""]


Remote = Callable[[], Files]


def test_a_publisher_takes_and_frees_a_remote_target(remote: Remote) -> None:
    for number in range(1, 4):
        clock = Clock()
        with exclusive(remote(), HOLDER, clock.timing()) as claimed:
            claimed.write("index.html", b"x")
        assert clock.waits == 0
        assert remote().names(FOLDER) == [f"{number:08d}.json"]


def test_the_second_publisher_of_a_remote_target_is_refused_as_soon_as_the_first_moves(remote: Remote) -> None:
    first, second = Clock(), Clock()
    with exclusive(remote(), HOLDER, first.timing()) as claimed:

        def work() -> None:
            first.now += 20
            claimed.write("index.html", b"x")

        second.then = work
        with pytest.raises(RefusedError) as caught, exclusive(remote(), HOLDER, second.timing()):
            pass
        assert codes(caught.value) == {"target-busy"}
        assert "process 1 on one by Kari" in str(caught.value)
        assert second.now < 30
        assert remote().names(FOLDER) == ["00000001.json"]


def test_a_second_publisher_takes_its_turn_when_the_first_ends_meanwhile(remote: Remote) -> None:
    first = exclusive(remote(), HOLDER, Clock().timing())
    first.__enter__()
    second = Clock()

    def end() -> None:
        if second.waits == 3:
            first.__exit__(None, None, None)

    second.then = end
    with exclusive(remote(), HOLDER, second.timing()):
        assert second.waits == 3


def test_a_dead_publisher_is_replaced_after_the_lease_time_and_stops_if_it_lives(remote: Remote) -> None:
    first, second = Clock(), Clock()
    stopped = exclusive(remote(), HOLDER, first.timing())
    claimed = stopped.__enter__()
    claimed.write("index.html", b"first")
    with exclusive(remote(), HOLDER, second.timing()) as taken:
        assert 180 <= second.now < 200
        taken.write("index.html", b"second")
    first.now += 200
    with pytest.raises(RefusedError) as caught:
        claimed.write("index.html", b"first again")
    stopped.__exit__(None, None, None)
    assert codes(caught.value) == {"target-lost"}
    assert "has taken over the target (process 1 on one" in str(caught.value)
    assert b"".join(remote().chunks("index.html") or ()) == b"second"
    with exclusive(remote(), HOLDER, Clock().timing()):
        pass


@pytest.mark.parametrize("damage", [b"", b"{", b"[" * 70_000, b"null", b" " * 100_000, b'{"free": 1}'])
def test_a_lease_that_cannot_be_read_counts_until_the_lease_time_is_over(remote: Remote, damage: bytes) -> None:
    remote().write(f"{FOLDER}/00000007.json", damage)
    clock = Clock()
    with exclusive(remote(), HOLDER, clock.timing()):
        assert clock.now >= 180
        assert remote().names(FOLDER) == ["00000008.json"]


def test_a_target_that_is_too_slow_stops_its_publisher() -> None:
    clock = Clock()

    class Slow(Target):
        def names(self, folder: str) -> list[str]:
            clock.now += 100
            return super().names(folder)

    with pytest.raises(RefusedError) as caught, exclusive(Slow(), HOLDER, clock.timing()) as claimed:
        claimed.write("index.html", b"x")
    assert codes(caught.value) == {"target-lost"}


@dataclass
class Late(Target):
    """A target at which `first` happens just before a lease is created."""

    first: Callable[[], None] = lambda: None

    def create(self, name: str, data: bytes) -> bool:
        first, self.first = self.first, lambda: None
        first()
        return super().create(name, data)


def test_a_renewal_in_the_last_moment_keeps_the_lease() -> None:
    target, clock = Late(), Clock()
    with exclusive(target, HOLDER, clock.timing()) as claimed:

        def renew() -> None:
            clock.now += 170
            claimed.write("index.html", b"first")

        target.first = renew
        with pytest.raises(RefusedError) as caught, exclusive(target, HOLDER, Clock().timing()):
            pass
        assert codes(caught.value) == {"target-busy"}


def test_an_old_number_is_not_a_lease() -> None:
    """Two others take and free the target before the slow one creates the file that they have removed again."""
    target = Late()
    with exclusive(target, HOLDER, Clock().timing()):
        pass
    others = exclusive(target, HOLDER, Clock().timing())

    def overtake() -> None:
        with exclusive(target, HOLDER, Clock().timing()):
            pass
        others.__enter__()

    target.first = overtake
    with pytest.raises(RefusedError) as caught, exclusive(target, HOLDER, Clock().timing()):
        pass
    assert codes(caught.value) == {"target-busy"}
    others.__exit__(None, None, None)
    assert target.names(FOLDER) == ["00000003.json"]


class Turns:
    """Lets one of several threads take one step at a time, in an order that a seed decides."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._condition = threading.Condition()
        self._waiting: dict[int, bool] = {}
        self._running = 0

    def join(self) -> None:
        with self._condition:
            self._running += 1

    def step(self, me: int) -> None:
        """Wait for one's turn; the last one to arrive draws who goes on."""
        with self._condition:
            self._waiting[me] = False
            self._draw()
            self._condition.wait_for(lambda: self._waiting.get(me, False), timeout=20)
            del self._waiting[me]

    def leave(self) -> None:
        with self._condition:
            self._running -= 1
            self._draw()

    def _draw(self) -> None:
        if self._waiting and len(self._waiting) == self._running and not any(self._waiting.values()):
            self._waiting[self._dice.choice(sorted(self._waiting))] = True
            self._condition.notify_all()


@dataclass
class Shared(Target):
    """A target at which each access is one step of one of several publishers; some take long."""

    turns: Turns = field(default_factory=lambda: Turns(0))
    clock: Clock = field(default_factory=Clock)
    writers: list[int] = field(default_factory=list)
    """Who wrote, in order, leases left out; each only once in a row."""

    def timing(self, lease: float) -> Timing:
        return Timing(lease, lambda: self.clock.now, lambda seconds: self.turn())

    def turn(self, writes: str = "") -> None:
        self.turns.step(threading.get_ident())
        self.clock.now += 1
        if writes and not writes.startswith(FOLDER) and self.writers[-1:] != [threading.get_ident()]:
            self.writers.append(threading.get_ident())

    def chunks(self, name: str) -> Iterator[bytes] | None:
        self.turn()
        return super().chunks(name)

    def names(self, folder: str) -> list[str]:
        self.turn()
        return super().names(folder)

    def exists(self, name: str) -> bool:
        self.turn()
        return name in self.files

    def create(self, name: str, data: bytes) -> bool:
        self.turn(name)
        if name in self.files:
            return False
        self.files[name] = data
        return True

    def write(self, name: str, data: bytes) -> None:
        self.turn(name)
        super().write(name, data)

    def remove(self, name: str) -> None:
        self.turn(name)
        super().remove(name)


def race(target: Shared, timing: Timing) -> dict[int, str]:
    """Two publishers at once; how each one ended."""
    ends: dict[int, str] = {}

    def work(number: int) -> None:
        try:
            store = new_store()
            root = release(store, files(number))
            with exclusive(target, Holder(number, "host", "", root, ""), timing) as claimed:
                Publication(store, claimed, root).publish()
            ends[number] = "done"
        except RefusedError as refusal:
            ends[number] = ",".join(codes(refusal))
        finally:
            target.turns.leave()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        target.turns.join()
        thread.start()
    for thread in threads:
        thread.join(60)
    return ends


@pytest.mark.parametrize("lease", [10, 20, 40, 100_000])
def test_publishers_that_interleave_at_every_access_never_mix(lease: float) -> None:
    """Where the lease is short, publishers that wait long for their turn lose it, and the other one takes over."""
    seen = set()
    for seed in range(25):
        target = Shared(turns=Turns(seed))
        ends = race(target, target.timing(lease))
        seen |= set(ends.values())
        assert len(target.writers) == len(set(target.writers)), "one wrote after the other had taken over"
        complete(target, whole="done" in ends.values() and "target-lost" not in ends.values())
    assert seen <= {"done", "target-busy", "target-lost"}
    assert "done" in seen


def complete(target: Shared, *, whole: bool) -> None:
    """What the race left is whole where a publisher said so, and never stuck."""
    rest, store = Target(target.files), new_store()
    assert not whole or Check(new_store(), rest).check().faults == []
    last = release(store, files(9))
    with exclusive(rest, HOLDER, Clock().timing()) as claimed:
        Publication(store, claimed, last).publish()
    assert {path: rest.files[path] for path in files(9)} == bytes_of(files(9))
    assert Check(store, rest).check().faults == []
