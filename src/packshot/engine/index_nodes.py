"""The node of an index entry. This module has no imports, so that a build without changes starts fast."""

from __future__ import annotations


def index_node(name: str, key: str) -> str:
    """Return the node of an index entry; it changes with the values of the entry."""
    return f"index/{name}/{key}"
