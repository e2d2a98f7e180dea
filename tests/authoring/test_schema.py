"""`packshot schema`: an editor that takes the schemas accepts right files, underlines wrong ones, and offers names."""

import json
import subprocess

import pytest
from tests.reference import reference_files
from tests.support import files_of, tree_of

from authoring.editors import Editor, yaml_files
from cli.commands import SHOP, Told, shop
from conftest import ROOT
from packshot.authoring.importers import Options, find
from packshot.authoring.schema import wiring
from packshot.authoring.schema.files import BY_FAMILY, PARTS
from packshot.catalog.entities import MAPS, MODELS
from packshot.catalog.layout import GLOBS, Kind, role_of
from packshot.git.tree import MemoryTree

MUG = "catalog/products/cup/mug/product.yaml"
NO_YAML = {"original", "site", "unknown"}


def accepted(tree):
    editor = Editor(tree)
    editor.sound()
    files = yaml_files(tree)
    assert files
    return {path: found for path, text in files.items() if (found := editor.problems(path, text))}


def test_every_file_of_the_example_is_accepted():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "catalog", "assets", "channels"], cwd=ROOT, capture_output=True, check=True
    )
    names = filter(None, listed.stdout.decode().split("\0"))
    assert accepted(MemoryTree({name: (ROOT / name).read_bytes() for name in names})) == {}


def test_every_file_of_the_reference_is_accepted(test_data):
    assert accepted(MemoryTree(reference_files())) == {}


def test_every_file_of_an_import_is_accepted(test_data):
    files = find("akeneo").convert(test_data / "catalogues" / "akeneo-icecat", Options()).files
    assert accepted(MemoryTree({file.path: file.content for file in files if file.path.endswith(".yaml")})) == {}


def test_every_kind_of_yaml_file_has_a_schema():
    from typing import get_args

    assert {*MODELS, *MAPS, *PARTS, *BY_FAMILY} == set(get_args(Kind)) - NO_YAML


@pytest.mark.parametrize("kind", GLOBS)
def test_the_pattern_of_a_kind_takes_its_files(kind):
    wanted = GLOBS[kind][0].replace("**/", "any/where/").replace("*.*", "photo.jpg").replace("*", "name")
    assert role_of(wanted).kind == kind


