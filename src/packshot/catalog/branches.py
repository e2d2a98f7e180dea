"""The trees of category and option files as plain data: every node with what stands above it, parents first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Raw = Any
"""Plain data as read from YAML: dict, list, text, None."""


def option_tree(raw: Raw, parent: str | None) -> Iterator[tuple[str, Raw]]:
    """Every option below these: code, its plain data with the option above it (None at the top)."""
    for code, value in raw.items() if isinstance(raw, dict) else ():
        data = {"label": value} if parent is not None and isinstance(value, str) else value
        if isinstance(data, dict) and (parent is not None or "children" in data):
            own = {key: held for key, held in data.items() if key not in ("children", "parent")}
            data = own if parent is None else {**own, "parent": parent}
        yield code, data
        yield from option_tree(children(value), code)


def branches(raw: Raw, parent: str = "") -> Iterator[tuple[str, str, Mapping[str, Raw]]]:
    """Every category of a tree: key, key of its parent (empty at the top), its plain data; parents first."""
    for key, value in children(raw).items():
        data = value if isinstance(value, dict) else {}
        yield key, parent, data
        yield from branches(data, key)


def children(raw: Raw) -> Mapping[str, Raw]:
    """What hangs below a node."""
    held = raw.get("children") if isinstance(raw, dict) else None
    return held if isinstance(held, dict) else {}
