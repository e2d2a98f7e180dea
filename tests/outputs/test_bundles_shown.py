"""What pages and feeds show of a bundle."""

from typing import Any

from tests.checks.cases import NOW, laid_over

from packshot.catalog.whole_tree import read_facts
from packshot.engine.types import Item, Reads, View
from packshot.outputs.channels import row_values
from packshot.publish_program import Catalogue

HEAD = """
--- catalog/products/bowl/set/product.yaml
family: bowl
status: active
sku: SET-1
name: Set
categories: [bowls]
gtin: 9520000010096
"""
PRICES = """
--- catalog/prices/retail.yaml
currency: EUR
tax: included
prices: {RIM-M: 24.00, bowl-deep/*: 29.00, SET-1: 49.00}
"""


def shown(bundle: str) -> list[Any]:
    tree = laid_over(f"{HEAD}description: For two.\nbundle: {bundle}\n{PRICES}")
    facts, program = read_facts(tree), Catalogue(tree, "")
    return list(program.evaluate("product/set", facts, NOW, Reads()))


def fields(bundle: str) -> dict[str, str]:
    """The German row of the Google feed."""
    rows = [each.data for each in shown(bundle) if isinstance(each, Item) and each.listing.startswith("feed")]
    return {
        name: row_values.text(value) for name, value in row_values.row(rows[0]).items() if not isinstance(value, tuple)
    }


def test_a_page_tells_what_a_bundle_contains() -> None:
    pages = [each.data for each in shown("{DEEP-SAND: 2, RIM-M: 1}") if isinstance(each, View)]
    parts = next(page["parts"] for page in pages if isinstance(page, dict) and page.get("parts"))
    assert [(part["quantity"], part["card"]["title"], part["card"]["href"]) for part in parts] == [
        ("2\u00a0×", "Tiefe Schale", "/de/de/products/bowl-deep/?sku=DEEP-SAND#DEEP-SAND"),
        ("1\u00a0×", "Bowl with a rim", "/de/de/products/rim/"),
    ]


def test_a_set_of_several_skus_is_a_bundle_to_google() -> None:
    row = fields("{DEEP-SAND: 2, RIM-M: 1}")
    assert (row.get("is_bundle"), row.get("multipack")) == ("yes", None)
    assert row["availability"] == "in_stock"


def test_several_of_one_sku_are_a_multipack() -> None:
    row = fields("{RIM-M: 3}")
    assert (row.get("is_bundle"), row.get("multipack")) == (None, "3")


def test_stock_of_a_feed_follows_from_the_parts() -> None:
    assert fields("{RIM-M: 4}")["availability"] == "out_of_stock"
