"""Cold validation gives the same findings however the work is divided."""

import os
from pathlib import Path

import pytest
from tests.checks.cases import NOW, laid_over, tree_of_case

from packshot.checks import run, workers
from packshot.checks.run import validate
from packshot.git.tree import MemoryTree

MISTAKES = ("unique-values", "names-twice", "asset-pairs", "translations", "unknown-names", "product-in-two-folders")


class Lame(MemoryTree):
    """A tree that cannot be sent to a worker."""

    def __reduce__(self) -> str:
        raise OSError("not to be sent")


@pytest.fixture(autouse=True)
def few_files_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "FEW", 5)


class Deadly(MemoryTree):
    """A tree that ends whatever process it is sent to."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (3,)


@pytest.fixture(params=[True, False], ids=["forked", "spawned"])
def _begun(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second process that is a copy of this one, or begins from nothing."""
    if request.param and not workers.forks():
        pytest.skip("no process is forked here")
    monkeypatch.setattr(workers, "forks", lambda: request.param)


@pytest.mark.usefixtures("_begun")
@pytest.mark.parametrize("case", MISTAKES)
def test_two_processes_find_what_one_finds(case: str) -> None:
    tree = tree_of_case(case)
    assert validate(tree, NOW, whole=True, processes=2) == validate(tree, NOW, whole=True, processes=1)


@pytest.mark.usefixtures("_begun")
@pytest.mark.parametrize("kind", [Lame, Deadly])
def test_without_a_second_process_the_work_is_done_at_home(kind: type[MemoryTree]) -> None:
    tree = tree_of_case("unique-values")
    lame = kind({entry.path: tree.read(entry.path) for entry in tree.entries()})
    assert validate(lame, NOW, processes=2) == validate(tree, NOW, processes=1)


def test_progress_ends_at_the_end(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    validate(laid_over(""), NOW, processes=1, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]


@pytest.mark.parametrize(("count", "codes"), [(1000, set()), (1001, {"list-long"})])
def test_a_list_of_very_many_lines_is_better_cut(count: int, codes: set[str]) -> None:
    lines = "".join(f"  RIM-{number}: 1\n" for number in range(count))
    report = validate(laid_over(f"--- catalog/stock/central.yaml\nstock:\n{lines}"), NOW)
    assert {each.code for each in report.findings} - {"line-without-sku"} == codes


@pytest.mark.parametrize(
    ("path", "help_"),
    [
        (
            "central.yaml",
            (
                "move the lines to files of up to 1,000 lines in catalog/stock/central/ and the head to "
                "catalog/stock/central/list.yaml; delete this file"
            ),
        ),
        ("central/list.yaml", "move the lines to several files of up to 1,000 lines in catalog/stock/central/"),
        ("central/part.yaml", "move the lines to several files of up to 1,000 lines in catalog/stock/central/"),
    ],
)
def test_a_long_list_is_cut_in_its_own_folder(path: str, help_: str) -> None:
    lines = "".join(f"  RIM-{number}: 1\n" for number in range(1001))
    report = validate(laid_over(f"--- catalog/stock/{path}\nstock:\n{lines}"), NOW)
    assert [each.help for each in report.findings if each.code == "list-long"] == [help_]
