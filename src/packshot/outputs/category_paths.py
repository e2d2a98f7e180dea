"""The categories that show a product. Results are cached for all products of a category."""

from __future__ import annotations

from packshot.catalog.reader import Reader
from packshot.model.product import Product


def above(reader: Reader, product: Product) -> tuple[str, ...]:
    """Return every category that shows the product: its own categories and all their ancestors, without duplicates."""
    return tuple(dict.fromkeys(key for own in product.categories for key in _above(reader, own)))


def _above(reader: Reader, key: str) -> tuple[str, ...]:
    return reader.remembered(("above", key), lambda inner: inner.above(key))


def main_line(reader: Reader, product: Product, tree: str) -> tuple[str, ...]:
    """Return the categories from the top of a tree down to the first category of the product that is in this tree;
    empty if no category of the product is in the tree.
    """
    lines = (line(reader, key) for key in product.categories)
    return next((keys for found, keys in lines if keys and found == tree), ())


def line(reader: Reader, key: str) -> tuple[str, tuple[str, ...]]:
    """Return the tree of a category, and the keys from the top of the tree down to the category; both are empty if the
    category does not exist.
    """
    return reader.remembered(("line", key), lambda inner: _line(inner, key))


def _line(reader: Reader, key: str) -> tuple[str, tuple[str, ...]]:
    found = reader.path_to(key)
    return (found[-1].tree if found else "", tuple(category.key for category in found))
