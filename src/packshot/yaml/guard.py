"""The guard of the fast YAML reader, which rejects bytes that rapidyaml and libyaml might read differently.

The guard may reject valid files, but never accepts ambiguous ones. Each rule was found by fuzzing the two readers.
Every step takes linear time.
"""

from __future__ import annotations

import re
from itertools import count

from packshot.yaml.plain_lines import are_ordinary
from packshot.yaml.text import LARGEST

_ANYWHERE = (b"<<", b"::", b"\n---", b"\n...")
"""Merge keys, a colon where a scalar begins, document markers."""

_INVISIBLE = tuple(char.encode() for char in "\u2028\u2029\ufeff\ufffe\uffff")
"""Invisible line ends and byte order marks."""

_FIRST = (b"---", b"...", b"]", b"}", b",", b":")

_HARMLESS = bytes(
    sorted({*b" \n(),-./:;=[]_{}$^+<", *range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B), *range(0x80, 0x100)})
)
_FORBIDDEN = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f\\]")
"""Control characters and escapes, which may hide other characters."""

_SIGN = re.compile(rb"""[&*!@%?~`#"'|>]""")
_OPENERS = b"\n:-[{,?"
"""Characters that a scalar may follow, ignoring spaces."""

_QUOTED = re.compile(rb""""[^"\n]*"|'(?:[^'\n]|'')*'""")
_BLOCK = re.compile(rb"[|>][-+]?\n")
_CLOSED = (b"]\n", b"}\n")
_BRACKETED = re.compile(rb"[\[{][^\n]*\n")
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_BEFORE_COLON = bytes.maketrans(b" \n,[{-?", b"\x01" * 7)
_BEFORE_CLOSER = bytes.maketrans(b" \n]},", b"\x01\x01\x02\x02\x02")
"""Tables that map several characters to one, so that one search finds all their pairs."""

_STRAY = re.compile(rb"(?:^|[:\-?] )[ ]*[\]},]", re.MULTILINE)
_BEHIND = re.compile(rb"[\]}][ ]+[^\n #]")

_SHALLOW = 64
_INNERMOST = re.compile(rb"[\[{][^\[\]{}]*[\]}]")
_STAIRS = b"\n" + b" " * 100
_DASHES = b"- - - - - - - - "


FEW = 500
"""Number of files that are checked character by character before the pattern is compiled.

Compiling takes a tenth of a short build.
"""

_LOOKED_AT = count()
"""Does not affect the result: everything that the pattern accepts is accepted by `passes`."""


def is_plain(data: bytes) -> bool:
    """Return whether the fast reader may read the bytes; otherwise, the careful reader must read the bytes."""
    if not data.endswith(b"\n") or len(data) > LARGEST or data.startswith(_FIRST):
        return False
    if not data.isascii() and (any(odd in data for odd in _INVISIBLE) or _C1.search(data)):
        return False
    return (next(_LOOKED_AT) >= FEW and are_ordinary(data)) or passes(data)


def passes(data: bytes) -> bool:
    """Return whether the bytes contain no unusual syntax, by a check of each character."""
    if any(odd in data for odd in _ANYWHERE) or b"\x01:" in data.translate(_BEFORE_COLON):
        return False
    if not (_has_plain_brackets(data) and _is_shallow(data)):
        return False
    rest = data.translate(None, _HARMLESS)
    return not rest or not (_FORBIDDEN.search(rest) or _has_odd_sign(data))


def _has_plain_brackets(data: bytes) -> bool:
    """Return whether brackets close in their line, with no comment or text behind them, and none is stray."""
    if b"\x01\x02" in data.translate(_BEFORE_CLOSER) and _STRAY.search(data):
        return False
    if (b"] " in data or b"} " in data) and _BEHIND.search(data):
        return False
    lines = _BRACKETED.findall(data)
    return all(line.endswith(_CLOSED) for line in lines) and not (
        b" #" in data and any(b" #" in line for line in lines)
    )


def _is_shallow(data: bytes) -> bool:
    """Return whether the nesting of brackets and indentation is limited; innermost pairs are removed level by level.

    Brackets in texts can mislead it: it only protects rapidyaml from extreme input. rapidyaml has the exact limit and
    refuses deeper nesting than the careful reader accepts.
    """
    for _ in range(8):
        if data.count(b"[") + data.count(b"{") <= _SHALLOW:
            return _STAIRS not in data and _DASHES not in data
        data = _INNERMOST.sub(b"", data)
    return False


def _has_odd_sign(data: bytes) -> bool:
    """Return whether a character is at a position in which it may have a special meaning."""
    end = 0
    for match in _SIGN.finditer(data):
        index = match.start()
        if index < end:
            continue  # inside a quoted text
        sign = data[index]
        if sign == _COMMENT:
            if _is_odd_comment(data, index):
                return True
        elif _begins_scalar(data, index):
            closed = (
                _QUOTED.match(data, index)
                if sign in _QUOTES
                else _BLOCK.match(data, index)
                if sign in _BLOCKS
                else None
            )
            if closed is None:
                return True
            end = _end_of_block(data, index, closed.end()) if sign in _BLOCKS else closed.end()
    return False


_KEY_OF_BLOCK = re.compile(rb"( *)[A-Za-z0-9_.-]+: \Z")


def _end_of_block(data: bytes, index: int, begin: int) -> int:
    """Return where the text of a block below a plain key ends, else where it begins.

    No character of this text has a meaning. It extends over all lines that are empty or indented like its first one.
    """
    key = _KEY_OF_BLOCK.match(data, data.rfind(b"\n", 0, index) + 1, index)
    first = _TEXT.match(data, begin)
    if key is None or first is None or len(first[1]) <= len(key[1]):
        return begin
    inside = b"\n" + first[1]
    end = first.end() - 1
    while data.startswith(inside, end) or data.startswith(b"\n\n", end):
        following = data.find(b"\n", end + 1)
        if following < 0:
            return len(data)
        end = following
    return end


_TEXT = re.compile(rb"\n*( +)[^ \n][^\n]*\n")


_COMMENT = ord("#")
_QUOTES = b"\"'"
_BLOCKS = b"|>"


def _begins_scalar(data: bytes, index: int) -> bool:
    """Return whether a scalar may begin here: at the start of a line, or behind a character that one may follow."""
    index -= 1
    while index >= 0 and data[index] == 0x20:
        index -= 1
    return index < 0 or data[index] in _OPENERS


def _is_odd_comment(data: bytes, index: int) -> bool:
    """Return whether a `#` is the comment trap, or so close to its neighbours that the readers may differ."""
    before = data[max(0, index - 2) : index]
    if before[-1:] == b" ":
        return before[:1] not in (b" ", b"\n") or data[index + 1 : index + 2] not in (b" ", b"\n")
    return before[-1:] in (b"]", b"}", b'"', b"'")
