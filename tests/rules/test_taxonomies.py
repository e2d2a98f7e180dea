"""Where the taxonomy codes of a product and of a SKU come from."""

import pytest
from tests.support import tree_of

from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.catalog.whole_tree import read_facts, read_whole
from packshot.model.audience import Audience
from packshot.rules.taxonomies import code, codes

TOOLS = """
    --- catalog/catalog.yaml
    packshot: 1
    name: Tools
    url: https://www.example.com
    source: en
    zone: UTC
    locales: {en: null}
    markets:
      uk: {country: GB, locales: [en], currency: GBP, prices: [], stock: []}
    taxonomies: {google: 2021-09-21, etim: 9.0, gpc: 2024}

    --- catalog/families/tool.yaml
    label: Tool
    axes: [size]
    attributes: [size]

    --- catalog/attributes/main.yaml
    label: Main
    attributes:
      size: {type: text, label: Size}

    --- catalog/categories/shop.yaml
    label: Shop
    children:
      tools:
        label: Tools
        maps: {google: "632", gpc: "82000000"}
        children:
          saws:
            label: Saws
            maps: {google: "1235", etim: EC000123}

    --- catalog/products/saw/product.yaml
    family: tool
    status: active
    categories: [saws]
    maps: {etim: EC000999, gpc: null}
    axes: [size]
    variants:
      S: {size: s}
      L: {size: l, maps: {google: "3000", etim: null}}
    """


@pytest.fixture(scope="module")
def saw() -> VisibleProduct:
    tree = tree_of(TOOLS)
    reader = read_whole(tree, read_facts(tree), "2026-11-01T00:00:00Z")
    found = Visible(reader, Audience("uk", "en", "api")).product("saw")
    assert isinstance(found, VisibleProduct)
    return found


@pytest.mark.parametrize(
    ("sku", "expected"),
    [
        (None, {"google": "1235", "etim": "EC000999"}),
        ("S", {"google": "1235", "etim": "EC000999"}),
        ("L", {"google": "3000"}),
    ],
)
def test_the_nearest_counts_entry_by_entry_and_null_takes_away(
    saw: VisibleProduct, sku: str | None, expected: dict[str, str]
) -> None:
    assert codes(saw, sku) == expected
    assert {name: found for name in ("google", "etim", "gpc") if (found := code(saw, name, sku))} == expected
