"""Owners of nodes. The owner of a node is the task that is evaluated when the node changes.

When the owner reads the node, no reverse entry is stored for this read.
"""

from __future__ import annotations

from packshot.catalog import nodes
from packshot.catalog.indexes import INDEX_LINK, INDEX_NAME
from packshot.catalog.layout import role_of
from packshot.catalog.scan import record_of
from packshot.engine.types import Facts


def owner(node: str, facts: Facts) -> str | None:
    """Return the task that owns a node.

    Return None for a node that many tasks share, and for a price line, stock line or link whose target does not exist.
    """
    kind, rest = nodes.cut(node)
    first, key = nodes.cut(rest)
    if kind == "product":
        return nodes.product(first)
    if kind == "record":
        return nodes.record(first, nodes.cut(key)[0])
    if kind in ("asset", "original"):
        return nodes.asset(rest)
    if kind in ("category", "channel"):
        return node
    if kind == "file":
        return record_of(role_of(rest), rest)
    if kind in ("price", "stock"):
        return _of_line(key, facts)
    if kind == "index" and first == INDEX_LINK:
        return _of_name(key, facts)
    return nodes.name_task(key) if kind == "index" and first == INDEX_NAME else None


def _of_name(name: str, facts: Facts) -> str | None:
    """Return the product that has a name, ignoring case."""
    return next((nodes.product(value.partition(chr(9))[0]) for value in facts.lookup(INDEX_NAME, name)), None)


def _of_line(key: str, facts: Facts) -> str | None:
    """Return the product whose SKU a price or stock line names; None if no product has that name."""
    name = key.removesuffix("/*")
    for value in facts.lookup(INDEX_NAME, name.casefold()):
        product, _, sku = value.partition("\t")
        if key == sku or (key.endswith("/*") and name == product):
            return nodes.product(product)
    return None
