"""A state of builds that is not whole: commands do without it, or say what is wrong."""

import json
from pathlib import Path

import pytest
from commands import Told, shop

from support import commit, git

INSTANT = ("--as-of", "2026-11-01")


class Machine:
    """The shop, built, with a store of which every blob is empty but those by which a state is opened."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.capsys = capsys
        assert self("build").code == 0
        store = root / ".packshot/store"
        (state,) = (store / "states").iterdir()
        kept = set(json.loads(state.read_text())["shelves"].values())
        for path in (store / "blobs").rglob("*"):
            if path.is_file() and path.name not in kept:
                path.write_bytes(b"")

    def __call__(self, *words: str) -> Told:
        return Told(self.capsys, "-C", str(self.root), *words, *INSTANT)


@pytest.fixture
def machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Machine:
    return Machine(shop(tmp_path / "shop"), capsys)


def test_a_plan_is_one_from_nothing(machine: Machine) -> None:
    told = machine("plan", "--format", "json")
    assert (told.code, told.json["everything"]) == (0, "there is no state to start from")


def test_a_value_is_explained_from_the_files(machine: Machine) -> None:
    told = machine("explain", "MUG-RED", "name")
    assert (told.code, "product.yaml:4" in told.out) == (0, True)


def test_what_cannot_be_verified_is_refused_with_a_cure(machine: Machine) -> None:
    told = machine("build", "--verify")
    assert told.code == 3
    assert "refused[state-damaged]" in told.err
    assert "run `packshot build --repair`" in told.err


def test_a_strict_build_makes_all_anew_for_it_must_know_what_was_found(machine: Machine) -> None:
    told = machine("build", "--strict", "--format", "json")
    assert told.json["records"] > 0
    assert told.code == 0
    assert machine("build", "--verify").code == 0


def test_a_build_makes_all_anew_once_it_has_met_damage(machine: Machine) -> None:
    stock = machine.root / "catalog/stock/main.yaml"
    commit(machine.root, {"catalog/stock/main.yaml": stock.read_text().replace("MUG-BLUE: 7", "MUG-BLUE: 6")})
    told = machine("build")
    assert (told.code, "warning[state-damaged]" in told.out) == (0, True)
    assert "Verified" in machine("build", "--verify").out


@pytest.mark.parametrize(
    "spoilt", ["[]", "{}", '{"packshot": 1, "tree": "TREE", "roots": {}, "local": [["a"]]}', "TRUE"]
)
def test_a_receipt_that_tells_nothing_or_lies_changes_no_answer(
    spoilt: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shop(tmp_path / "shop")

    def told(*words: str) -> Told:
        return Told(capsys, "-C", str(root), *words, *INSTANT)

    told("build"), told("report", "quality")
    page = root / "catalog/products/cup/mug/de.yaml"
    page.write_text("name: {}\n")
    commit(root)
    for path in (root / ".packshot/receipt.json", root / ".packshot/judged/receipt.json"):
        held = json.loads(path.read_text())
        lie = json.dumps({**held, "roots": {**held["roots"], "catalog": git(root, "rev-parse", "HEAD:catalog")}})
        path.write_text(spoilt.replace("TREE", held["tree"]).replace("TRUE", lie))
    assert told("build").code == 1
    assert told("validate").code == 1
