"""The guard before the fast YAML reader: bytes that rapidyaml and libyaml might read differently.

It may turn away good files, never let a doubtful one pass; each rule was found by fuzzing the two readers. Every
step takes time in proportion to the file.
"""

from __future__ import annotations

import re
from itertools import count

from packshot.yaml.plain_lines import are_ordinary
from packshot.yaml.text import LARGEST

_ANYWHERE = (b"<<", b"::", b"\n---", b"\n...")
"""Merge keys, a colon where a scalar begins, document markers."""

_INVISIBLE = tuple(char.encode() for char in "\u2028\u2029\ufeff\ufffe\uffff")
"""Line ends that nobody sees, byte order marks."""

_FIRST = (b"---", b"...", b"]", b"}", b",", b":")

_HARMLESS = bytes(
    sorted({*b" \n(),-./:;=[]_{}$^+<", *range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B), *range(0x80, 0x100)})
)
_FORBIDDEN = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f\\]")
"""Control characters, and escapes, which hide what they stand for."""

_SIGN = re.compile(rb"""[&*!@%?~`#"'|>]""")
_OPENERS = b"\n:-[{,?"
"""What a scalar may follow, blanks aside."""

_QUOTED = re.compile(rb""""[^"\n]*"|'(?:[^'\n]|'')*'""")
_BLOCK = re.compile(rb"[|>][-+]?\n")
_CLOSED = (b"]\n", b"}\n")
_BRACKETED = re.compile(rb"[\[{][^\n]*\n")
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_BEFORE_COLON = bytes.maketrans(b" \n,[{-?", b"\x01" * 7)
_BEFORE_CLOSER = bytes.maketrans(b" \n]},", b"\x01\x01\x02\x02\x02")
"""Tables that make one sign of several, so that one search finds each of their pairs."""

_STRAY = re.compile(rb"(?:^|[:\-?] )[ ]*[\]},]", re.MULTILINE)
_BEHIND = re.compile(rb"[\]}][ ]+[^\n #]")

_SHALLOW = 64
_INNERMOST = re.compile(rb"[\[{][^\[\]{}]*[\]}]")
_STAIRS = b"\n" + b" " * 100
_DASHES = b"- - - - - - - - "


FEW = 500
"""So many files are looked at sign by sign before the pattern pays, whose compiling takes a tenth of a short build."""

_LOOKED_AT = count()
"""Changes no answer: what the pattern accepts, passes."""


def is_plain(data: bytes) -> bool:
    """Whether nothing in the bytes calls for the careful reader."""
    if not data.endswith(b"\n") or len(data) > LARGEST or data.startswith(_FIRST):
        return False
    if not data.isascii() and (any(odd in data for odd in _INVISIBLE) or _C1.search(data)):
        return False
    return (next(_LOOKED_AT) >= FEW and are_ordinary(data)) or passes(data)


def passes(data: bytes) -> bool:
    """Whether nothing odd is found sign by sign."""
    if any(odd in data for odd in _ANYWHERE) or b"\x01:" in data.translate(_BEFORE_COLON):
        return False
    if not (_has_plain_brackets(data) and _is_shallow(data)):
        return False
    rest = data.translate(None, _HARMLESS)
    return not rest or not (_FORBIDDEN.search(rest) or _has_odd_sign(data))


def _has_plain_brackets(data: bytes) -> bool:
    """Whether brackets close in their line, with no comment in or behind them, nothing behind, and none is stray."""
    if b"\x01\x02" in data.translate(_BEFORE_CLOSER) and _STRAY.search(data):
        return False
    if (b"] " in data or b"} " in data) and _BEHIND.search(data):
        return False
    lines = _BRACKETED.findall(data)
    return all(line.endswith(_CLOSED) for line in lines) and not (
        b" #" in data and any(b" #" in line for line in lines)
    )


def _is_shallow(data: bytes) -> bool:
    """Whether brackets and indentation stay within reason; innermost pairs of brackets are taken out level by level.

    Brackets in texts may deceive it: it spares rapidyaml the absurd. The exact limit is in rapidyaml, which refuses
    what is nested deeper than the careful reader would take.
    """
    for _ in range(8):
        if data.count(b"[") + data.count(b"{") <= _SHALLOW:
            return _STAIRS not in data and _DASHES not in data
        data = _INNERMOST.sub(b"", data)
    return False


def _has_odd_sign(data: bytes) -> bool:
    """Whether a sign stands where it may mean more than itself."""
    end = 0
    for match in _SIGN.finditer(data):
        index = match.start()
        if index < end:
            continue  # inside of a quoted text
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
    """Where the text of a block ends that hangs on a plain key: no sign in it means anything. Else its beginning.

    The text reaches as far as lines are blank or indented like its first one.
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
    """Whether a scalar may begin here: at the start of a line, or behind a sign that one follows."""
    index -= 1
    while index >= 0 and data[index] == 0x20:
        index -= 1
    return index < 0 or data[index] in _OPENERS


def _is_odd_comment(data: bytes, index: int) -> bool:
    """Whether a `#` is the comment trap, or glued to its neighbours so that the readers may differ."""
    before = data[max(0, index - 2) : index]
    if before[-1:] == b" ":
        return before[:1] not in (b" ", b"\n") or data[index + 1 : index + 2] not in (b" ", b"\n")
    return before[-1:] in (b"]", b"}", b'"', b"'")
