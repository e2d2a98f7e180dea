"""Addresses of products that are gone: where their redirects stand."""

from tests.checks.cases import NOW, laid_over

from packshot.build.types import Reads, View
from packshot.catalogue import Catalogue
from packshot.source.tree import MemoryTree
from packshot.source.whole import read_facts

RETIRED = """
--- catalog/products/bowl/bowl-deep/product.yaml
family: bowl
status: retired
replaced_by: rim
name: Deep bowl
categories: [deep]
axes: [color]
variants:
  DEEP-SAND: {color: sand}
--- catalog/products/bowl/bowl-deep/de.yaml
name: Tiefe Schale
slug: tiefe-schale
"""


def moved(tree: MemoryTree, record: str) -> dict[str, str]:
    """Former address -> new one, of all redirects that a record shows."""
    facts, program = read_facts(tree), Catalogue(tree, "")
    shown = program.evaluate(record, facts, NOW, Reads())
    return {each.path: each.data["href"] for each in shown if isinstance(each, View) and each.output == "site.redirect"}


def test_a_retired_product_leads_on_from_its_address_in_each_language() -> None:
    assert moved(laid_over(RETIRED), "product/bowl-deep") == {
        "de/de/products/tiefe-schale/index.html": "/de/de/products/rim/",
        "de/en/products/bowl-deep/index.html": "/de/en/products/rim/",
    }
