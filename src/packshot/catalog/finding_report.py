"""Reports of findings: text with the source line and a caret, and JSON.

The output is safe for a terminal: control characters of the files are escaped.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from packshot.catalog.finding_groups import Cause, causes
from packshot.catalog.layout import role_of
from packshot.catalog.renamed_keys import as_written
from packshot.findings import FORMAT, Edit, Finding, Locate, Location, Position, Severity, in_order

if TYPE_CHECKING:
    from packshot.yaml.positions import KeyPositions

Role = Literal["error", "warning", "suggestion", "place", "text", "source", "caret", "help"]
"""The role of a piece of text, for styling."""

Style = Callable[[Role, str], str]
"""Styles a piece of text for its medium; must keep or escape the text itself."""

WIDEST = 100
"""Characters shown of a source line."""

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Control characters, characters that change the writing direction, and lone surrogates."""


_CREDENTIALS = r"(?<=://)[^/?#\s]+(?=@)"


class Readable(Protocol):
    """A source of file contents by path."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raise FileNotFoundError if it does not exist."""
        ...


def plain(_: Role, text: str) -> str:
    """Return the text unchanged, for output without styling."""
    return text


def safe(text: str) -> str:
    """Return the text with credentials in URLs masked, and with control, direction and surrogate characters escaped."""
    return _UNSAFE.sub(_escape, masked(text))


def masked(text: str) -> str:
    """Return the text with each character of the credentials in URLs (`user:password`) replaced by an asterisk."""
    return re.sub(_CREDENTIALS, lambda found: "*" * len(found[0]), text) if "@" in text and "://" in text else text


