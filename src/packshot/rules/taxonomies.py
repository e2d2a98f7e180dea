"""Taxonomy codes (`maps:`) of products and SKUs: their own codes, or otherwise those of their main category."""

from __future__ import annotations

from collections.abc import Mapping

from packshot.catalog.reader import Reader
from packshot.catalog.visibility import VisibleProduct


def codes(shown: VisibleProduct, sku: str | None = None) -> dict[str, str]:
    """Return the codes of a product or SKU as a map from taxonomy to code.

    A code of the product or SKU overrides the inherited code; null removes the inherited code (format rule 23).
    """
    names = dict.fromkeys([*_inherited(shown), *shown.entries("maps", sku)])
    found = {name: code(shown, name, sku) for name in names}
    return {name: value for name, value in found.items() if value}


def code(shown: VisibleProduct, taxonomy: str, sku: str | None = None) -> str | None:
    """Return the code of a product or SKU in one taxonomy; None if it has no code."""
    own = shown.value(f"maps.{taxonomy}", sku)
    if own.present:
        return own.value if isinstance(own.value, str) else None
    return _inherited(shown).get(taxonomy)


def _inherited(shown: VisibleProduct) -> Mapping[str, str | None]:
    """Return the codes of the product's first category and those above it; the nearest code is used."""
    categories = shown.product.categories
    return of_category(shown.visible.reader, categories[0]) if categories else {}


def of_category(reader: Reader, key: str) -> Mapping[str, str | None]:
    """Return a map from taxonomy to code for a category, including the codes of the categories above it.

    The nearest code is used; null removes an inherited code.
    """
    return reader.remembered(
        ("maps", key),
        lambda inner: {name: code for category in inner.path_to(key) for name, code in category.maps.items()},
    )
