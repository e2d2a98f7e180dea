"""A change of the schema recomputes what it touches and nothing else, however many products there are.

`PACKSHOT_LARGE` asks for 20,000 products in five languages.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bench import generate
from releases import NOW, Press, quick_folder
from tests.judged_trees import Bench

from packshot.git.tree import MemoryTree

PRODUCTS, LOCALES = (
    (20_000, ["en", "de", "fr", "it", "es"]) if os.environ.get("PACKSHOT_LARGE") else (400, ["en", "de"])
)
CLOTH = {7, 70, 177}
"""The products of a family of their own."""
GOLD = {3, 33, 333}
"""Those of which a variant is golden."""

FAMILY, COLORS, GROUP = "catalog/families/cloth.yaml", "catalog/options/color.yaml", "catalog/attributes/main.yaml"


def keys(numbers: set[int]) -> set[str]:
    return {f"product/p{number:06d}" for number in numbers}


def catalogue(products: int, locales: list[str]) -> MemoryTree:
    files = dict(generate.files(products, locales))
    for number in CLOTH | GOLD:
        path = f"catalog/products/shelf-0000/p{number:06d}/product.yaml"
        text = files[path]
        if number in CLOTH:
            text = text.replace("family: ware", "family: cloth")
        files[path] = re.sub(r"-1: {color: \w+", "-1: {color: gold", text) if number in GOLD else text
    files[FAMILY] = files["catalog/families/ware.yaml"].replace("label: Ware", "label: Cloth")
    files[COLORS] += "  gold: {label: {en: Gold, de: Gold}}\n"
    return MemoryTree({path: text.encode() for path, text in files.items()})


@dataclass
class Machine:
    """What a program of the engine evaluates of a catalogue and of an edit of it."""

    tree: MemoryTree
    run: Callable[[MemoryTree, MemoryTree | None], Iterable[str]]

    def __post_init__(self) -> None:
        assert keys(CLOTH | GOLD) <= set(self.run(self.tree, None))


def judging(folder: Path) -> Machine:
    bench = Bench(folder)

    def run(tree: MemoryTree, before: MemoryTree | None) -> Iterable[str]:
        bench.judge(tree, before=before)
        assert bench.findings(tree) == []
        return bench.evaluated

    return Machine(catalogue(PRODUCTS, LOCALES), run)


def building(folder: Path) -> Machine:
    press = Press(folder)

    def run(tree: MemoryTree, before: MemoryTree | None) -> Iterable[str]:
        assert not press.build(tree, NOW, before).failed()
        return press.evaluated

    return Machine(catalogue(400, ["en", "de"]), run)


@pytest.fixture(scope="module", params=[judging, building])
def machine(request: pytest.FixtureRequest) -> Iterator[Machine]:
    with quick_folder() as folder:
        yield request.param(folder)


def touched(machine: Machine, path: str, old: str, new: str) -> set[str]:
    """The products evaluated again after one edit, which is taken back."""
    text = machine.tree.read(path).decode()
    assert old in text
    edited = machine.tree.edited({path: text.replace(old, new, 1)})
    found = set(machine.run(edited, machine.tree))
    machine.run(machine.tree, edited)
    others = {record for record in found if not record.startswith("product/")}
    assert len(others) <= 3, others
    return found - others


def test_a_requirement_concerns_the_products_of_its_family(machine: Machine) -> None:
    assert touched(machine, FAMILY, "all: [name]", "all: [name, height]") == keys(CLOTH)


def test_a_family_concerns_its_products(machine: Machine) -> None:
    assert touched(machine, FAMILY, "axes: [color, size]", "axes: [color, size]\ndefaults: {dishwasher: true}") == keys(
        CLOTH
    )


def test_an_option_concerns_the_products_that_have_it(machine: Machine) -> None:
    assert touched(machine, COLORS, "en: Gold", "en: Golden") == keys(GOLD)


def test_an_option_put_behind_all_others_concerns_nobody(machine: Machine) -> None:
    assert touched(machine, COLORS, "de: Gold}}\n", "de: Gold}}\n  silver: Silver\n") == set()


def test_an_option_put_between_others_concerns_those_that_have_one_behind_it(machine: Machine) -> None:
    assert touched(machine, COLORS, "  gold:", "  silver: Silver\n  gold:") <= keys(GOLD)
