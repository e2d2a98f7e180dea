"""Quick fixes: the safe edits of findings, applied to the content of their files (`edit_file.py`)."""

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
"""Lines of context around a change in a diff."""

_PATH = attrgetter("at.path")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file before and after its safe edits, and the number of edits."""

    path: str
    before: bytes
    after: bytes
    edits: int

    def diff(self) -> str:
        """Return the changes as a unified diff with one line of context."""
        old, new = (text.decode().splitlines() for text in (self.before, self.after))
        return "\n".join(difflib.unified_diff(old, new, self.path, self.path, lineterm="", n=CONTEXT))

    def after_another(self, first: Fixed | None) -> Fixed:
        """Return this fix combined with an earlier fix of the same file, if there is one."""
        return self if first is None else Fixed(self.path, first.before, self.after, first.edits + self.edits)

    def as_json(self) -> dict[str, Any]:
        """Return the path, the number of edits and the diff as plain JSON values."""
        return {"path": self.path, "edits": self.edits, "diff": self.diff()}


def fixed(path: str, data: bytes, edits: Sequence[Edit]) -> Fixed | None:
    """Return the file before and after all edits that can be made; None if nothing would change. Line ends are kept."""
    current = load(data, path).value
    operations = [each for each in (_operation(edit, current) for edit in edits) if each is not None]
    after, made = partly_edited(path, data, operations)
    return Fixed(path, data, after, made) if made and after != data else None


def safe_edits(findings: Iterable[Finding]) -> list[Edit]:
    """Return the safe edits of all findings, without duplicates, sorted by path."""
    return sorted(dict.fromkeys(edit for finding in findings for edit in finding.edits if edit.safe), key=_PATH)


def fixes(findings: Iterable[Finding], read: Callable[[str], bytes | None], most: int | None = None) -> Iterator[Fixed]:
    """Yield each file that the safe edits change; at most `most` edits are made in total (None: no limit).

    `read` returns the bytes of a file as validated, or None if the file has changed since its validation.
    """
    for path, edits in groupby(safe_edits(findings)[:most], key=_PATH):
        data = read(path)
        done = None if data is None else fixed(path, data, list(edits))
        if done is not None:
            yield done


_AFTER = {key: FACTS[:place] for place, key in enumerate(FACTS)} | {"formerly": ("family", "status", "sku", "slug")}
"""The keys that an edit may add at the top of a file, each with the keys before it."""


def _operation(edit: Edit, data: Mapping[str, Any]) -> Operation | None:
    """Return the operation of an edit; None if it would remove a map or a list."""
    keys, new = edit.at.keys, edit.new
    parent, key = entry(data, keys)
    if edit.at.on == "key":
        return Operation("rename", keys, new) if isinstance(new, str) else None
    if not holds(parent, key):
        is_known = keys[1:] == () and key in _AFTER and new is not None
        return Operation("insert", keys, new, after=_AFTER[key]) if is_known else None
    if isinstance(parent[key], Mapping | list):
        return None
    return Operation("remove", keys) if new is None else Operation("set", keys, None if new == "null" else new)
