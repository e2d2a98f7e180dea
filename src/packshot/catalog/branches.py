"""The trees of category and option files as plain data: every node with its keys in the file, parents first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Raw = Any
"""Plain data as read from YAML: dict, list, text, None."""

Keys = tuple[str, ...]
"""The keys that lead to a place in a file, from the outside in."""


def option_tree(raw: Raw, keys: Keys = ("options",), parent: str | None = None) -> Iterator[tuple[Keys, Raw]]:
    """Return every option below these: its keys in the file, its plain data with the option above it."""
    for code, value in raw.items() if isinstance(raw, dict) else ():
        data = {"label": value} if parent is not None and isinstance(value, str) else value
        if isinstance(data, dict) and (parent is not None or "children" in data):
            own = {key: held for key, held in data.items() if key not in ("children", "parent")}
            data = own if parent is None else {**own, "parent": parent}
        here = (*keys, code)
        yield here, data
        yield from option_tree(children(value), (*here, "children"), code)


def branches(raw: Raw) -> Iterator[tuple[Keys, Mapping[str, Raw]]]:
    """Return every category of a tree: its keys in the file and its plain data; parents first, of any depth."""
    pending: list[tuple[Keys, Raw]] = [((), raw)]
    while pending:
        keys, node = pending.pop()
        if keys:
            yield keys, node if isinstance(node, dict) else {}
        pending.extend(((*keys, "children", key), value) for key, value in reversed([*children(node).items()]))


def above(keys: Keys) -> str | None:
    """Return the key of the option or category above one; None at the top."""
    return keys[-3] if len(keys) > 3 else None


def children(raw: Raw) -> Mapping[str, Raw]:
    """What hangs below a node."""
    held = raw.get("children") if isinstance(raw, dict) else None
    return held if isinstance(held, dict) else {}
