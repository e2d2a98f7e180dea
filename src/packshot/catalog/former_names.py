"""Former names (`formerly`, format rule 7): what a thing that was called so is called now, by the index of them."""

from __future__ import annotations

from packshot.catalog import nodes
from packshot.catalog.indexes import INDEX_FORMER
from packshot.catalog.reader import Reader


def successors(reader: Reader, node: str) -> tuple[str, ...]:
    """Return what was called so before, by the node that it had: `option/color/bleu` gives `blue`."""
    return reader.lookup(INDEX_FORMER, node)


def products(reader: Reader, name: str) -> list[str]:
    """Return the keys of products that were called so, ignoring case."""
    return [key for key, sku in _bearers(reader, name) if not sku]


def skus(reader: Reader, name: str) -> list[str]:
    """Return the SKUs that were called so, ignoring case."""
    return [sku for _, sku in _bearers(reader, name) if sku]


def products_or_skus(reader: Reader, name: str) -> list[str]:
    """Return the keys of products that were called so, else the SKUs."""
    return products(reader, name) or skus(reader, name)


def _bearers(reader: Reader, name: str) -> list[tuple[str, str]]:
    parts = (value.partition("\t") for value in successors(reader, nodes.product(name.casefold())))
    return [(key, sku) for key, _, sku in parts]
