"""Edits of a file as data: five operations on its keys, and their effects on parsed data.

Operations contain only plain data, so they can be stored and compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any, Literal, NamedTuple, TypeAlias

from packshot.authoring.write import Plain

Keys: TypeAlias = tuple[str | int, ...]


class Operation(NamedTuple):
    """One edit, which sets, inserts, removes, renames or moves the entry at `keys` in a map or list.

    `value` is the new value for `set` and `insert` (None is null), and the new name for `rename`. `move` removes the
    entry and adds it at `to`, which are keys in the remaining data. In a map, `insert` and `move` add the entry after
    the last existing key of `after`, or at the beginning if none exists. In a list, the last key is the position of the
    entry.
    """

    kind: Literal["set", "insert", "remove", "rename", "move"]
    keys: Keys
    value: Plain = None
    to: Keys = ()
    after: Collection[str] = ()


def apply(data: Any, operation: Operation, node: Callable[[Plain], Any]) -> bool:
    """Apply an operation to data; return False, with nothing changed, if the operation is not possible.

    The data is plain data or the data of a ruamel.yaml round trip. `node` converts a plain value to the type of the
    data.
    """
    parent, key = entry(data, operation.keys)
    if operation.kind == "insert":
        return _put(parent, key, node(operation.value), place_of_new(parent, key, operation.after))
    if not holds(parent, key):
        return False
    if operation.kind == "set":
        parent[key] = node(operation.value)
    elif operation.kind == "remove":
        del parent[key]
    elif operation.kind == "rename":
        return _rename(parent, key, operation.value)
    else:
        return _move(data, parent, key, operation)
    return True


def plain(value: Plain) -> Any:
    """Return a copy of a value with mutable maps and lists, like a value read from a file."""
    return json.loads(json.dumps(value))


def entry(data: Any, keys: Keys) -> tuple[Any, Any]:
    """Return the parent of the entry at `keys` (usually a map or list), and the last key.

    The parent is None if it does not exist. Both are None if `keys` is empty.
    """
    for key in keys[:-1]:
        data = data[key] if holds(data, key) else None
    return (data, keys[-1]) if keys else (None, None)


def holds(parent: Any, key: str | int) -> bool:
    """Return whether a map or list contains this entry."""
    if isinstance(parent, list):
        return isinstance(key, int) and 0 <= key < len(parent)
    return isinstance(parent, dict) and key in parent


def place_of_new(parent: Any, key: Any, after: Collection[str]) -> int | None:
    """Return the position of a new entry in a map or list; None if it cannot be added."""
    if isinstance(parent, list):
        return key if isinstance(key, int) and 0 <= key <= len(parent) else None
    if not isinstance(parent, dict) or not isinstance(key, str) or key in parent:
        return None
    earlier = frozenset(after)
    return max((count for count, each in enumerate(parent, 1) if each in earlier), default=0)


def _put(parent: Any, key: str | int, value: Any, place: int | None) -> bool:
    if place is None:
        return False
    if isinstance(parent, list):
        parent.insert(place, value)
    else:
        later = {each: parent.pop(each) for each in list(parent)[place:]}
        parent.update({key: value, **later})
    return True


def _rename(parent: Any, key: str | int, name: Plain) -> bool:
    if not isinstance(parent, dict) or name in parent:
        return False
    entries = {name if each == key else each: value for each, value in parent.items()}
    parent.clear()
    parent.update(entries)
    return True


def _move(data: Any, parent: Any, key: Any, operation: Operation) -> bool:
    before = list(parent).index(key) if isinstance(parent, dict) else key
    value = parent.pop(key)
    home, name = entry(data, operation.to)
    return _put(home, name, value, place_of_new(home, name, operation.after)) or not _put(parent, key, value, before)
