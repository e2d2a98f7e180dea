"""Work in worker processes: the same bytes, and whatever goes wrong there names its artifact."""

from pathlib import Path

from toys import Bench, Tree

from packshot.build.request import Limits

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
    assert finding.what == "booms/boom could not be made by plain: ValueError: no"


def test_a_worker_that_dies_costs_only_its_own_artifact(tmp_path: Path) -> None:
    result = Bench(tmp_path, workers=2).build({**MANY, "things/x.txt": "boom: die\n"})
    (finding,) = result.findings
    assert finding.what == "booms/die could not be made by dear: its worker process died"


def test_a_worker_that_is_stuck_is_ended(tmp_path: Path) -> None:
    bench = Bench(tmp_path, workers=2, limits=Limits(seconds=2))
    (finding,) = bench.build({**MANY, "things/x.txt": "boom: stuck\n"}).findings
    assert finding.what == "booms/stuck could not be made by dear: took longer than 2 s"
