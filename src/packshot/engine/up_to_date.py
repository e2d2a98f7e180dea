"""Is there anything to do? Answered from two small JSON files before anything heavy is imported.

Imports next to nothing on purpose: a build that finds nothing to do costs little more than the start of Python.
"""

# ruff: noqa: PTH100, PTH110, PTH118 - pathlib is not wanted here, for the time its import takes

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


def latest(store: str, tree: str = "", below: str = "") -> Pointer | None:
    """The newest state in a store, of one source tree if it is named; None if there is none that can be read.

    `below` is a store that is looked at when the first has none.
    """
    for each in filter(None, (store, below)):
        raw = _read(each, pointer_name(tree))
        found = None if raw is None else parse(raw)
        if found is not None and found.tree == (tree or found.tree):
            return found
    return None


def pointer_name(tree: str) -> str:
    """Where a store keeps the pointer to the newest state of a tree; of no tree in particular, to the newest."""
    return f"trees/{tree}.json" if tree else POINTER


def parse(raw: bytes) -> Pointer | None:
    """The pointer in these bytes; None if they are damaged or of another format version."""
    try:
        held = parsed(raw, _FORM, "pointer")
    except DamagedError:
        return None
    return Pointer(**{name: held[name] for name in Pointer._fields})


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
    """Whether that state is the release of this tree at this instant by this toolchain."""
    if pointer is None or pointer.tree != tree or pointer.toolchain != toolchain:
        return False
    begun = pointer.valid_from is None or pointer.valid_from <= as_of
    return begun and (pointer.next_transition is None or as_of < pointer.next_transition)


def holds(dist: str | os.PathLike[str], home: str | os.PathLike[str], pointer: Pointer) -> bool:
    """Whether an output folder shows that state's release whole: same manifest root, nothing left half applied."""
    if os.path.exists(os.path.join(home, intent_name(dist))):
        return False
    held = PlainFiles(dist, LARGEST).read("manifest.json")
    return held is not None and sha256(held).hexdigest() == pointer.manifest


def intent_name(dist: str | os.PathLike[str]) -> str:
    """The file in `.packshot/` that says an output folder is being brought to another release."""
    return f"intent-{sha256(os.fsencode(os.path.abspath(dist))).hexdigest()[:12]}.json"


def _read(store: str, name: str) -> bytes | None:
    if "://" in store:
        from packshot.engine.storage import open_storage

        return open_storage(store).read(name)
    return PlainFiles(store, LARGEST).read(name)
