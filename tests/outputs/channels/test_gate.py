"""A SKU below the completeness that a channel wants is in no feed of its scope; the reason names what is missing."""

import pytest
from tests.readiness.judged import NOW, SHOP
from tests.support import files_of

from packshot.catalog.whole_tree import read_facts, read_whole
from packshot.engine.types import Item, Reads
from packshot.git.tree import MemoryTree
from packshot.outputs.channels.views import entries, left_out
from packshot.publish_program import Catalogue

LIST = """--- channels/list.yaml
markets: [de]
fields: {id: {from: key}, name: {from: name}}
select:
  - {id: sand, if: "color != 'slate'", reason: not in sand}
output: {format: csv, file: "{market}-{locale}.csv"}
--- catalog/families/bowl.yaml
parent: thing
attributes: [story, pieces, safe, color, gtin, gallery, glazes]
axes: [color]
required: {list: [gtin, story]}
--- catalog/products/deep/product.yaml
family: bowl
status: active
name: Deep
story: Deep.
axes: [color]
variants:
  DEEP-SAND: {color: sand, gtin: 9520000010072}
  DEEP-MOSS: {color: moss}
--- catalog/prices/retail.yaml
currency: EUR
tax: included
prices: {RIM: 24.00}
--- catalog/options/color.yaml
options: {sand: Sand, slate: Slate, moss: Moss}
"""


def shop(thresholds: str) -> MemoryTree:
    files = {**files_of(SHOP), **files_of(LIST)}
    files["catalog/catalog.yaml"] += f"thresholds: {{completeness: {{{thresholds}}}}}\n"
    return MemoryTree(files)


def listed(tree: MemoryTree, key: str = "deep") -> set[str]:
    """The SKUs of a product in the feed for de/en."""
    shown = Catalogue(tree, "").evaluate(f"product/{key}", read_facts(tree), NOW, Reads())
    return {each.member for each in shown if isinstance(each, Item) and each.listing == "feed/feeds/list/de-en.csv"}


@pytest.mark.parametrize(
    ("thresholds", "skus"),
    [
        ("web: 100 %", {"DEEP-SAND", "DEEP-MOSS"}),
        ("list: 66 %", {"DEEP-SAND", "DEEP-MOSS"}),
        ("list: 67 %", {"DEEP-SAND"}),
        ("all: 67 %", {"DEEP-SAND"}),
        ("all: 67 %, list: 50 %", {"DEEP-SAND", "DEEP-MOSS"}),
    ],
)
def test_a_row_needs_the_completeness_of_its_scope(thresholds: str, skus: set[str]) -> None:
    assert listed(shop(thresholds)) == skus


def test_the_reason_names_what_is_missing() -> None:
    tree = shop("list: 100 %")
    reader = read_whole(tree, read_facts(tree), NOW)
    reasons = {
        out.sku: out.reason for out in left_out(reader, "deep") if out.channel == "list" and out.audience.locale == "en"
    }
    assert reasons == {"DEEP-MOSS": "threshold list: 66.6 % complete, 100 % required (missing: gtin)"}


def test_what_a_channel_does_not_select_is_left_out_for_that_alone() -> None:
    tree = shop("list: 100 %")
    path = "catalog/products/deep/product.yaml"
    slate = tree.edited({path: tree.read(path).decode().replace("color: moss", "color: slate")})
    reader = read_whole(slate, read_facts(slate), NOW)
    assert "select sand: not in sand" in {out.reason for out in left_out(reader, "deep") if out.sku == "DEEP-MOSS"}


STOCKED = """--- channels/list.yaml
markets: [de]
fields: {id: {from: key}, gtin: {from: gtin}, left: {from: stock.qty}}
rules: {gtin: {required: true}}
output: {format: csv, file: "{market}-{locale}.csv"}
"""


def stocked() -> MemoryTree:
    return shop("list: 100 %").edited({**files_of(STOCKED), "channels/google.yaml": None})


def test_a_row_below_the_threshold_is_not_rendered() -> None:
    tree, reads = stocked(), Reads()
    list(entries(Catalogue(tree, "").reader(read_facts(tree), NOW, reads), "deep"))
    assert {node for node in reads.nodes if node.startswith("stock/central/")} == {"stock/central/DEEP-SAND"}


def test_the_reasons_are_those_of_the_gate_and_of_the_row() -> None:
    tree = stocked()
    reader = read_whole(tree, read_facts(tree), NOW)
    reasons = {out.audience.locale: out.reason for out in left_out(reader, "deep") if out.sku == "DEEP-MOSS"}
    missing = "; rule gtin: missing required value"
    assert reasons == {
        "de": f"threshold list: 0.0 % complete, 100 % required (missing: name, gtin, story){missing}",
        "en": f"threshold list: 66.6 % complete, 100 % required (missing: gtin){missing}",
    }
