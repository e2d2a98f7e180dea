"""The check that decides whether a build has anything to do. It reads only two small JSON files.

This module has few imports: a build without changes takes little longer than the start of Python.
"""

# ruff: noqa: PTH100, PTH110, PTH118 - pathlib takes too long to import here

import os
from hashlib import sha256
from typing import NamedTuple

from packshot.engine.parsing import (
    LARGEST,
    DamagedError,
    digest,
    exactly,
    fields,
    instant,
    optional,
    parsed,
    text,
    word,
)
from packshot.engine.plain_files import PlainFiles

FORMAT = 1
"""The version of the state and of the pointer to it."""

POINTER = "latest.json"


class Pointer(NamedTuple):
    """The pointer to a state: its tree, the interval in which it is valid, its toolchain, and its manifest root."""

    state: str
    tree: str
    valid_from: str | None
    next_transition: str | None
    toolchain: str
    manifest: str


def latest(store: str, tree: str = "", below: str = "") -> Pointer | None:
    """Return the pointer to the newest state in a store, or to the newest state of `tree` if given.

    `below` is a store that is read if the first one has no such pointer. Returns None if no pointer can be read.
    """
    for each in filter(None, (store, below)):
        raw = _read(each, pointer_name(tree))
        found = None if raw is None else parse(raw)
        if found is not None and found.tree == (tree or found.tree):
            return found
    return None


def pointer_name(tree: str) -> str:
    """Return the name of the file with the pointer to the newest state of a tree, or of any tree if `tree` is empty."""
    return f"trees/{tree}.json" if tree else POINTER


def parse(raw: bytes) -> Pointer | None:
    """Return the pointer in these bytes; None if the bytes are damaged or have another format version."""
    try:
        values = parsed(raw, _FORM, "pointer")
    except DamagedError:
        return None
    return Pointer(**{name: values[name] for name in Pointer._fields})


_FORM = fields(
    packshot=exactly(FORMAT),
    state=word,
    tree=word,
    valid_from=optional(instant),
    next_transition=optional(instant),
    toolchain=text,
    manifest=digest,
)


def up_to_date(pointer: Pointer | None, tree: str, as_of: str, toolchain: str) -> bool:
    """Return whether a state is the release of this tree at this timestamp, made with this toolchain."""
    if pointer is None or pointer.tree != tree or pointer.toolchain != toolchain:
        return False
    begun = pointer.valid_from is None or pointer.valid_from <= as_of
    return begun and (pointer.next_transition is None or as_of < pointer.next_transition)


def holds(dist: str | os.PathLike[str], home: str | os.PathLike[str], pointer: Pointer) -> bool:
    """Return whether an output folder contains the release of a state: same manifest root, no unfinished update."""
    if os.path.exists(os.path.join(home, intent_name(dist))):
        return False
    manifest = PlainFiles(dist, LARGEST).read("manifest.json")
    return manifest is not None and sha256(manifest).hexdigest() == pointer.manifest


def intent_name(dist: str | os.PathLike[str]) -> str:
    """Return the name of the file in `.packshot/` that marks an unfinished update of an output folder."""
    return f"intent-{sha256(os.fsencode(os.path.abspath(dist))).hexdigest()[:12]}.json"


def _read(store: str, name: str) -> bytes | None:
    if "://" in store:
        from packshot.engine.storage import open_storage

        return open_storage(store).read(name)
    return PlainFiles(store, LARGEST).read(name)
