"""Trees of categories as plain data."""

from typing import Any

from packshot.catalog.branches import branches
from packshot.catalog.layout import FileRole
from packshot.catalog.parts import parts_of
from packshot.findings import Location
from packshot.model import entity
from packshot.model.schema import Category
from packshot.yaml.reader import load

TREE = """
label: {en: Shop}
children:
  clothing:
    maps: {google: 1604}
    children:
      jackets: {label: {en: Jackets}}
      trousers: {also: [care]}
  care: {}
"""


def test_categories_come_from_a_tree_in_display_order() -> None:
    text = TREE.replace("care: {}", "care: {label: Care}")
    parts = parts_of(FileRole("categories", "shop"), load(text.encode(), "shop.yaml").value)
    found = {keys: {**value, "key": keys[-1]} for _, keys, value in parts if keys}
    nouns = [entity.read(Category, {}, Location("x"), **data)[0] for data in found.values()]

    assert [one and (one.key, one.parent, one.children) for one in nouns] == [
        ("clothing", None, ("jackets", "trousers")),
        ("jackets", "clothing", ()),
        ("trousers", "clothing", ()),
        ("care", None, ()),
    ]
    assert list(found)[2] == ("children", "clothing", "children", "trousers")


def test_a_tree_of_any_depth_is_walked() -> None:
    deep: dict[str, Any] = {}
    for level in range(5000):
        deep = {"children": {f"c{level}": deep}}

    assert sum(1 for _ in branches(deep)) == 5000