def safe_json(value: object) -> str:
    """Return a value as readable JSON in which characters that a terminal would interpret are escaped."""
    lines = json.dumps(value, ensure_ascii=False, indent=1).split("\n")
    return "\n".join(_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", line) for line in lines)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return {9: "\\t", 10: "\\n", 13: "\\r"}.get(code) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def locator(tree: Readable) -> Locate:
    """Return a function that finds the line and column of a location in the YAML files of a tree.

    If the locations are sorted by path, each file is parsed once.
    """
    last: dict[str, KeyPositions | None] = {}

    def locate(at: Location) -> Position | None:
        if at.path not in last:
            last.clear()
            last[at.path] = _places(tree, at.path)
        places = last[at.path]
        if places is None:
            return None
        former = as_written(role_of(at.path).kind, at.keys)
        return places.find(at if former == at.keys or places.key(former) is None else at._replace(keys=former))

    return locate


def _places(tree: Readable, path: str) -> KeyPositions | None:
    if not path.endswith(".yaml"):
        return None
    from packshot.yaml.positions import KeyPositions  # importing PyYAML is slow, and most reports are empty

    try:
        return KeyPositions(tree.read(path), path)
    except FileNotFoundError:
        return None


def nowhere(_: Location) -> Position | None:
    """Return None for every location; used for findings without files."""
    return None


class _Placed(NamedTuple):
    """A finding and its position in the text of its file."""

    finding: Finding
    position: Position | None


def _placed(findings: Iterable[Finding], locate: Locate) -> list[_Placed]:
    """Return each finding once, sorted by path, line and column."""
    placed = [_Placed(finding, locate(finding.at)) for finding in in_order(findings)]
    return sorted(placed, key=_order)


def _order(placed: _Placed) -> tuple[str, int, int]:
    at, position = placed.finding.at, placed.position
    line, column = (position.line, position.column) if position else (at.line or 0, at.column or 0)
    return (at.path, line, column)


def text(findings: Iterable[Finding], locate: Locate = nowhere, style: Style = plain) -> str:
    """Return all findings as text, sorted by location and grouped by cause, with their counts at the end."""
    placed = _placed(findings, locate)
    positions = {each.finding: each for each in placed}
    blocks = (_block(cause, [positions[each] for each in cause.shown], style) for cause in causes(positions))
    return "\n".join([*blocks, _counted(placed)]) + "\n"


def _block(cause: Cause, shown: Sequence[_Placed], style: Style) -> str:
    finding, position = shown[0]
    severity = style(finding.severity.value, f"{finding.severity.value}[{safe(finding.code)}]")
    lines = [f"{style('place', _place(shown[0]))}: {severity}: {style('text', safe(finding.text))}"]
    if position:
        lines += _excerpt(position, style)
    lines.append(f"  {style('help', 'help: ' + safe(finding.help))}")
    if finding.see:
        lines.append(f"  rule: {style('place', safe(finding.see.path))}")
    else:
        lines.append(f"  see: {style('place', safe(finding.page))}")
    lines += [f"  also: {style('place', _place(other))}{_differing(other.finding, finding)}" for other in shown[1:]]
    return "\n".join([*lines, *_rest(cause, style)]) + "\n"


def _differing(other: Finding, first: Finding) -> str:
    """Return the texts of a finding that differ from those of the first one of its cause."""
    words = [mine for mine, its in ((other.text, first.text), (other.help, first.help)) if mine != its]
    return f": {safe(' '.join(words))}" if words else ""


def _rest(cause: Cause, style: Style) -> Iterator[str]:
    """Yield the number of further findings, and the cause that many at once may have in common."""
    if more := len(cause.findings) - len(cause.shown):
        yield f"  and in {counted(more, 'more place')}"
    if cause.is_declared:
        hint = f"if the declaration of `{safe(cause.field)}` has changed, restore it or update these values"
        yield f"  {style('help', f'{len(cause.findings):,} in all: {hint}')}"


def _place(placed: _Placed) -> str:
    at, position = placed.finding.at, placed.position
    if position:
        return f"{safe(at.path)}:{position.line}:{position.column}"
    keys = safe(".".join(str(key) for key in at.keys))
    line = "" if at.line is None else f":{at.line}:{at.column or 1}"
    return f"{safe(at.path)}{line}{f' ({keys})' if keys else ''}"


def _excerpt(position: Position, style: Style) -> Iterator[str]:
    """Yield the source line, cut around the position if it is long, and a caret line; both in terminal columns."""
    start, end = position.column - 1, position.column - 1 + position.width
    begin = max(0, min(start - WIDEST // 4, len(position.text) - WIDEST))
    line = masked(position.text)
    before, here, after = (safe(part) for part in (line[begin:start], line[start:end], line[end:]))
    shown = ("…" if begin else "") + before + here + after
    cut = shown[:WIDEST] + ("…" if len(shown) > WIDEST else "")
    number = str(position.line)
    yield f"  {number} | {style('source', cut)}"
    indent = _columns(("…" if begin else "") + before)
    width = max(1, min(_columns(here), WIDEST - indent))
    yield f"  {' ' * len(number)} | {' ' * indent}{style('caret', '^' * width)}"


def _columns(shown: str) -> int:
    """Return how many columns a text occupies: two for wide characters, none for combining ones."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in shown
    )


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of findings of each severity."""
    found = dict.fromkeys((severity.value for severity in Severity), 0)
    for finding in findings:
        found[finding.severity.value] += 1
    return found


def with_path(finding: Finding) -> str:
    """Return the text of a finding, preceded by its path.

    The path is left out if it is empty or `.`, or if a parameter of the text is this path.
    """
    path = finding.at.path
    return finding.text if path in ("", ".", *dict(finding.params).values()) else f"{path}: {finding.text}"


def counted(count: int, unit: str) -> str:
    """Return a count with its unit, such as `1 file` or `3,000 files`."""
    return f"{count:,} {unit}{'s'[: count != 1]}"


def _counted(placed: Iterable[_Placed]) -> str:
    found = counts(each.finding for each in placed)
    parts = [counted(number, name) for name, number in found.items() if number]
    return ", ".join(parts) or "No findings."


def as_json(findings: Iterable[Finding], locate: Locate = nowhere) -> dict[str, Any]:
    """Return the sorted findings, their counts and the version of the format as plain JSON values."""
    placed = _placed(findings, locate)
    found = counts(each.finding for each in placed)
    return {"format": FORMAT, "counts": found, "findings": [_entry(each) for each in placed]}


def json_text(findings: Iterable[Finding], locate: Locate = nowhere) -> str:
    """Return the findings as JSON text, in ASCII only, so that it is safe for a terminal."""
    return json.dumps(as_json(findings, locate), indent=2) + "\n"


def _entry(placed: _Placed) -> dict[str, Any]:
    finding, position = placed
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        **_at(finding.at),
        "line": position.line if position else finding.at.line,
        "column": position.column if position else finding.at.column,
        "message": masked(finding.text),
        "help": masked(finding.help),
        "suggestion": finding.suggestion._asdict() if finding.suggestion else None,
        "page": finding.page,
        "edits": [_edit(edit) for edit in finding.edits],
        **({"see": _at(finding.see)} if finding.see else {}),
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {**_at(edit.at), "new": edit.new, "safe": edit.safe}


def _at(at: Location) -> dict[str, Any]:
    return {"path": at.path, "keys": list(at.keys), "on": at.on}
