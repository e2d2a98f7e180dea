"""Edits as cuts in the text of a file: entries are added, replaced or removed, and all other bytes are kept.

The result is not verified here; `edit_file.py` verifies it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from packshot.authoring.operations import Keys, Operation, apply, entry, place_of_new, plain
from packshot.authoring.write import Plain, Style, document, flow
from packshot.yaml.positions import KeyPositions

_Cut = tuple[int, int, str]


def spliced(places: KeyPositions, data: Any, operations: Iterable[Operation]) -> str | None:
    """Return the text of a file after all edits; None if an edit cannot be made by cuts. `data` is the parsed text."""
    cuts: list[_Cut] = []
    for operation in operations:
        found = _cuts(places, data, operation)
        if not found:
            return None
        cuts += found
    pieces, known = [], 0
    for start, end, new in sorted(cuts, key=lambda cut: cut[0]):
        pieces += [places.text[known:start], new]
        known = max(known, end)
    return "".join([*pieces, places.text[known:]])


def shifted(text: str, old: str, new: str) -> str:
    """Return the text with the indentation `old` of each line replaced by `new`; lines of only spaces are unchanged."""
    return "".join(new + line.removeprefix(old) if line.strip() else line for line in text.splitlines(keepends=True))


def _cuts(places: KeyPositions, data: Any, operation: Operation) -> list[_Cut]:
    """Return the cuts of one edit, in the text before all edits; empty if it cannot be made of cuts."""
    keys, key = operation.keys, places.key(operation.keys)
    match operation.kind:
        case "set":
            return _set_block(places, keys, operation.value) or _set(places, keys, flow(operation.value))
        case "rename":
            return [(*key, flow(operation.value))] if key else []
        case "insert":
            return _added(places, data, keys, operation.after, _written(keys[-1], operation.value))
        case "remove":
            return _removed(places, data, keys)
        case "move":
            left = plain(data)
            apply(left, Operation("remove", keys), plain)
            added = _added(places, left, operation.to, operation.after, _entry_text(places, keys, operation.to[-1]))
            return [*_removed(places, data, keys), *added] if added else []


def _set_block(places: KeyPositions, keys: Keys, new: Plain) -> list[_Cut]:
    """Return the cut that replaces the lines of an entry by a `|` block, which ends with a line break; none for another
    value.

    The empty lines after the entry are kept.
    """
    lines, name = places.lines(keys), keys[-1]
    if lines is None or not (isinstance(new, str) and new.endswith("\n") and isinstance(name, str)):
        return []
    start, end, indent = lines
    old, text = places.text[start:end], document({name: new.removesuffix("\n")}, Style()).rstrip("\n")
    is_block = text.startswith(f"{flow(name)}: |\n")
    return [(start, end, shifted(text, "", indent) + old[len(old.rstrip("\n")) :])] if is_block else []


def _set(places: KeyPositions, keys: Keys, new: str) -> list[_Cut]:
    """Return the cuts that put a value on the line of its key and remove the old one, there or in lines below."""
    value, (start, end) = places.value(keys), places.inside(keys)
    if value and value[0] == start:
        return [(start, end, new)]
    key = places.key(keys) or (0, 0)
    at = value[0] if value else places.text.find(":", key[1]) + 1
    sign = places.text[at:start].split(" ")[0]
    return [(at, at + len(sign), new if value else f" {new}"), (start + 1, max(start + 1, end), "")]


def _removed(places: KeyPositions, data: Any, keys: Keys) -> list[_Cut]:
    """Return the cut that removes the lines of an entry.

    On a shared line, the cut extends to the next entry or begins at the end of the previous one.
    """
    lines, (start, end) = places.lines(keys), places.item(keys)
    if lines:
        return [(lines[0], lines[1], "")]
    names = _names(entry(data, keys)[0])
    place = names.index(keys[-1])
    if names[place + 1 :]:
        end, _ = places.item((*keys[:-1], names[place + 1]))
    elif place:
        _, start = places.item((*keys[:-1], names[place - 1]))
    return [(start, end, "")]


def _names(parent: Any) -> list[Any]:
    return list(parent if isinstance(parent, dict) else range(len(parent)))


def _written(key: str | int, value: Plain) -> str:
    """Return the text of a new entry, without indentation; its first line fits after a dash or in brackets."""
    if isinstance(key, int):
        return flow(value)
    return document({key: value}, Style()) if isinstance(value, Mapping) else f"{flow(key)}: {flow(value)}"


def _entry_text(places: KeyPositions, keys: Keys, name: str | int) -> str:
    """Return the text of an entry under another name, without its indentation."""
    lines, key, (start, end) = places.lines(keys), places.key(keys), places.item(keys)
    indent = f"{lines[2] if lines else ''}{'' if key else '  '}"
    text = shifted(places.text[key[1] if key else start : lines[1] if lines else end], indent, "")
    return f"{flow(str(name))}{text}" if key else text


def _added(places: KeyPositions, data: Any, keys: Keys, after: Collection[str], text: str) -> list[_Cut]:
    """Return the cut that adds an entry after another, or before all, right below the parent key."""
    parent, key = entry(data, keys)
    place = place_of_new(parent, key, after)
    if place is None:
        return []
    around, names = keys[:-1], _names(parent)
    beside = (*around, names[max(place - 1, 0)]) if names else ()
    lines, (start, end), top = places.lines(beside), places.item(beside), places.key(around)
    if names and not lines:
        return [(end, end, f", {text}")] if place else [(start, start, f"{text}, ")]
    _, end, indent = lines or (0, 0, "")
    dash = "- " if isinstance(key, int) else ""
    deep = indent + " " * len(dash)
    at = end if place else places.text.find("\n", top[1]) + 1 if top else 0
    return [(at, at, indent + dash + shifted(text.removesuffix("\n") + "\n", "", deep).removeprefix(deep))]
