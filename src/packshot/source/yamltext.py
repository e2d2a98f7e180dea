"""The text of a YAML file before it is YAML: its size, encoding, characters, tabs and comments."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from packshot.findings import Finding, Location, error

Raw = dict[str, "Raw"] | list["Raw"] | str | None
"""A value as written: text, None for plain `null`, lists, and mappings in file order."""


class Loaded(NamedTuple):
    """The value of a file and what is wrong with it. After a syntax error the value is an empty mapping."""

    value: dict[str, Raw]
    findings: list[Finding]


LARGEST = 8 * 1024 * 1024
"""Bytes in one file. A longer list is split into a folder of files."""

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that no text may hold: control characters, invisible line ends, byte order marks."""

_TRAP = re.compile(r"(?<=[^ \n]) (?=(#[^\n]{0,60}))")


def text_of(data: bytes, path: str) -> tuple[str | None, list[Finding]]:
    """The text with plain line ends, or findings why there is none. Tabs are findings with a text.

    CRLF is read as LF, for Git on Windows checks files out so; a lone CR is a finding.
    """
    if len(data) > LARGEST:
        what = f"The file has {len(data):,} bytes; {LARGEST:,} is the limit."
        return None, [error("yaml-too-large", Location(path), what, "Split it into several files.")]
    try:
        text = data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as wrong:
        at = place_behind(data[: wrong.start].decode(), path)
        return None, [error("yaml-encoding", at, f"Byte 0x{data[wrong.start]:02x} is not UTF-8.", "Save it as UTF-8.")]
    findings = list(_controls(text, path))
    return (None, findings) if findings else (text, list(_tabs(text, path)))


def _controls(text: str, path: str) -> Iterator[Finding]:
    """One finding for each character that is not allowed, at its first place."""
    seen = set()
    for match in CONTROL.finditer(text):
        char, start = match[0], match.start()
        if char == "\ufeff" and start == 0:
            what, cure = "The file begins with a byte order mark.", "Save it as UTF-8 without byte order mark."
            yield error("yaml-byte-order-mark", place_behind("", path), what, cure)
        elif char not in seen:
            seen.add(char)
            what = f"The character U+{ord(char):04X} is not allowed."
            cure = "Put a line end there." if char in "\r\x85\u2028\u2029" else "Delete it."
            yield error("yaml-control-character", place_behind(text[:start], path), what, cure)


def _tabs(text: str, path: str) -> Iterator[Finding]:
    """One finding a line is enough."""
    if "\t" not in text:
        return
    cure = "Indent with blanks; inside a text write `\\t` in double quotes."
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            at = Location(path, line=number, column=line.index("\t") + 1)
            yield error("yaml-tab", at, "A tab is not allowed.", cure)


def place_behind(before: str, path: str) -> Location:
    """The place right behind a text."""
    return Location(path, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))


def traps(text: str, covered: Iterable[tuple[int, int]], known: int, path: str) -> Iterator[Finding]:
    """Comments with one blank before them, which may be text that YAML cut off.

    `covered` are the spans in which ` #` is text; they are known up to the index `known`.
    """
    if " #" not in text:
        return
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    line = 0
    for index, cut in _uncovered(text, covered, known):
        found = bisect_right(starts, index)
        if found != line:  # what follows in the same line is the same comment
            line = found
            yield _trap(cut, Location(path, line=line, column=index - starts[line - 1] + 2))


def _uncovered(text: str, covered: Iterable[tuple[int, int]], known: int) -> Iterator[tuple[int, str]]:
    """Each blank before a `#` outside of the covered spans, and the comment that begins there."""
    spans = iter([*covered, (len(text), len(text) + 1)])
    start, end = next(spans)
    for match in _TRAP.finditer(text, 0, known):
        while end <= match.start():
            start, end = next(spans)
        if match.start() < start:
            yield match.start(), match[1]


def _trap(cut: str, at: Location) -> Finding:
    what = f"YAML takes {cut!r} for a comment: one blank stands before `#`."
    return error(
        "yaml-comment-trap", at, what, "Quote the text if this belongs to it; put two blanks before a comment."
    )
