"""What somebody meant where a file is no YAML: libyaml's words in those of the person who wrote the file.

Looks at the line of the mistake only. What it does not know keeps libyaml's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from packshot.findings import Finding, Location, error

LONGEST = 80
"""Characters of a value that a cure repeats."""


class Broken(NamedTuple):
    """Where reading stopped, from 1; libyaml's problem; where what it was reading had begun."""

    problem: str
    line: int
    column: int
    begin_line: int
    begin_column: int


class _Meant(NamedTuple):
    """The words for it, and the place where the mistake is seen."""

    what: str
    cure: str
    line: int
    column: int


_CONFLICT = tuple(re.compile(sign, re.MULTILINE) for sign in ("^<{7} ", "^={7}$", "^>{7} "))
"""The lines that Git writes around two versions, in their order."""

_PAIR = re.compile(r"(\s*(?:- )?)([^\s:#'\"\[{][^:#]*):\s+(\S.*)")
"""What stands before a key, the key, its value."""


def meant(text: str, broken: Broken, path: str) -> Finding:
    """The finding for a text in which reading stopped."""
    conflict = _conflict(text)
    if conflict is not None:
        return _unmerged(Location(path, line=text.count("\n", 0, conflict) + 1, column=1))
    lines = text.split("\n")
    for sign, words in _WORDS:
        if sign in broken.problem:
            told = words(lines, broken)
            return error("yaml-syntax", Location(path, line=told.line, column=told.column), told.what, told.cure)
    at = Location(path, line=broken.line, column=broken.column)
    return error(
        "yaml-syntax", at, f"This is not YAML: {broken.problem}.", "Check the indentation, quotes and brackets."
    )


def _conflict(text: str) -> int | None:
    """Where the first conflict begins that Git left in a text; None where there is none."""
    places = [0]
    for sign in _CONFLICT:
        found = sign.search(text, places[-1])
        if found is None:
            return None
        places.append(found.start())
    return places[1]


def _unmerged(at: Location) -> Finding:
    return error(
        "yaml-merge-conflict",
        at,
        "Git could not merge two changes of these lines; it left both here, for somebody to choose.",
        "Keep the right lines, and delete those that begin with <<<<<<<, ======= and >>>>>>>.",
    )


def _colon(lines: list[str], broken: Broken) -> _Meant:
    """A second colon in a line, or a line below a value that is indented like one of its own."""
    line = lines[broken.line - 1]
    pair = _PAIR.fullmatch(line)
    if pair and broken.column > pair.start(3):
        return _Meant(
            f'A colon with a blank stands in the text of "{pair[2]}"; YAML takes it for another key.',
            _in_quotes(pair),
            broken.line,
            broken.column,
        )
    above, number = _above(lines, broken.line)
    indent = len(above) - len(above.lstrip())
    begin = len(line) - len(line.lstrip())
    if begin > indent:
        return _Meant(
            f"The line is indented deeper than line {number}, which has its value already.",
            f"Begin it below line {number}, with {indent} blanks.",
            broken.line,
            begin + 1,
        )
    if begin == indent and _glued(above):
        return _blank_missing(above, number)
    return _Meant(
        "A key stands here, where the value above is not at its end.",
        "Check the indentation; put a text that holds `: ` in quotes.",
        broken.line,
        broken.column,
    )


def _above(lines: list[str], line: int) -> tuple[str, int]:
    """The nearest line above that holds something, and its number."""
    number = next((each for each in range(line - 1, 0, -1) if lines[each - 1].strip()), line)
    return lines[number - 1], number


def _in_quotes(pair: re.Match[str]) -> str:
    value = pair[3].rstrip()
    if len(value) > LONGEST:
        return "Put the whole text in quotes."
    quoted = f'"{value}"' if '"' not in value and "\\" not in value else "'" + value.replace("'", "''") + "'"
    return f"Put the whole text in quotes: {pair[2]}: {quoted}"


