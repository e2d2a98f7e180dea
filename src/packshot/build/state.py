"""The state of a release: which facts there were, who read them, who claims which path; and its root.

A state is a handful of shelves, sealed, and a root that names them. Keys are texts joined by NUL, so that all
entries of a path, node or listing stand together.

    files     path -> [blob, {node: digest}, [[index, key, value]], [record]]     what each file said
    nodes     node, path -> digest                                               where a fact is found
    index     name, key, value, path -> 1                                        the named indexes
    makers    record, path -> 1                                                  which files make a record
    records   record -> {n, reads, at, claims, items, lists, found}              what evaluating it left behind, with
                                                                                 marks to know it again by
    numbers   n -> record                                                        records have numbers, for bitmaps
    readers   shared node -> bitmap of n                                         nodes a record owns are implied
    clock     instant, record -> 1                                               who looks again when
    claims    path, maker, part -> [key, digest, bytes, type, audience, expires, flags, output]
    listings  listing, record -> [output, size, data, buckets]                      aggregates
    sizes     listing -> count of its members
    items     listing, hash of member, member, record -> data
    pages     listing, bucket -> [[path, part]]                                  what each bucket claims
    findings  record -> [finding]                                                warnings and advice that stand
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace

from packshot.build.parsing import DamagedError
from packshot.build.quick import FORMAT, Pointer, parse
from packshot.build.shelf import Shelf, Shelves
from packshot.build.types import Instant, Json
from packshot.findings import Finding, Location, RefusedError, Severity, error


def key(*parts: str) -> str:
    """The key made of parts. An empty last part makes the prefix of all keys that begin with the others."""
    joined = "\0".join(parts)
    if joined.count("\0") == len(parts) - 1 and "\1" not in joined:
        return joined
    return "\0".join(part.replace("\1", "\1\2").replace("\0", "\1\1") for part in parts)


def parts(joined: str) -> list[str]:
    """The parts a key was made of."""
    split = joined.split("\0")
    return [part.replace("\1\1", "\0").replace("\1\2", "\1") for part in split] if "\1" in joined else split


@dataclass(frozen=True, slots=True)
class Tables:
    """The shelves of a state."""

    files: Shelf
    nodes: Shelf
    index: Shelf
    makers: Shelf
    records: Shelf
    numbers: Shelf
    readers: Shelf
    clock: Shelf
    claims: Shelf
    listings: Shelf
    sizes: Shelf
    items: Shelf
    pages: Shelf
    findings: Shelf


@dataclass(frozen=True, slots=True)
class State:
    """One state: its tables and what is known of the release as a whole."""

    tables: Tables
    tree: str = ""
    valid_from: Instant | None = None
    next_transition: Instant | None = None
    toolchain: str = ""
    manifest: str = ""
    next_number: int = 0
    artifacts: int = 0

    def pointer(self) -> Pointer:
        """What points to this state."""
        known = (self.tree, self.valid_from, self.next_transition, self.toolchain, self.manifest)
        return Pointer(_name(self), *known)


def empty(shelves: Shelves) -> State:
    """The state before the first build."""
    return State(Tables(*(shelves.open("") for _ in fields(Tables))))


def load(shelves: Shelves, pointer: Pointer) -> State:
    """The state a pointer names; DamagedError if it is not whole, RefusedError if a newer packshot wrote it."""
    raw = shelves.store.state(pointer.state)
    if raw is None:
        raise DamagedError(f"the state {pointer.state} is not in the store")
    try:
        root = json.loads(raw)
        _check_format(root["packshot"])
        tables = Tables(**{each.name: shelves.open(root["shelves"][each.name]) for each in fields(Tables)})
        facts = {name: root[name] for name in _FACTS}
    except (ValueError, KeyError, TypeError) as problem:
        raise DamagedError(f"the state {pointer.state} cannot be read: {problem!r}") from None
    return State(tables, **facts)


def save(shelves: Shelves, state: State) -> Pointer:
    """Keep a state and point to it."""
    pointer = state.pointer()
    root = {
        "packshot": FORMAT,
        **{name: getattr(state, name) for name in _FACTS},
        "shelves": {each.name: shelves.seal(getattr(state.tables, each.name)) for each in fields(Tables)},
    }
    shelves.store.save(pointer.state, _lines(root), _lines({"packshot": FORMAT, **pointer._asdict()}))
    return pointer


def with_tables(state: State, **shelves: Shelf) -> State:
    """The state with some of its tables changed."""
    return replace(state, tables=replace(state.tables, **shelves))


def check_pointer(raw: bytes | None) -> str | None:
    """Why a pointer cannot be used; None if it can, or if there is none. RefusedError if a newer packshot wrote it."""
    if raw is None or parse(raw) is not None:
        return None
    try:
        _check_format(json.loads(raw)["packshot"])
    except (ValueError, KeyError, TypeError) as problem:
        return f"its pointer cannot be read ({problem})"
    return "its pointer lacks something"


def to_json(finding: Finding) -> Json:
    """A finding as the state keeps it; its edits belong to the moment and are not kept."""
    at = finding.at
    where = [at.path, at.keys, at.on, at.line, at.column]
    see = [[finding.see.path, finding.see.keys, finding.see.on]] if finding.see else []
    return [finding.code, finding.severity.value, where, finding.what, finding.cure, *see]


def from_json(held: Json) -> Finding:
    """A kept finding."""
    code, severity, (path, keys, on, line, column), what, cure, *see = held
    there = Location(see[0][0], tuple(see[0][1]), see[0][2]) if see else None
    return Finding(code, Severity(severity), Location(path, tuple(keys), on, line, column), what, cure, see=there)


_FACTS = ("tree", "valid_from", "next_transition", "toolchain", "manifest", "next_number", "artifacts")


def _check_format(found: object) -> None:
    if isinstance(found, int) and found > FORMAT:
        raise RefusedError(
            error(
                "state-newer",
                Location("latest.json"),
                f"The store holds a state of format {found}; this packshot knows format {FORMAT}.",
                "Build with the newer packshot, or into another store.",
            )
        )
    if found != FORMAT:
        raise ValueError(f"format {found!r}")


def _name(state: State) -> str:
    begun = (state.valid_from or "0").replace("-", "").replace(":", "")
    return f"{state.tree}-{begun}-{state.toolchain[:12]}"


def _lines(value: object) -> bytes:
    return (json.dumps(value, indent=1) + "\n").encode()
