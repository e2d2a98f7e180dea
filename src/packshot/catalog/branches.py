"""The trees of category and option files as plain data: every node with its keys in the file, parents first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Raw = Any
"""Plain data as read from YAML: dict, list, text, None."""

Keys = tuple[str, ...]
"""The keys that lead to a value in a file, from the outside in."""


def option_tree(raw: Raw, keys: Keys = ("options",), parent: str | None = None) -> Iterator[tuple[Keys, Raw]]:
    """Yield every option of a tree: its keys in the file, and its plain data with the code of its parent."""
    for code, value in raw.items() if isinstance(raw, dict) else ():
        data = {"label": value} if parent is not None and isinstance(value, str) else value
        if isinstance(data, dict) and (parent is not None or "children" in data):
            fields = {key: field for key, field in data.items() if key not in ("children", "parent")}
            data = fields if parent is None else {**fields, "parent": parent}
        here = (*keys, code)
        yield here, data
        yield from option_tree(children(value), (*here, "children"), code)


def branches(raw: Raw) -> Iterator[tuple[Keys, Mapping[str, Raw]]]:
    """Yield every category of a tree at any depth: its keys in the file and its plain data, parents first."""
    pending: list[tuple[Keys, Raw]] = [((), raw)]
    while pending:
        keys, node = pending.pop()
        if keys:
            yield keys, node if isinstance(node, dict) else {}
        pending.extend(((*keys, "children", key), value) for key, value in reversed([*children(node).items()]))


def above(keys: Keys) -> str | None:
    """Return the key of the parent option or category; None at the top of the tree."""
    return keys[-3] if len(keys) > 3 else None


def children(raw: Raw) -> Mapping[str, Raw]:
    """Return the child categories or options of a node, by key."""
    found = raw.get("children") if isinstance(raw, dict) else None
    return found if isinstance(found, dict) else {}
