"""The node of an index entry. It stands alone because a build without changes imports it and no class of the engine."""

from __future__ import annotations


def index_node(name: str, key: str) -> str:
    """The node of an index entry: it changes with the values of the entry."""
    return f"index/{name}/{key}"
