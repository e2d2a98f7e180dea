"""Is there anything to do? Answered from two small JSON files before anything heavy is imported.

Imports next to nothing on purpose: a build that finds nothing to do costs little more than the start of Python.
"""

# ruff: noqa: PTH100, PTH110, PTH118, PTH123 - pathlib is not wanted here, for the time its import takes

import json
import os
from hashlib import sha256
from typing import NamedTuple

FORMAT = 1
"""Version of the state and of the pointer to it."""

POINTER = "latest.json"


class Pointer(NamedTuple):
    """The latest state of a store: which tree it is of, in which interval it holds, and its manifest root."""

    state: str
    tree: str
    valid_from: str | None
    next_transition: str | None
    toolchain: str
    manifest: str


def latest(store: str) -> Pointer | None:
    """The state a store points to; None where there is none or the pointer cannot be read (the build says why)."""
    raw = _read(store)
    return None if raw is None else parse(raw)


def parse(raw: bytes) -> Pointer | None:
    """The pointer in these bytes; None if they are damaged or of another format version."""
    try:
        held = json.loads(raw)
        pointer = Pointer(**{name: held[name] for name in Pointer._fields}) if held["packshot"] == FORMAT else None
    except (ValueError, KeyError, TypeError):
        return None
    return pointer if pointer is not None and all(isinstance(getattr(pointer, name), str) for name in _TEXTS) else None


_TEXTS = ("state", "tree", "toolchain", "manifest")


def up_to_date(pointer: Pointer | None, tree: str, as_of: str, toolchain: str) -> bool:
    """Whether that state is the release of this tree at this instant by this toolchain."""
    if pointer is None or pointer.tree != tree or pointer.toolchain != toolchain:
        return False
    begun = pointer.valid_from is None or pointer.valid_from <= as_of
    return begun and (pointer.next_transition is None or as_of < pointer.next_transition)


def holds(dist: str | os.PathLike[str], home: str | os.PathLike[str], pointer: Pointer) -> bool:
    """Whether an output folder shows that state's release whole: same manifest root, nothing left half applied."""
    if os.path.exists(os.path.join(home, intent_name(dist))):
        return False
    try:
        with open(os.path.join(dist, "manifest.json"), "rb") as file:
            return sha256(file.read()).hexdigest() == pointer.manifest
    except OSError:
        return False


def intent_name(dist: str | os.PathLike[str]) -> str:
    """The file in `.packshot/` that says an output folder is being brought to another release."""
    return f"intent-{sha256(os.fsencode(os.path.abspath(dist))).hexdigest()[:12]}.json"


def _read(store: str) -> bytes | None:
    if "://" in store:
        from packshot.build.place import open_place

        return open_place(store).read(POINTER)
    try:
        with open(os.path.join(store, POINTER), "rb") as file:
            return file.read()
    except OSError:
        return None
