"""Lookup of the current names of renamed entities in the index of former names (`formerly`, format rule 7)."""

from __future__ import annotations

from packshot.catalog import nodes
from packshot.catalog.indexes import INDEX_FORMER
from packshot.catalog.reader import Reader


def successors(reader: Reader, node: str) -> tuple[str, ...]:
    """Return the current names of the entities with this former node, for example `blue` for `option/color/bleu`."""
    return reader.lookup(INDEX_FORMER, node)


def products(reader: Reader, name: str) -> list[str]:
    """Return the current keys of the products with this former name, ignoring case."""
    return [key for key, sku in _current_names(reader, name) if not sku]


def skus(reader: Reader, name: str) -> list[str]:
    """Return the current SKUs with this former name, ignoring case."""
    return [sku for _, sku in _current_names(reader, name) if sku]


def products_or_skus(reader: Reader, name: str) -> list[str]:
    """Return the current keys of the products with this former name; if there are none, the current SKUs."""
    return products(reader, name) or skus(reader, name)


def _current_names(reader: Reader, name: str) -> list[tuple[str, str]]:
    parts = (value.partition("\t") for value in successors(reader, nodes.product(name.casefold())))
    return [(key, sku) for key, _, sku in parts]
