"""Conversion of plain data to YAML text in canonical form, including quoting, blocks and single lines.

This module does not depend on products: the caller defines which maps are blocks and where empty lines are added
(`styles.py`). Every scalar is a `str`; None is written as `null`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Plain: TypeAlias = "str | Sequence[Plain] | Mapping[str, Plain] | None"
"""The data of a file: text, null, lists, maps."""

Keys: TypeAlias = tuple[str, ...]

WIDTH = 180
"""Maximum length of a line with a map, unless its style has another, or with a list of one map."""

QUOTED_UP_TO = 80
"""Maximum length of a text in quotes, if a `|` block can contain the text.

A longer text that requires quotes is in such a block, which has no escapes.
"""

_UNPRINTABLE = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_NOT_PLAIN = re.compile(rf"[\t\n{_UNPRINTABLE}]|: |:$| #|^[\s,\[\]{{}}#&*!|>'\"%@`?:=]|^-(?:\s|$|--)|^\.\.\.|\s$|^<<$")
_NOT_IN_FLOW = re.compile(r"[,\[\]{}?]|:[,\]}]|^-$")
_NOT_IN_BLOCK = re.compile(rf"[\t{_UNPRINTABLE}]|^\s|\s$|\n +(?:\n|$)")
_ESCAPED = re.compile(rf'["\\\t\n{_UNPRINTABLE}]')
_WORDS = frozenset({"", "null", "Null", "NULL", "~"})
_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\0": "\\0",
    "\a": "\\a",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\v": "\\v",
    "\f": "\\f",
    "\r": "\\r",
    "\x1b": "\\e",
    "\x85": "\\N",
    "\u2028": "\\L",
    "\u2029": "\\P",
}


class Quoted(str):
    """A string that is written in double quotes even if YAML does not require them, such as an expression."""


def _wide(_keys: Keys, _value: Mapping[str, Plain]) -> int:
    return WIDTH


@dataclass(frozen=True, slots=True)
class Style:
    """The layout of a file.

    `width` returns the maximum width of a map on one line (0: always a block). `apart` lists the top-level keys that
    have an empty line above them.
    """

    width: Callable[[Keys, Mapping[str, Plain]], int] = _wide
    apart: Collection[str] = field(default=frozenset())


def document(data: Mapping[str, Plain], style: Style) -> str:
    """Return the data of a whole file as YAML text in the given style."""
    lines: list[str] = []
    for key, value in data.items():
        if lines and key in style.apart:
            lines.append("")
        _entry(lines, (key,), value, "", style)
    lines.append("")
    return "\n".join(lines)


def scalar(text: str | None, in_flow: bool = False) -> str:
    """Return a string as YAML on one line; `null` for None.

    The string is in double quotes if YAML requires them, or if it is `Quoted`. `in_flow` means that the string is in
    brackets or braces, where YAML requires quotes for more characters.
    """
    if text is None:
        return "null"
    if isinstance(text, Quoted) or text in _WORDS or _NOT_PLAIN.search(text) or (in_flow and _NOT_IN_FLOW.search(text)):
        return quoted(text)
    return text


def quoted(text: str) -> str:
    """Return a string as YAML in double quotes.

    Quotes, backslashes, tabs, line ends and unprintable characters are escaped.
    """
    return f'"{_ESCAPED.sub(_escape, text)}"'


def flow(value: Plain) -> str:
    """Return a value as YAML on one line; lists are in brackets and maps in braces.

    A map with one key in a list has no braces: `[squeeze, cut: 150]`.
    """
    if value is None or isinstance(value, str):
        return scalar(value, in_flow=True)
    if isinstance(value, Mapping):
        return "{" + _pairs(value) + "}"
    return "[" + ", ".join(map(_item, value)) + "]"


def _pairs(value: Mapping[str, Plain]) -> str:
    return ", ".join(f"{scalar(key, in_flow=True)}: {flow(inner)}" for key, inner in value.items())


def _item(value: Plain) -> str:
    """Return one entry of a list; a map with one key has no braces: `[squeeze, cut: 150]`."""
    if isinstance(value, Mapping) and len(value) == 1:
        return _pairs(value)
    return flow(value)


def _entry(lines: list[str], keys: Keys, value: Plain, indent: str, style: Style) -> None:
    name = f"{indent}{scalar(keys[-1])}:"
    if value is None or isinstance(value, str):
        _text(lines, name, value, indent + "  ")
    elif isinstance(value, Mapping):
        _map(lines, name, keys, value, style)
    else:
        _list(lines, name, value, indent + "  ")


def _map(lines: list[str], name: str, keys: Keys, value: Mapping[str, Plain], style: Style) -> None:
    width = style.width(keys, value)
    if not value or (width and not _has_long_text(value)):
        line = f"{name} {flow(value)}"
        if not value or len(line) <= width:
            lines.append(line)
            return
    lines.append(name)
    indent = "  " * len(keys)
    for key, inner in value.items():
        _entry(lines, (*keys, key), inner, indent, style)


def _list(lines: list[str], name: str, value: Sequence[Plain], indent: str) -> None:
    """Write a list of codes on one line; a list of texts, or a long one, in a block."""
    line = f"{name} {flow(value)}"
    if not _in_lines(value, line):
        lines.append(line)
        return
    lines.append(name)
    for item in value:
        if item is None or isinstance(item, str):
            _text(lines, f"{indent}-", item, indent + "  ")
        else:
            lines.append(f"{indent}- {flow(item)}")


def _in_lines(value: Sequence[Plain], line: str) -> bool:
    if any(isinstance(item, str) and (" " in item or "\n" in item) for item in value):
        return True
    return (len(value) > 1 or len(line) > WIDTH) and all(isinstance(item, Mapping) for item in value)


def _text(lines: list[str], name: str, text: str | None, indent: str) -> None:
    written = scalar(text)
    if text is not None and _reads_better_in_block(text, written):
        lines.append(f"{name} |")
        lines += [indent + line if line else "" for line in text.split("\n")]
    else:
        lines.append(f"{name} {written}")


def _reads_better_in_block(text: str, written: str) -> bool:
    long_or_lines = "\n" in text or (len(text) > QUOTED_UP_TO and written[0] == '"' and written[1:-1] != text[1:-1])
    return long_or_lines and _NOT_IN_BLOCK.search(text) is None


def _has_long_text(value: Plain) -> bool:
    """Return whether a text in the value needs a `|` block."""
    if value is None or isinstance(value, str):
        return value is not None and _reads_better_in_block(value, scalar(value))
    return any(map(_has_long_text, value.values() if isinstance(value, Mapping) else value))


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    return _ESCAPES.get(char) or (f"\\x{ord(char):02X}" if char < "\u0100" else f"\\u{ord(char):04X}")
