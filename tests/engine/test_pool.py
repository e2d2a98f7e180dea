"""Work in worker processes: the same bytes, and whatever goes wrong there names its artifact."""

from collections.abc import Sequence
from pathlib import Path

from toys import Bench, Tree

from packshot.engine.attempts import Failed, attempts
from packshot.engine.request import Limits
from packshot.engine.types import Json, Original

MANY: Tree = {f"things/t{number}.txt": f"name: T{number}\nart: a{number % 8}\n" for number in range(60)} | {
    f"art/a{number}": f"picture {number}" for number in range(8)
}


def test_workers_make_the_same_bytes(tmp_path: Path) -> None:
    alone, many = Bench(tmp_path / "alone"), Bench(tmp_path / "many", workers=2)
    assert many.build(MANY).manifest == alone.build(MANY).manifest
    assert many.shown() == alone.shown()


def test_a_raising_make_in_a_worker_is_a_finding(tmp_path: Path) -> None:
    result = Bench(tmp_path, workers=2).build({**MANY, "things/x.txt": "boom: boom\n"})
    (finding,) = result.findings
    assert finding.text == 'output "plain" failed to make booms/boom: ValueError: no'


def test_a_worker_that_dies_costs_only_its_own_artifact(tmp_path: Path) -> None:
    result = Bench(tmp_path, workers=2).build({**MANY, "things/x.txt": "boom: die\n"})
    (finding,) = result.findings
    assert finding.text == 'output "dear" failed to make booms/die: the worker process ended unexpectedly'


def test_a_worker_that_is_stuck_is_ended(tmp_path: Path) -> None:
    bench = Bench(tmp_path, workers=2, limits=Limits(seconds=2))
    (finding,) = bench.build({**MANY, "things/x.txt": "boom: stuck\n"}).findings
    assert finding.text == 'output "dear" failed to make booms/stuck: it was not finished after 2 s'


class _Together:
    """Makes several at once, unless one of them is bad."""

    name = "together"
    together = True

    def __init__(self) -> None:
        self.calls: list[int] = []

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        self.calls.append(1)
        if data == "bad":
            raise ValueError("bad")
        return str(data).encode() + originals[0]

    def make_many(self, jobs: Sequence[tuple[Json, Sequence[bytes]]]) -> list[bytes]:
        made = [self.make(data, originals) for data, originals in jobs]
        self.calls[-len(jobs) :] = [len(jobs)]
        return made


def test_jobs_of_one_original_are_made_in_one_go_and_a_bad_one_costs_itself_alone() -> None:
    original = Original("a", "0" * 64, "art/a")
    good, bad = _Together(), _Together()
    made = list(attempts(good, [("x", [original]), ("y", [original])], lambda _: b"!"))
    assert (made, good.calls) == ([b"x!", b"y!"], [2])
    mixed = list(attempts(bad, [("x", [original]), ("bad", [original]), ("y", [original])], lambda _: b"!"))
    assert mixed == [b"x!", Failed("raised", "ValueError", "bad"), b"y!"]
