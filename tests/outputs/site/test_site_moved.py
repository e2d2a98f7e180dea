"""Addresses of products and categories that are gone: where their redirects stand."""

from tests.checks.cases import NOW, laid_over

from packshot.catalog.whole_tree import read_facts
from packshot.engine.types import Reads, View
from packshot.git.tree import MemoryTree
from packshot.publish_program import Catalogue

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


CHAIN = """
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
--- catalog/products/bowl/rim/product.yaml
family: bowl
status: retired
replaced_by: NEW-1
sku: RIM-M
name: Rim
categories: [deep]
--- catalog/products/bowl/new/product.yaml
family: bowl
status: active
sku: NEW-1
name: New bowl
categories: [deep]
"""


def test_a_chain_of_retired_products_leads_to_the_one_that_is_sold() -> None:
    assert moved(laid_over(CHAIN), "product/bowl-deep") == {
        "de/de/products/bowl-deep/index.html": "/de/de/products/new/",
        "de/en/products/bowl-deep/index.html": "/de/en/products/new/",
    }


def test_a_chain_leads_nowhere_where_it_turns_or_ends_at_a_draft() -> None:
    assert moved(laid_over(CHAIN.replace("replaced_by: NEW-1", "replaced_by: bowl-deep")), "product/bowl-deep") == {}
    assert moved(laid_over(CHAIN.replace("status: active", "status: draft")), "product/bowl-deep") == {}


CATEGORIES = """
--- catalog/categories/shop.yaml
label: Shop
children:
  bowls:
    label: Bowls
    formerly: [dishes, deep]
    children:
      deep: {label: Deep}
"""


def test_a_category_is_found_where_its_pages_stood_before() -> None:
    """A former key that is a category again keeps its own page."""
    found = moved(laid_over(CATEGORIES), "category/bowls")

    assert found == {
        "de/de/categories/dishes/index.html": "/de/de/categories/bowls/",
        "de/en/categories/dishes/index.html": "/de/en/categories/bowls/",
    }
