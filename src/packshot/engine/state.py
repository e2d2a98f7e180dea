"""The state of a release: sorted maps of facts, readers, claims and other data, and a root that lists the maps.

The maps are described in `tables`. A root that does not match its pointer is damaged.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace

from packshot.engine.parsing import DamagedError, digest, either, exactly, free, instant, number, optional, parsed, text
from packshot.engine.parsing import fields as having
from packshot.engine.sorted_map import SortedMap, SortedMaps
from packshot.engine.tables import FORMS
from packshot.engine.types import Timestamp
from packshot.engine.up_to_date import FORMAT, Pointer, parse
from packshot.findings import Location, refusal


@dataclass(frozen=True, slots=True)
class Tables:
    """The sorted maps of a state, as described in the module `tables`."""

    files: SortedMap
    nodes: SortedMap
    index: SortedMap
    makers: SortedMap
    records: SortedMap
    numbers: SortedMap
    readers: SortedMap
    clock: SortedMap
    claims: SortedMap
    listings: SortedMap
    sizes: SortedMap
    items: SortedMap
    pages: SortedMap
    findings: SortedMap


@dataclass(frozen=True, slots=True)
class State:
    """The state of a release: its tables, and the properties of the release as a whole."""

    tables: Tables
    tree: str = ""
    valid_from: Timestamp | None = None
    next_transition: Timestamp | None = None
    toolchain: str = ""
    manifest: str = ""
    next_number: int = 0
    artifacts: int = 0

    def pointer(self) -> Pointer:
        """Return the pointer to this state."""
        begun = (self.valid_from or "0").replace("-", "").replace(":", "")
        name = f"{self.tree}-{begun}-{self.toolchain[:12]}"
        return Pointer(name, self.tree, self.valid_from, self.next_transition, self.toolchain, self.manifest)


def empty(maps: SortedMaps) -> State:
    """Return the state before the first build."""
    return State(Tables(**{name: maps.open("", form) for name, form in FORMS.items()}))


def load(maps: SortedMaps, pointer: Pointer) -> State:
    """Return the state that a pointer names.

    Raises DamagedError if the state is missing or damaged, and RefusedError if a newer version of packshot wrote it.
    """
    raw = maps.store.state(pointer.state)
    if raw is None:
        raise DamagedError("missing", f"state {pointer.state}")
    item = f"state {pointer.state}"
    _check_format(parsed(raw, having(packshot=free), item)["packshot"], item)
    root = parsed(raw, _ROOT, item)
    tables = Tables(**{name: maps.open(root["shelves"][name], form) for name, form in FORMS.items()})
    state = State(tables, **{name: root[name] for name in _FACTS})
    if state.pointer() != pointer:
        raise DamagedError("mismatch", item)
    return state


def save(maps: SortedMaps, state: State) -> Pointer:
    """Store a state and the pointer to it; return the pointer."""
    pointer = state.pointer()
    root = {
        "packshot": FORMAT,
        **{name: getattr(state, name) for name in _FACTS},
        "shelves": {each.name: maps.seal(getattr(state.tables, each.name)) for each in fields(Tables)},
    }
    maps.store.save(pointer.state, _lines(root), state.tree, _lines({"packshot": FORMAT, **pointer._asdict()}))
    return pointer


def with_tables(state: State, **tables: SortedMap) -> State:
    """Return the state with some of its tables replaced."""
    return replace(state, tables=replace(state.tables, **tables))


def check_pointer(raw: bytes | None) -> DamagedError | None:
    """Return the damage of a pointer, given as its bytes; None if the pointer is valid or absent.

    Raises RefusedError if a newer version of packshot wrote the pointer.
    """
    if raw is None or parse(raw) is not None:
        return None
    try:
        _check_format(parsed(raw, having(packshot=free), "pointer")["packshot"], "pointer")
    except DamagedError as damage:
        return damage
    return DamagedError("form", "pointer")


_FACTS = ("tree", "valid_from", "next_transition", "toolchain", "manifest", "next_number", "artifacts")
_ROOT = having(
    tree=text,
    valid_from=optional(instant),
    next_transition=optional(instant),
    toolchain=text,
    manifest=digest,
    next_number=number,
    artifacts=number,
    shelves=having(**dict.fromkeys(FORMS, either(digest, exactly("")))),
)


def _check_format(found: object, item: str) -> None:
    if isinstance(found, int) and found > FORMAT:
        raise refusal("state-newer", Location("latest.json"), found=found, format=FORMAT)
    if found != FORMAT:
        raise DamagedError("format", item, found=found)


def _lines(value: object) -> bytes:
    return (json.dumps(value, indent=1) + "\n").encode()
