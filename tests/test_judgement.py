"""A judgement that starts from a state finds what a validation from nothing finds, and evaluates what has changed."""

import shutil
from pathlib import Path

import pytest
from tests.checks.cases import laid_over, names, tree_of_case
from tests.forgetting import read_by
from tests.judged_trees import NOW, Bench

from packshot.catalog.reader import Reader
from packshot.catalog.unreadable import INDEX_DARK, INDEX_WORD
from packshot.checks.run import validate
from packshot.engine.parsing import free
from packshot.git.tree import MemoryTree
from packshot.readiness.product import FORM
from packshot.validation_program import ValidationProgram

SOUND = laid_over("")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sound")
    Bench(root).judge(SOUND)
    return root


@pytest.mark.parametrize("case", [name for name in names() if not name.startswith("whole-")])
def test_each_mistake_is_found_as_from_nothing_with_its_edits(case: str, sound: Path, tmp_path: Path) -> None:
    tree, root = tree_of_case(case), tmp_path / "warm"
    shutil.copytree(sound, root)
    bench = Bench(root)
    bench.judge(tree, before=SOUND)
    cold = validate(tree, NOW)
    assert bench.findings(tree) == cold.findings
    assert (bench.standing.files, bench.standing.records) == (cold.files, cold.records)


@pytest.mark.parametrize("case", ["unique-values", "names-twice", "texts"])
def test_what_is_mended_is_found_no_more(case: str, tmp_path: Path) -> None:
    broken, bench = tree_of_case(case), Bench(tmp_path)
    bench.judge(broken)
    assert bench.findings(broken)
    bench.judge(SOUND, before=broken)
    assert bench.findings(SOUND) == []
    clean = Bench(tmp_path / "clean")
    clean.judge(SOUND)
    assert bench.shown() == clean.shown()


def broken(path: str, tree: MemoryTree = SOUND) -> MemoryTree:
    """The tree with a file that is no YAML any more."""
    return tree.edited({path: b'"so" to say\n' + tree.read(path)})


def stands_as_from_nothing(bench: Bench, tree: MemoryTree) -> bool:
    """Whether what stands is what a validation and a judgement from nothing find."""
    clean = Bench(bench.root / "clean")
    clean.judge(tree)
    same = bench.shown() == clean.shown() and bench.findings(tree) == validate(tree, NOW).findings
    shutil.rmtree(clean.root)
    return same


@pytest.mark.parametrize("path", [entry.path for entry in SOUND.entries() if entry.path.endswith(".yaml")])
def test_a_file_is_broken_changed_while_it_is_and_mended(path: str, sound: Path, tmp_path: Path) -> None:
    bench, before = Bench(tmp_path / "warm"), SOUND
    shutil.copytree(sound, bench.root)
    worse = broken(path)
    changed = worse.edited({path: worse.read(path).replace(b"RIM-M", b"RIM-L").replace(b"blue", b"navy")})
    for tree in (worse, changed, broken("catalog/stock/central.yaml", changed), worse, SOUND):
        bench.judge(tree, before=before)
        assert stands_as_from_nothing(bench, tree)
        before = tree


RIM = "catalog/products/bowl/rim/product.yaml"
RETAIL = "catalog/prices/retail.yaml"
NEEDS = {"catalog/lifecycle.yaml": "statuses:\n  active: {needs: {required: [price]}}\n"}


def forgetful(index: str) -> type[ValidationProgram]:
    """The program without the notes of what it looked up in an index."""

    class Forgetful(Reader):
        def note(self, node: str) -> None:
            if not node.startswith(f"index/{index}/"):
                super().note(node)

    return read_by(ValidationProgram, Forgetful)


def steps(index: str) -> tuple[MemoryTree, MemoryTree]:
    """Two trees between which nothing else changes that speaks of a price line or a price."""
    if index == INDEX_WORD:
        before = broken(RIM)
        return before, edited(RIM, "RIM-M", "RIM-L", before)
    before = edited(RETAIL, "prices:\n  RIM-M: 24.00\n  bowl", "prices:\n  - bowl", SOUND.edited(NEEDS))
    return before, edited(RETAIL, "  - bowl", "  bowl", before)


@pytest.mark.parametrize("index", [INDEX_WORD, INDEX_DARK])
def test_a_program_that_forgets_to_note_unread_files_is_found_out(index: str, tmp_path: Path) -> None:
    before, after = steps(index)
    for number, program in enumerate((ValidationProgram, forgetful(index))):
        bench = Bench(tmp_path / str(number), program)
        bench.judge(before)
        bench.judge(after, before=before)
        assert stands_as_from_nothing(bench, after) == (program is ValidationProgram)


def test_a_changed_price_judges_its_product_alone_where_active_asks_for_one(tmp_path: Path) -> None:
    bench, tree = Bench(tmp_path), SOUND.edited(NEEDS)
    bench.judge(tree)
    bench.judge(edited(RETAIL, "RIM-M: 24.00", "RIM-M: 25.00", tree), before=tree)
    assert products(bench) == {"product/rim"}


def test_nothing_changed_evaluates_nothing(sound: Path, tmp_path: Path) -> None:
    shutil.copytree(sound, tmp_path / "warm")
    bench = Bench(tmp_path / "warm")
    assert bench.judge(SOUND).records == 0
    assert bench.judge(MemoryTree({**_files(SOUND), "assets/x.txt": "x"})).records > 0


