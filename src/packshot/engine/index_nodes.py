"""The node of an index entry, in a module without imports for builds without changes."""

from __future__ import annotations


def index_node(name: str, key: str) -> str:
    """Return the node of an index entry; it changes with the values of the entry."""
    return f"index/{name}/{key}"
