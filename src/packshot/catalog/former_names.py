"""Former names (`formerly`, format rule 7): finds the current name of a renamed entity by the index of former names."""

from __future__ import annotations

from packshot.catalog import nodes
from packshot.catalog.indexes import INDEX_FORMER
from packshot.catalog.reader import Reader


def successors(reader: Reader, node: str) -> tuple[str, ...]:
    """Return the current names of an entity, given its former node: `blue` for `option/color/bleu`."""
    return reader.lookup(INDEX_FORMER, node)


def products(reader: Reader, name: str) -> list[str]:
    """Return the keys of the products with this former name, ignoring case."""
    return [key for key, sku in _current_names(reader, name) if not sku]


def skus(reader: Reader, name: str) -> list[str]:
    """Return the SKUs with this former name, ignoring case."""
    return [sku for _, sku in _current_names(reader, name) if sku]


def products_or_skus(reader: Reader, name: str) -> list[str]:
    """Return the keys of the products with this former name, else the SKUs."""
    return products(reader, name) or skus(reader, name)


def _current_names(reader: Reader, name: str) -> list[tuple[str, str]]:
    parts = (value.partition("\t") for value in successors(reader, nodes.product(name.casefold())))
    return [(key, sku) for key, _, sku in parts]
