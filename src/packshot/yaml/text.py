"""The text of a YAML file before parsing: its size, encoding, characters, tabs and comments."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from packshot.findings import Finding, Location, report

Raw = dict[str, "Raw"] | list["Raw"] | str | None
"""A value as written: text, None for plain `null`, lists, and mappings in file order."""


class Loaded(NamedTuple):
    """The value of a file and its findings. The value is an empty mapping if the file has a syntax error, cannot be
    read as text, or does not contain a mapping.
    """

    value: dict[str, Raw]
    findings: list[Finding]


LARGEST = 8 * 1024 * 1024
"""Maximum bytes in one file. A longer list must be split into several files in a folder."""

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that no text may contain: control characters, invisible line ends, byte order marks."""

_TRAP = re.compile(r"(?<=[^ \n]) (?=(#[^\n]{0,60}))")


def text_of(data: bytes, path: str) -> tuple[str | None, list[Finding]]:
    """Return the text with LF line endings, and the findings. The text is None if it cannot be read.

    A file with tabs has findings but can be read. CRLF is converted to LF, because Git on Windows checks files out with
    CRLF; a CR without LF is a finding.
    """
    if len(data) > LARGEST:
        return None, [report("yaml-too-large", Location(path), bytes=len(data), limit=LARGEST)]
    try:
        text = data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as wrong:
        return None, [_encoding(data, wrong.start, path)]
    findings = list(_controls(text, path))
    return (None, findings) if findings else (text, list(_tabs(text, path)))


UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def _encoding(data: bytes, start: int, path: str) -> Finding:
    """Return the finding of bytes that are not UTF-8; most come from Windows editors."""
    if data.startswith(UTF_16):
        return report("yaml-encoding.utf-16", Location(path))
    char = data[start : start + 1].decode("cp1252", "replace")
    at = place_behind(data[:start].decode(), path)
    return report("yaml-encoding", at, byte=data[start], character=char if char.isalpha() else None)


def _controls(text: str, path: str) -> Iterator[Finding]:
    """Yield one finding for each character that is not allowed, at its first position."""
    seen = set()
    for match in CONTROL.finditer(text):
        char, start = match[0], match.start()
        if char == "\ufeff" and start == 0:
            yield report("yaml-byte-order-mark", place_behind("", path))
        elif char not in seen:
            seen.add(char)
            kind = "line_end" if char in "\r\x85\u2028\u2029" else "other"
            yield report("yaml-control-character", place_behind(text[:start], path), code=ord(char), kind=kind)


def _tabs(text: str, path: str) -> Iterator[Finding]:
    """Yield one finding for each line with tabs."""
    if "\t" not in text:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            at = Location(path, line=number, column=line.index("\t") + 1)
            yield report("yaml-tab", at)


def place_behind(before: str, path: str) -> Location:
    """Return the location of the character directly after the text `before`."""
    return Location(path, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))


def traps(text: str, covered: Iterable[tuple[int, int]], known: int, path: str) -> Iterator[Finding]:
    """Yield findings about comments after a single space, because they may be intended as part of the value.

    `covered` are the spans in which ` #` is text; they are complete up to the index `known`.
    """
    if " #" not in text:
        return
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    line = 0
    for index, cut in _uncovered(text, covered, known):
        found = bisect_right(starts, index)
        if found != line:  # later matches in the same line are part of the same comment
            line = found
            at = Location(path, line=line, column=index - starts[line - 1] + 2)
            yield report("yaml-comment-trap", at, comment=cut)


def _uncovered(text: str, covered: Iterable[tuple[int, int]], known: int) -> Iterator[tuple[int, str]]:
    """Yield each space before a `#` outside the covered spans, and the comment that begins there."""
    spans = iter([*covered, (len(text), len(text) + 1)])
    start, end = next(spans)
    for match in _TRAP.finditer(text, 0, known):
        while end <= match.start():
            start, end = next(spans)
        if match.start() < start:
            yield match.start(), match[1]
