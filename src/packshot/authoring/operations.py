"""Edits of a file as data: five operations on its keys, and what each does to what the file says.

They hold plain data alone, so that a command can make, keep and reverse them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any, Literal, NamedTuple, TypeAlias

from packshot.authoring.write import Plain

Keys: TypeAlias = tuple[str | int, ...]


class Operation(NamedTuple):
    """One edit of an entry of a map or list: the value at `keys` is set or inserted, or the entry goes or changes.

    `value` is the value of `set` and `insert`, None for null, and the new name of `rename`. `move` takes an entry away
    and adds it at the keys `to` of what is left. What `insert` and `move` add to a map is behind the last of the keys
    `after`, else first; in a list the last of its own keys says the position.
    """

    kind: Literal["set", "insert", "remove", "rename", "move"]
    keys: Keys
    value: Plain = None
    to: Keys = ()
    after: Collection[str] = ()


def apply(data: Any, operation: Operation, node: Callable[[Plain], Any]) -> bool:
    """Change data as an operation says; False, with nothing changed, where it has no place.

    The data is plain or that of a ruamel.yaml round trip; `node` makes a value of the same sort.
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
    """Return a value as a file is read: of maps and lists that may be changed."""
    return json.loads(json.dumps(value))


def entry(data: Any, keys: Keys) -> tuple[Any, Any]:
    """Return the map or list that holds an entry, None where there is none, and the entry's key or position."""
    for key in keys[:-1]:
        data = data[key] if holds(data, key) else None
    return (data, keys[-1]) if keys else (None, None)


def holds(parent: Any, key: str | int) -> bool:
    """Return whether a map or list has this entry."""
    if isinstance(parent, list):
        return isinstance(key, int) and 0 <= key < len(parent)
    return isinstance(parent, dict) and key in parent


def place_of_new(parent: Any, key: Any, after: Collection[str]) -> int | None:
    """Return the position that a new entry gets in a map or list; None where it has none."""
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
