"""Quick fixes: the safe edits that findings carry, made in their files (`edit_file.py`)."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from packshot.authoring.edit_file import partly_edited
from packshot.authoring.operations import Operation, entry, holds
from packshot.authoring.styles import FACTS
from packshot.findings import Edit, Finding
from packshot.yaml.reader import load

CONTEXT = 1
"""Lines around a change that a diff shows."""

_PATH = attrgetter("at.path")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file before and after its safe edits, and how many findings they cure."""

    path: str
    before: bytes
    after: bytes
    cured: int

    def diff(self) -> str:
        """What changes, as `diff -u` writes it."""
        old, new = (text.decode().splitlines() for text in (self.before, self.after))
        return "\n".join(difflib.unified_diff(old, new, self.path, self.path, lineterm="", n=CONTEXT))

    def after_another(self, first: Fixed | None) -> Fixed:
        """What was fixed in the same file before and this, as one."""
        return self if first is None else Fixed(self.path, first.before, self.after, first.cured + self.cured)

    def as_json(self) -> dict[str, Any]:
        """Path, number of cured findings and diff, as plain JSON values."""
        return {"path": self.path, "cured": self.cured, "diff": self.diff()}


def fixed(path: str, data: bytes, edits: Sequence[Edit]) -> Fixed | None:
    """The file with all edits that can be made; None where none can. Line ends stay as they are."""
    held = load(data, path).value
    operations = [each for each in (_operation(edit, held) for edit in edits) if each is not None]
    after, cured = partly_edited(path, data, operations)
    return Fixed(path, data, after, cured) if cured and after != data else None


def fixes(findings: Iterable[Finding], held: Callable[[str], bytes | None]) -> Iterator[Fixed]:
    """The files with their safe edits. `held` gives the bytes that were judged, None where they are others now."""
    safe = dict.fromkeys(edit for finding in findings for edit in finding.edits if edit.safe)
    for path, edits in groupby(sorted(safe, key=_PATH), key=_PATH):
        data = held(path)
        done = None if data is None else fixed(path, data, list(edits))
        if done is not None:
            yield done


def _operation(edit: Edit, data: Mapping[str, Any]) -> Operation | None:
    """What an edit does to its file; None where it would take a map or list away, which is no quick fix."""
    keys, new = edit.at.keys, edit.new
    parent, key = entry(data, keys)
    if edit.at.on == "key":
        return Operation("rename", keys, new) if isinstance(new, str) else None
    if not holds(parent, key):
        is_fact = keys[1:] == () and key in FACTS and new is not None
        return Operation("insert", keys, new, after=FACTS[: FACTS.index(key)]) if is_fact else None
    if isinstance(parent[key], Mapping | list):
        return None
    return Operation("remove", keys) if new is None else Operation("set", keys, None if new == "null" else new)
