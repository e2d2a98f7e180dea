"""The node of an index entry. This module has no imports, so that a build without changes starts fast."""

from __future__ import annotations


def index_node(name: str, key: str) -> str:
    """Return the node of an index entry. The node changes when the values of the entry change."""
    return f"index/{name}/{key}"
