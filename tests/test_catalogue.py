"""Whatever stands in the files, a record is evaluated to findings, views and items; it never raises."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from tests.checks.cases import NOW, laid_over

from packshot.catalog.whole_tree import read_facts
from packshot.engine.types import Emitted, Reads, View
from packshot.findings import Finding
from packshot.git.tree import MemoryTree
from packshot.publish_program import Catalogue
from packshot.yaml import reader

SOUND = laid_over("")
BOWL = "catalog/products/bowl/bowl-deep/product.yaml"
RIM = "catalog/products/bowl/rim/product.yaml"
CATALOG = "catalog/catalog.yaml"
SIDECAR = "assets/rim-front.jpg.yaml"


def emitted(tree: MemoryTree) -> list[Emitted]:
    """Everything that all records of a tree show, and what is wrong with them."""
    facts, program = read_facts(tree), Catalogue(tree, "")
    return [each for record in facts.records() for each in program.evaluate(record, facts, NOW, Reads())]


def codes(edits: Mapping[str, str]) -> set[str]:
    return {each.code for each in emitted(SOUND.edited(edits)) if isinstance(each, Finding)}


def test_a_sound_catalogue_shows_something_and_has_no_findings() -> None:
    assert not codes({})
    assert emitted(SOUND)


@pytest.mark.parametrize("color", ['{"name": "Havn"}', "null", "true"])
def test_a_variant_without_a_place_on_its_axis(color: str) -> None:
    raw: Any = reader.load(SOUND.read(BOWL), BOWL).value
    raw["variants"]["DEEP-SLATE"]["color"] = json.loads(color)
    assert codes({BOWL: json.dumps(raw) + "\n"})


def test_an_option_that_is_a_list() -> None:
    assert codes({"catalog/options/color.yaml": "options: {slate: [a], sand: Sand}\n"})


def test_a_crop_made_for_a_ratio_serves_every_preset_of_that_ratio() -> None:
    catalog = SOUND.read(CATALOG).decode().replace("card: {width: 640}", "card: {width: 640, height: 320}")
    sidecar = SOUND.read(SIDECAR).decode()

    def boxes(name: str) -> list[Any]:
        crops = f"crops: {{{name}: {{x: 0, y: 0.5, w: 0.5, h: 0.25}}}}\n"
        shown = emitted(SOUND.edited({CATALOG: catalog, SIDECAR: sidecar + crops}))
        return [each.data["box"] for each in shown if isinstance(each, View) and each.originals]

    assert boxes("card") == boxes('"2:1"') != boxes('"1:1"')


@pytest.mark.parametrize("status", ["active", "draft", "retired"])
def test_a_bundle_is_not_seen_where_a_part_is_not(status: str) -> None:
    bundle = SOUND.read(RIM).decode() + "bundle: {DEEP-SAND: 2}\n"
    deep = SOUND.read(BOWL).decode().replace("status: active", f"status: {status}")
    shown = emitted(SOUND.edited({RIM: bundle, BOWL: deep}))
    told = [each.data.get("bundle") for each in shown if isinstance(each, View) and each.path.endswith("/rim.json")]
    parts = [
        [{"sku": "DEEP-SAND", "qty": 2, "key": "bowl-deep", "name": name}] for name in ("Tiefe Schale", "Deep bowl")
    ]
    assert told == (parts if status == "active" else [])
