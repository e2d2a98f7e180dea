"""Hints for syntax errors, in words for the editor of the file instead of the terms of libyaml.

A hint depends on the error of libyaml and the lines near the error. An error without a hint has the text of libyaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from packshot.findings import Finding, Location, report

LONGEST = 80
"""Maximum length of a value that the help repeats, in characters."""


class Broken(NamedTuple):
    """A syntax error: the problem text of libyaml, the position at which reading stopped, and the start of the
    construct in which reading stopped.

    Lines and columns are counted from 1.
    """

    problem: str
    line: int
    column: int
    begin_line: int
    begin_column: int


class _Hint(NamedTuple):
    """A message with its parameters, and the location of the error."""

    message: str
    line: int
    column: int
    params: Mapping[str, Any] = MappingProxyType({})


_CONFLICT = tuple(re.compile(sign, re.MULTILINE) for sign in ("^<{7} ", "^={7}$", "^>{7} "))
"""The lines that Git writes around two versions, in order."""

_PAIR = re.compile(r"(\s*(?:- )?)([^\s:#'\"\[{][^:#]*):\s+(\S.*)")
"""The indentation, the key, its value."""


def meant(text: str, broken: Broken, path: str) -> Finding:
    """Return the finding about a syntax error in a text, with a hint if there is one."""
    conflict = _conflict(text)
    if conflict is not None:
        return report("yaml-merge-conflict", Location(path, line=text.count("\n", 0, conflict) + 1, column=1))
    lines = text.split("\n")
    for sign, hint_for in _HINTS:
        if sign in broken.problem:
            hint = hint_for(lines, broken)
            return report(hint.message, Location(path, line=hint.line, column=hint.column)).with_params(**hint.params)
    return report("yaml-syntax", Location(path, line=broken.line, column=broken.column), problem=broken.problem)


def _conflict(text: str) -> int | None:
    """Return where the first Git conflict in a text begins; None if there is none."""
    places = [0]
    for sign in _CONFLICT:
        found = sign.search(text, places[-1])
        if found is None:
            return None
        places.append(found.start())
    return places[1]


def _colon(lines: list[str], broken: Broken) -> _Hint:
    """Return the hint for a second colon in a line, or for a line that is indented like a child of a value."""
    line = lines[broken.line - 1]
    pair = _PAIR.fullmatch(line)
    if pair and broken.column > pair.start(3):
        return _Hint("yaml-syntax.colon", broken.line, broken.column, _in_quotes(pair))
    above, number = _above(lines, broken.line)
    indent = len(above) - len(above.lstrip())
    begin = len(line) - len(line.lstrip())
    if begin > indent:
        return _Hint("yaml-syntax.deeper", broken.line, begin + 1, {"above": number, "indent": indent})
    if begin == indent and _unspaced(above):
        return _space_missing(above, number)
    return _Hint("yaml-syntax.key", broken.line, broken.column)


def _above(lines: list[str], line: int) -> tuple[str, int]:
    """Return the nearest line above that is not empty, and its number."""
    number = next((each for each in range(line - 1, 0, -1) if lines[each - 1].strip()), line)
    return lines[number - 1], number


def _in_quotes(pair: re.Match[str]) -> dict[str, str | None]:
    """Return the key, and its value in quotes unless that is long."""
    value = pair[3].rstrip()
    quoted = f'"{value}"' if '"' not in value and "\\" not in value else "'" + value.replace("'", "''") + "'"
    return {"key": pair[2], "quoted": quoted if len(value) <= LONGEST else None}


def _no_pair(lines: list[str], broken: Broken) -> _Hint:
    """Return the hint for a line that is not a key and a value: no space after the colon, or a continued text."""
    line = lines[broken.begin_line - 1]
    if _unspaced(line):
        return _space_missing(line, broken.begin_line)
    return _Hint("yaml-syntax.line", broken.begin_line, broken.begin_column)


def _unspaced(line: str) -> re.Match[str] | None:
    """Return the match of a key and its value without the space between them."""
    return re.match(r"\s*([A-Za-z0-9_.-]+):(\S.*)", line)


def _space_missing(line: str, number: int) -> _Hint:
    match = _unspaced(line)
    assert match
    return _Hint("yaml-syntax.space", number, match.end(1) + 1, {"key": match[1], "value": match[2]})


def _behind_quote(lines: list[str], broken: Broken) -> _Hint:
    """Return the hint for text after a closing quote, or for keys with different indentation."""
    line = lines[broken.line - 1]
    pair = _PAIR.fullmatch(line)
    if pair and pair[3][0] in "\"'" and broken.column > pair.start(3) + 1:
        return _Hint("yaml-syntax.closed-quote", broken.line, broken.column, _in_quotes(pair))
    return _Hint("yaml-syntax.indentation", broken.line, broken.column)


def _first_sign(lines: list[str], broken: Broken) -> _Hint:
    """Return the hint for a text that begins with a character that YAML reserves."""
    line = lines[broken.line - 1]
    sign, pair = line[broken.column - 1 : broken.column], _PAIR.fullmatch(line)
    quoted = _in_quotes(pair) if pair and pair.start(3) == broken.column - 1 else {}
    return _Hint("yaml-syntax.first-character", broken.line, broken.column, {"sign": sign, **quoted})


def _dash(lines: list[str], broken: Broken) -> _Hint:
    """Return the hint for a dash where a value is expected: alone, or as the start of a list in the line of its key."""
    is_list = bool(lines[broken.line - 1][broken.column :].strip())
    return _Hint("yaml-syntax.list" if is_list else "yaml-syntax.dash", broken.line, broken.column)


def _open_quote(lines: list[str], broken: Broken) -> _Hint:
    return _Hint("yaml-syntax.open-quote", broken.begin_line, broken.begin_column)


def _open_bracket(lines: list[str], broken: Broken) -> _Hint:
    bracket = "]" if "]" in broken.problem else "}"
    params = {"line": broken.line, "column": broken.column, "bracket": bracket}
    return _Hint("yaml-syntax.open-bracket", broken.begin_line, broken.begin_column, params)


def _escape(lines: list[str], broken: Broken) -> _Hint:
    return _Hint("yaml-syntax.escape", broken.line, broken.column)


_HINTS: tuple[tuple[str, Callable[[list[str], Broken], _Hint]], ...] = (
    ("mapping values are not allowed", _colon),
    ("cannot start any token", _first_sign),
    ("quoted scalar, found unexpected end of stream", _open_quote),
    ("could not find expected ':'", _no_pair),
    ("did not find expected ',' or", _open_bracket),
    ("block sequence entries are not allowed", _dash),
    ("did not find expected key", _behind_quote),
    ("escape", _escape),
)
"""A part of libyaml's problem -> the function of its hint; the first match counts."""
