"""The merge of a channel file with its presets, and the locations of the merged values.

Maps are merged by key (see `DEPTHS` for the depth), and entries of `select` by id. Everything else is replaced; `null`
removes a key. An entry of `fields`, `rules`, `images` or `select` is replaced as a whole, so that its definition is in
one file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from packshot.findings import Finding, Location, report
from packshot.model.frozen import Raw
from packshot.model.names import unlisted
from packshot.outputs.channels.presets import Presets

DEPTHS: Mapping[str, int] = {
    "values": 2,
    "fields": 1,
    "rules": 1,
    "images": 1,
    "output": 1,
    "delta": 1,
    "group": 1,
}
"""Number of levels of a section's maps that merge by key."""

REPLACED = ("fields", "rules", "images", "select")
"""Sections whose entries are replaced as a whole."""

ENTRY = 2
"""Number of keys of an entry: its section and its name."""

LONGEST_CHAIN = 8


@dataclass(frozen=True, slots=True)
class Layer:
    """One file of a chain of presets: a preset, or the channel file that extends it."""

    path: str
    raw: Raw


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged data of a channel, and the files it is merged from: the channel file first, then the presets."""

    raw: Raw
    layers: tuple[Layer, ...]

    def location(self, *keys: str | int) -> Location:
        """Return the location of the value at these keys: in the channel file if the value is set there, otherwise in
        the nearest preset.

        If no file sets the value, the location is that of its entry, otherwise that of its section in the channel file.
        If the channel file does not have the section, the location is the channel file.
        """
        for layer in self.layers:
            found = _follow(layer.raw, self._named(keys))
            if found is None and len(keys) > ENTRY and keys[0] in REPLACED:
                # Values of an entry are not merged: a key that it does not set is not in a preset either.
                found = _follow(layer.raw, self._named(keys)[:ENTRY])
            if found is not None:
                return Location(layer.path, found)
        return Location(self.layers[0].path, tuple(keys[:1]) if keys[:1] and keys[0] in self.layers[0].raw else ())

    def is_own(self, *keys: str | int) -> bool:
        """Return whether the value at these keys is set in the channel file itself, not in a preset."""
        return _follow(self.layers[0].raw, self._named(keys)) is not None

    def _named(self, keys: tuple[str | int, ...]) -> tuple[str | int, ...]:
        """Return the keys with an entry of `select` named by its id in place of its position."""
        if len(keys) > 1 and keys[0] == "select" and isinstance(keys[1], int):
            return (keys[0], _id(self.raw["select"][keys[1]]), *keys[2:])
        return keys


def _follow(raw: Raw, keys: tuple[str | int, ...]) -> tuple[str | int, ...] | None:
    """Return the keys as positions in this file; None if there is no such value."""
    found: list[str | int] = []
    for key in keys:
        if isinstance(raw, list) and found == ["select"]:
            key = next((position for position, entry in enumerate(raw) if _id(entry) == key), -1)
        if not _has(raw, key):
            return None
        raw = raw[key]
        found.append(key)
    return tuple(found)


def _has(raw: Raw, key: str | int) -> bool:
    if isinstance(raw, list):
        return isinstance(key, int) and 0 <= key < len(raw)
    return isinstance(raw, dict) and key in raw


def merge(channel: Layer, presets: Presets) -> tuple[Merged, list[Finding]]:
    """Return the channel merged with the chain of presets that it extends, and a finding if a preset is unknown or the
    chain is cyclic or too long.
    """
    layers = [channel]
    findings: list[Finding] = []
    while (name := _text(layers[-1].raw, "extends")) is not None:
        at = Location(layers[-1].path, ("extends",))
        if f"preset:{name}" in {layer.path for layer in layers[1:]} or len(layers) > LONGEST_CHAIN:
            presets_read = [layer.path.removeprefix("preset:") for layer in layers[1:]]
            findings.append(report("preset-cycle", at, presets=[*presets_read, name], limit=LONGEST_CHAIN))
            break
        raw = presets.find(name)
        if not isinstance(raw, dict):
            findings.append(unlisted("unknown-preset", at, name, sorted(presets.names())))
            break
        layers.append(Layer(f"preset:{name}", raw))
    merged: Raw = {}
    for layer in reversed(layers):
        merged = _over(merged, layer.raw)
    return Merged(merged, tuple(layers)), findings


def _text(raw: Raw, key: str) -> str | None:
    value = raw.get(key) if isinstance(raw, dict) else None
    return value if isinstance(value, str) else None


def _over(base: Raw, top: Raw) -> Raw:
    merged = dict(base)
    for key, value in top.items():
        if key == "select" and isinstance(value, list):
            merged[key] = _selects(merged.get(key), value)
        elif value is None:
            merged.pop(key, None)
        else:
            merged[key] = _deep(merged.get(key), value, DEPTHS.get(key, 0))
    return merged


def _deep(base: Raw, top: Raw, depth: int) -> Raw:
    if depth == 0 or not isinstance(base, dict) or not isinstance(top, dict):
        is_map = depth > 0 and isinstance(top, dict)
        return {key: value for key, value in top.items() if value is not None} if is_map else top
    merged = dict(base)
    for key, value in top.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = _deep(merged.get(key), value, depth - 1)
    return merged


def _id(entry: Raw) -> str:
    return _text(entry, "id") or ""


def _selects(base: Raw, top: list[Raw]) -> list[Raw]:
    """Merge entries by their ids, in the position of the first; `{id: pictured, if: null}` removes one."""
    entries = base if isinstance(base, list) else ()
    merged = {_id(entry) or str(position): entry for position, entry in enumerate(entries)}
    for position, entry in enumerate(top):
        if isinstance(entry, dict) and entry.get("if", "") is None:
            merged.pop(_id(entry), None)
        else:
            merged[_id(entry) or f"own {position}"] = entry
    return list(merged.values())