WRONG = {
    "an unknown key": (MUG, "status: active", "status: active\nwieght: 3 g"),
    "a word that is none": (MUG, "status: active", "status: live"),
    "a family that is none": (MUG, "family: cup", "family: cap"),
    "a category that is none": (MUG, "categories: [cups]", "categories: [caps]"),
    "an option that is none": (MUG, "MUG-BLUE: {color: blue}", "MUG-BLUE: {color: bleu}"),
    "a unit that is none": (MUG, "weight: 300 g", "weight: 300 oz"),
    "a measure without a blank": (MUG, "weight: 300 g", "weight: 300g"),
    "a scope that is none": (MUG, "  google:", "  goggle:"),
    "a record's key below assets": (MUG, "assets: {main: mug}", "assets: {mian: mug}"),
    "a list for one asset": (MUG, "assets: {main: mug}", "assets: {main: [mug]}"),
    "what is not localizable": ("catalog/products/cup/mug/de.yaml", "name: Becher", "care: Waschen"),
    "an attribute in no group": ("catalog/families/cup.yaml", "axes: [color]", "axes: [colour]"),
    "a type that is none": ("catalog/attributes/main.yaml", "{type: gtin, ", "{type: gitn, "),
    "a locale that is none": ("catalog/options/color.yaml", "{en: Red, de: Rot}", "{en: Red, dk: Rot}"),
    "a price without an amount": ("catalog/prices/sale.yaml", "{price: 8.00, was", "{was"),
    "a price that is no number": ("catalog/prices/eu.yaml", "mug/*: 9.50", "mug/*: [{price: cheap}]"),
    "a stock state that is none": ("catalog/stock/main.yaml", "MUG-BLUE: 7", "MUG-BLUE: {state: some}"),
    "a market that is none": ("channels/google.yaml", "markets: [de]", "markets: [dk]"),
    "a price list that is none": ("catalog/catalog.yaml", "prices: [sale, eu]", "prices: [sales, eu]"),
    "a unit without a factor": ("catalog/units.yaml", "g: {factor: 1}", "g: {}"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_underlined(name):
    path, right, wrong = WRONG[name]
    editor, files = Editor(tree_of(SHOP)), files_of(SHOP)

    assert editor.problems(path, files[path]) == []
    assert right in files[path]
    assert editor.problems(path, files[path].replace(right, wrong, 1)) != []


def test_names_that_come_and_go_only_suggest():
    editor = Editor(tree_of(SHOP))
    skus = editor.schemas["words.json"]["$defs"]["sku"]

    assert skus["anyOf"][0]["enum"] == ["MUG-BLUE", "MUG-RED", "OLD-1"]
    assert skus["anyOf"][0]["enumDescriptions"] == ["mug", "mug", "old"]
    assert editor.problems("catalog/stock/main.yaml", "stock: {NEW-1: 3}") == []


def test_too_many_names_are_told_and_left_free():
    editor = Editor(tree_of(SHOP), most=2)

    assert editor.made.too_long == ("attribute", "locale", "name", "path", "price-key", "requirement", "scope", "sku")
    assert editor.problems("catalog/families/cup.yaml", "attributes: [anything]") == []
    editor.sound()


def test_numbers_and_truths_may_be_option_codes():
    more = """
    --- catalog/options/color.yaml
    options: {42: {}, 0.5: {}, "true": {}, 0012: {}, red: {label: {de: Rot, en: Red}}, blue: {}}
    """
    editor = Editor(tree_of(SHOP.replace("--- catalog/options/color.yaml", "--- catalog/options/other.yaml") + more))

    head = "family: cup\nstatus: draft\naxes: [color]\n"
    for code in ("42", "'42'", "0.5", "true", "'true'", "0012", "red"):
        assert editor.problems(MUG, f"{head}variants: {{A: {{color: {code}}}}}") == []
    assert editor.problems(MUG, f"{head}variants: {{A: {{color: 43}}}}") != []


def test_locale_files_are_told_apart_by_shelf():
    editor = Editor(tree_of(SHOP))
    cases = {
        "catalog/products/cup/new/de.yaml": ["families/cup.locale.json"],
        "catalog/products/cup/mug/product.yaml": ["kinds/product.json"],
        "catalog/products/cup/mug/en.yaml": [],  # the source has no locale file
        "assets/a/mug.jpg.yaml": ["kinds/sidecar.json"],
    }
    assert {path: editor.schemas_for(path) for path in cases} == cases

    more = """
    --- catalog/products/cup/plate/product.yaml
    family: plate
    --- catalog/families/plate.yaml
    attributes: [name]
    """
    mixed = Editor(tree_of(SHOP + more))
    assert mixed.schemas_for("catalog/products/cup/mug/de.yaml") == ["families/cup.locale.json"]
    assert mixed.schemas_for("catalog/products/cup/plate/de.yaml") == ["families/plate.locale.json"]


def test_a_modeline_is_written_once_and_stays():
    once = wiring.with_modeline("# Mugs\nname: X\n", MUG, ".packshot/schema/kinds/product.json")

    assert once == (
        "# yaml-language-server: $schema=../../../../.packshot/schema/kinds/product.json\n# Mugs\nname: X\n"
    )
    assert wiring.with_modeline(once, MUG, ".packshot/schema/kinds/product.json") == once
    assert wiring.with_modeline(once, MUG, "x.json").startswith("# yaml-language-server: $schema=../../../../x.json\n#")


def test_settings_keep_what_is_not_ours():
    held = b'{"a": 1, "yaml.schemas": {"./.packshot/schema/old.json": "x", "https://other": "y.yaml"}}'
    wanted = json.loads(wiring.settings(held, {"kinds/units.json": ["catalog/units.yaml"]}, ".packshot/schema"))

    assert wanted == {
        "a": 1,
        "yaml.schemas": {
            "https://other": "y.yaml",
            "./.packshot/schema/kinds/units.json": ["catalog/units.yaml"],
        },
    }
    again = json.dumps(wanted).encode()
    assert wiring.settings(again, {"kinds/units.json": ["catalog/units.yaml"]}, ".packshot/schema") == again
    assert wiring.settings(b'{// mine\n"a": 1}', {}, ".packshot/schema") is None


def test_the_command(tmp_path, capsys):
    root = str(shop(tmp_path))

    assert Told(capsys, "-C", root, "schema", "--check").code == 1
    told = Told(capsys, "-C", root, "schema", "--vscode", "--modeline")
    assert told.code == 0, told.err
    assert "was updated" in told.out
    first = (tmp_path / MUG).read_text().split("\n")[0]
    assert first == "# yaml-language-server: $schema=../../../../.packshot/schema/kinds/product.json"
    assert (tmp_path / MUG).parent.joinpath(first.partition("=")[2]).resolve().is_file()
    assert "yaml-language-server" not in Told(capsys, "-C", root, "fmt", "--check").out  # it is canonical
    assert Told(capsys, "-C", root, "schema", "--check").code == 0
    again = Told(capsys, "-C", root, "schema", "--vscode", "--modeline", "--format", "json").json
    assert (again["written"], again["removed"], again["modelines"], again["settings"]) == (0, 0, [], "unchanged")


def test_a_folder_that_is_not_ours_is_refused(tmp_path, capsys):
    root = shop(tmp_path)
    (root / "mine").mkdir()
    (root / "mine/thesis.txt").write_text("x")

    told = Told(capsys, "-C", str(root), "schema", "--to", "mine")
    assert told.code == 3
    assert "thesis.txt" in told.err
    assert [path.name for path in (root / "mine").iterdir()] == ["thesis.txt"]


def test_options_may_form_a_tree():
    path = "catalog/options/color.yaml"
    tree = "options:\n  warm:\n    label: Warm\n    children:\n      red: {label: Red}\n  blue: Blue\n"
    editor = Editor(MemoryTree({**files_of(SHOP), path: tree}))

    assert editor.problems(path, tree) == []
    assert editor.problems(path, tree.replace("children", "childern")) != []
    words = editor.schemas["words.json"]["$defs"]["option/color"]
    assert words == {"enum": ["warm", "red", "blue"], "enumDescriptions": ["Warm", "Warm > Red", "Blue"]}