def _files(tree: MemoryTree) -> dict[str, bytes | str]:
    return {entry.path: tree.read(entry.path) for entry in tree.entries()}


BOWL = "catalog/families/bowl.yaml"
CATALOG = "catalog/catalog.yaml"
DEEP = "catalog/products/bowl/bowl-deep/product.yaml"
RIM = "catalog/products/bowl/rim/product.yaml"
SHOP = "catalog/categories/shop.yaml"
MAIN = "catalog/attributes/main.yaml"


def edited(path: str, old: str, new: str, tree: MemoryTree = SOUND) -> MemoryTree:
    text = tree.read(path).decode()
    assert old in text
    return tree.edited({path: text.replace(old, new)})


def products(bench: Bench) -> set[str]:
    return {record for record in bench.evaluated if record.startswith("product/")}


CUP = {
    "catalog/families/cup.yaml": "label: Cup\n\nattributes: [name]\n\nrequired: {all: [name]}\n",
    "catalog/products/cup/mug/product.yaml": "family: cup\nstatus: active\nsku: MUG\n\nname: Mug\n",
}


def test_a_changed_requirement_judges_the_products_of_its_family_and_no_others(tmp_path: Path) -> None:
    bench, tree = Bench(tmp_path), SOUND.edited(CUP)
    bench.judge(tree)
    bench.judge(edited(BOWL, "web: [assets.main]", "web: [assets.main, volume]", tree), before=tree)
    assert products(bench) == {"product/rim", "product/bowl-deep"}
    rows = dict(bench.standing.items("ready", FORM))["rim"]["rows"]
    assert ["web", "de", "en", 3, {"volume": 1}] in [row[:5] for row in rows]


def test_a_changed_product_judges_that_product_alone(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.judge(SOUND)
    bench.judge(edited(DEEP, "name: Deep bowl", "name: Deeper bowl"), before=SOUND)
    assert products(bench) == {"product/bowl-deep"}


def test_the_end_of_rights_is_judged_by_the_clock_both_ways(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.judge(SOUND)
    before = bench.shown()

    def missing() -> set[str]:
        return {path for row in dict(bench.standing.items("ready", FORM))["rim"]["rows"] for path in row[4]}

    assert "assets.main" not in missing()
    bench.judge(SOUND, "2028-01-01T00:00:00Z")
    assert "assets.main" in missing()
    bench.judge(SOUND)
    assert bench.shown() == before


BY_LABEL = {
    RIM: f"{SOUND.read(RIM).decode()}Farbe: sand\n".replace("havn", "Hafen").replace("[bowls,", "[Tiefe Schalen,"),
}
RENAMED = [
    {"catalog/records/brand/havn.de.yaml": "name: Hafen\n"},
    {SHOP: SOUND.read(SHOP).decode().replace("label: Deep bowls", "label: {en: Deep bowls, de: Tiefe Schalen}")},
    {MAIN: SOUND.read(MAIN).decode().replace("label: Colour", "label: {en: Colour, de: Farbe}")},
]


@pytest.mark.parametrize("labels", RENAMED)
def test_what_is_called_so_by_now_is_named_in_the_cure(labels: dict[str, str], tmp_path: Path) -> None:
    bench, tree = Bench(tmp_path), SOUND.edited(BY_LABEL)
    bench.judge(tree)
    before, after = bench.findings(tree), tree.edited(labels)
    bench.judge(after, before=tree)
    found = bench.findings(after)
    assert found == validate(after, NOW).findings
    assert {each.help for each in found} != {each.help for each in before}


def test_the_end_of_a_licence_is_told_ahead_and_after_without_a_commit(tmp_path: Path) -> None:
    bench = Bench(tmp_path)

    def told(instant: str) -> list[str]:
        bench.judge(SOUND, instant)
        found = bench.findings(SOUND)
        assert found == validate(SOUND, instant).findings
        return [finding.code for finding in found]

    assert told("2027-12-01T22:59:59Z") == []
    assert told("2027-12-01T23:00:00Z") == ["asset-ending"]
    assert told("2027-12-31T23:00:00Z") == ["asset-hidden"]
    assert told("2027-12-31T22:59:59Z") == ["asset-ending"]
    assert told(NOW) == []


LONG = "A deep bowl of stoneware, thrown by hand and fired twice in the kiln.\n"


def test_a_text_of_two_products_is_told_of_both_until_one_is_changed(tmp_path: Path) -> None:
    rim = "catalog/products/bowl/rim/product.yaml"
    both = {path: f"{SOUND.read(path).decode()}\ndescription: {LONG}" for path in (DEEP, rim)}
    bench, tree = Bench(tmp_path), SOUND.edited(both)
    bench.judge(tree)
    assert list(dict(bench.standing.artifacts("twins/", free)).values()) == [
        [["bowl-deep", "en", "description"], ["rim", "en", "description"]]
    ]
    bench.judge(edited(rim, "by hand", "by hands", tree), before=tree)
    assert products(bench) == {"product/rim"}
    assert dict(bench.standing.artifacts("twins/", free)) == {}