def _no_pair(lines: list[str], broken: Broken) -> _Meant:
    """A line that is no key with its value: the blank behind the colon is missing, or a text runs on."""
    line = lines[broken.begin_line - 1]
    if _glued(line):
        return _blank_missing(line, broken.begin_line)
    return _Meant(
        "The line is no key with its value.",
        "Write `key: value`. A text of several lines begins with | behind its key and is indented below it.",
        broken.begin_line,
        broken.begin_column,
    )


def _glued(line: str) -> re.Match[str] | None:
    """A key and its value without the blank between them."""
    return re.match(r"\s*([A-Za-z0-9_.-]+):(\S.*)", line)


def _blank_missing(line: str, number: int) -> _Meant:
    glued = _glued(line)
    assert glued
    return _Meant(
        "A blank is missing behind the colon, so that this is no key with its value but one word.",
        f"Write {glued[1]}: {glued[2][:LONGEST]}",
        number,
        glued.end(1) + 1,
    )


def _behind_quote(lines: list[str], broken: Broken) -> _Meant:
    """Text behind a closing quote, or keys that are not indented alike."""
    line = lines[broken.line - 1]
    pair = _PAIR.fullmatch(line)
    if pair and pair[3][0] in "\"'" and broken.column > pair.start(3) + 1:
        return _Meant(
            f'The text of "{pair[2]}" goes on behind its closing quote.', _in_quotes(pair), broken.line, broken.column
        )
    return _Meant(
        "The line is not indented like the keys that it stands among.",
        "Indent the keys of one mapping alike.",
        broken.line,
        broken.column,
    )


def _first_sign(lines: list[str], broken: Broken) -> _Meant:
    """A text that begins with a sign that YAML keeps for itself."""
    line = lines[broken.line - 1]
    sign, pair = line[broken.column - 1 : broken.column], _PAIR.fullmatch(line)
    return _Meant(
        f"A text cannot begin with {sign} unless it is in quotes.",
        _in_quotes(pair) if pair and pair.start(3) == broken.column - 1 else "Put the whole text in quotes.",
        broken.line,
        broken.column,
    )


def _dash(lines: list[str], broken: Broken) -> _Meant:
    """A dash where a value is expected: alone, or as the beginning of a list in the line of its key."""
    if lines[broken.line - 1][broken.column :].strip():
        what, cure = (
            "A list cannot begin in the line of its key.",
            "Write [entry, entry], or each entry in a line below.",
        )
    else:
        what = "A dash alone is no value."
        cure = "Write `null` if there is none, or delete the key."
    return _Meant(what, cure, broken.line, broken.column)


def _open_quote(lines: list[str], broken: Broken) -> _Meant:
    return _Meant(
        "The quote that is opened here is never closed.",
        "Close it at the end of the text.",
        broken.begin_line,
        broken.begin_column,
    )


def _open_bracket(lines: list[str], broken: Broken) -> _Meant:
    end = "]" if "]" in broken.problem else "}"
    what = f"The bracket that is opened here is not closed, or a comma is missing before line {broken.line}, column "
    return _Meant(
        f"{what}{broken.column}.",
        f"Close it with {end}, or put a comma between the entries.",
        broken.begin_line,
        broken.begin_column,
    )


def _escape(lines: list[str], broken: Broken) -> _Meant:
    return _Meant(
        "A backslash in double quotes begins a special character, and there is none of this kind.",
        "Write the backslash twice, or use single quotes.",
        broken.line,
        broken.column,
    )


_WORDS: tuple[tuple[str, Callable[[list[str], Broken], _Meant]], ...] = (
    ("mapping values are not allowed", _colon),
    ("cannot start any token", _first_sign),
    ("quoted scalar, found unexpected end of stream", _open_quote),
    ("could not find expected ':'", _no_pair),
    ("did not find expected ',' or", _open_bracket),
    ("block sequence entries are not allowed", _dash),
    ("did not find expected key", _behind_quote),
    ("escape", _escape),
)
"""A sign in libyaml's problem -> its words; the first that fits counts."""
