"""Quick fixes: the safe edits that findings carry, put into the texts of their files and nothing else touched.

A value or key is replaced where it stands, so comments, layout and quoting of all else stay byte for byte. An edit
counts only if the file then says exactly what it said, but for that one place.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from packshot.authoring.styles import FACTS
from packshot.authoring.write import flow, quoted, scalar
from packshot.findings import Edit, Finding, Location
from packshot.yaml.positions import Places
from packshot.yaml.reader import load

CONTEXT = 1
"""Lines around a change that a diff shows."""

Keys = tuple[str | int, ...]


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


def safe_edits(findings: Iterable[Finding]) -> dict[str, list[Edit]]:
    """The safe edits by file, each once."""
    found: dict[str, dict[Edit, None]] = {}
    for edit in (edit for finding in findings for edit in finding.edits if edit.safe):
        found.setdefault(edit.at.path, {})[edit] = None
    return {path: list(edits) for path, edits in sorted(found.items())}


def fixed(path: str, data: bytes, edits: Sequence[Edit]) -> Fixed | None:
    """The file with all edits that can be made; None where none can. Line ends stay as they are."""
    is_windows = data.count(b"\r\n") == data.count(b"\n") > 0
    after, cured = _applied(data.replace(b"\r\n", b"\n") if is_windows else data, edits)
    after = after.replace(b"\n", b"\r\n") if is_windows else after
    return Fixed(path, data, after, cured) if cured and after != data else None


def fixes(findings: Iterable[Finding], held: Callable[[str], bytes | None]) -> Iterator[Fixed]:
    """The files with their safe edits. `held` gives the bytes that were judged, None where they are others now."""
    for path, edits in safe_edits(findings).items():
        data = held(path)
        done = None if data is None else fixed(path, data, edits)
        if done is not None:
            yield done


def _applied(data: bytes, edits: Sequence[Edit]) -> tuple[bytes, int]:
    """The bytes with as many of the edits as can be made, and how many were: all at once, else by halves."""
    for text in _together(data, edits):
        return text, len(edits)
    if len(edits) < 2:
        return data, 0
    middle = len(edits) // 2
    first, count = _applied(data, edits[:middle])
    both, more = _applied(first, edits[middle:])
    return both, count + more


def _together(data: bytes, edits: Sequence[Edit]) -> Iterator[bytes]:
    """The bytes with all the edits, in the spellings that say what is wanted and nothing else."""
    if not edits or b"\r" in data:
        return
    path = edits[0].at.path
    wanted: Any = load(data, path).value
    for edit in edits:
        wanted = _with(wanted, edit.at.keys, edit)
    places, text = Places(data, path), data.decode()
    for spell in (_plain, _quoted) if wanted is not _NOWHERE else ():
        new = _spliced(text, [(places, edit, spell(edit.new)) for edit in edits])
        if new is not None and _flat(load(new.encode(), path).value) == _flat(wanted):
            yield new.encode()
            return


def _plain(new: str | tuple[str, ...] | None) -> str:
    if not isinstance(new, str):
        return flow(new)
    return new if new == _NULL else scalar(new, in_flow=True)


def _quoted(new: str | tuple[str, ...] | None) -> str:
    return quoted(new) if isinstance(new, str) and new != _NULL else _plain(new)


def _spliced(text: str, replacements: list[tuple[Places, Edit, str]]) -> str | None:
    """The text with each edit in its place, from the end so that places stay true; None where one has no place."""
    cuts: list[tuple[int, int, str]] = []
    for places, edit, new in replacements:
        span = places.span(edit.at)
        if span is not None:
            cuts.append((*span, new))
        elif edit.at.keys[0] in FACTS and len(edit.at.keys) == 1:
            start = _place_of_fact(text, places, edit.at)
            cuts.append((start, start, f"{edit.at.keys[0]}: {new}\n"))
        else:
            return None
    for start, end, new in sorted(cuts, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _place_of_fact(text: str, places: Places, at: Location) -> int:
    """Where a line of the block at the top of a sidecar belongs: behind the fact that comes before it."""
    for fact in reversed(FACTS[: FACTS.index(str(at.keys[0]))]):
        if span := places.span(Location(at.path, (fact,), "key")):
            return text.find("\n", span[1]) + 1
    return 0


_NULL = "null"
_NOWHERE = object()
"""Stands for data that an edit has no place in."""


def _with(raw: Any, keys: Keys, edit: Edit) -> Any:
    """The data as the edit wants it."""
    if not keys:
        return _data(edit.new)
    first, rest = keys[0], keys[1:]
    if isinstance(raw, Mapping) and first in raw:
        if edit.at.on == "key" and not rest:
            return _renamed(raw, str(first), edit)
        inner = _with(raw[first], rest, edit)
        return inner if inner is _NOWHERE else {**raw, first: inner}
    if isinstance(raw, list) and isinstance(first, int) and first < len(raw):
        inner = _with(raw[first], rest, edit)
        return inner if inner is _NOWHERE else [*raw[:first], inner, *raw[first + 1 :]]
    return _added(raw, str(first), edit) if isinstance(raw, Mapping) and first in FACTS and not rest else _NOWHERE


def _data(new: str | tuple[str, ...] | None) -> Any:
    """What a file says where the new value stands."""
    if isinstance(new, str):
        return None if new == _NULL else new
    return _NOWHERE if new is None else list(new)


def _renamed(raw: Mapping[str, Any], old: str, edit: Edit) -> Any:
    if not isinstance(edit.new, str) or edit.new in raw:
        return _NOWHERE
    return {edit.new if key == old else key: value for key, value in raw.items()}


def _added(raw: Mapping[str, Any], key: str, edit: Edit) -> Any:
    earlier = [fact for fact in FACTS[: FACTS.index(key)] if fact in raw]
    pairs = list(raw.items())
    place = list(raw).index(earlier[-1]) + 1 if earlier else 0
    return dict([*pairs[:place], (key, edit.new), *pairs[place:]])


def _flat(value: Any) -> list[tuple[Keys, Any]]:
    """Every value with its keys, in the order of the file."""
    return list(_walked(value, ()))


def _walked(value: Any, keys: Keys) -> Iterator[tuple[Keys, Any]]:
    if isinstance(value, dict | list):
        yield keys, type(value)
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _walked(inner, (*keys, key))
    else:
        yield keys, value
