"""The fast YAML reader: rapidyaml's JSON, read by `json`. It answers only where the careful reader would agree.

Whatever could be read in two ways, or is no good YAML of ours, is told by a guard over the bytes or over the JSON
and left to the careful reader. A fuzz test holds: accepted here implies accepted there, with the same value.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from packshot.source.carefulyaml import DEEPEST, Raw
from packshot.source.yamltext import LARGEST

_ANYWHERE = (
    b"<<",
    b"\n---",
    b"\n...",
    b" :",
    b"\n:",
    b"::",
    b",:",
    b"[:",
    b"{:",
    b"-:",
    b"?:",
    *(char.encode() for char in "\u2028\u2029\ufeff\ufffe\uffff"),
)
"""Merge keys, document markers, a colon where a scalar begins; invisible line ends, byte order marks."""

_AT_START = (b"---", b"...", b"]", b"}", b",", b":")

_HARMLESS = bytes(
    sorted(
        {
            *b" \n\"'(),-./:;=[]_{}$^+|<>",
            *range(0x30, 0x3A),
            *range(0x41, 0x5B),
            *range(0x61, 0x7B),
            *range(0x80, 0x100),
        }
    )
)
"""Bytes that are told by `_SUSPECTS`, or need no telling."""

_CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f\\]")
"""Among the other bytes: control characters, and escapes, which hide what they stand for."""

_INDICATOR = re.compile(
    rb"""
    (?: ^ | [:\-\[{,?] ) [ \n]* [&*!@%?~`]    # an anchor, alias, tag, ... where a scalar may begin
    | [^ \n][ ]\#                            # the comment trap
    | [ ]\# [^ \n]                           # a comment glued to its sign: rapidyaml may take it for text
    | [\]}] \# | [^ \n\[{,]["'] \#            # a comment glued to a bracket or quote
    """,
    re.VERBOSE | re.MULTILINE,
)

_SUSPECTS = (
    ((b"\xc2",), re.compile(rb"\xc2[\x80-\x9f]")),  # control characters beyond ASCII
    ((b"\n]", b"\n}", b"\n,", b" ]", b" }", b" ,"), re.compile(rb"(?:^|[:\-?] )[ ]*[\]},]", re.M)),  # a stray bracket
    ((b"[", b"{"), re.compile(rb"[\[{][^\n]*(?:[^\]}\n]\n|[ ]\#)")),  # brackets over several lines, or a comment
    ((b"] ", b"} "), re.compile(rb"[\]}][ ]+[^\n #]")),  # more behind a bracket
    ((b'"',), re.compile(rb'(?:^|[:\-?,\[{])[ ]*"[^"\n]*\n', re.M)),  # a quoted text over several lines
    ((b"'",), re.compile(rb"(?:^|[:\-?,\[{])[ ]*'(?:[^'\n]|'')*\n", re.M)),
    ((b" |", b" >"), re.compile(rb"(?:^|[:\-?] )[ ]*[|>](?![-+]?\n)", re.M)),  # more than a sign before a block text
)
"""What the two parsers read differently: signs that a file must hold, and the pattern to look for then."""

_BARE_POINT = re.compile(rb"[^0-9]\.[0-9]|[0-9]\.[^0-9]")
"""A number without digits on one side of its point, which rapidyaml completes."""

_NULL_IN_COMMENT = re.compile(rb"#[^\n]*null")

_INNERMOST = re.compile(rb"[\[{][^\[\]{}]*[\]}]")
_STAIRS = b"\n" + b" " * 100
_DASHES = b"- - - - - - - - "

_REWRITTEN = ('""', "[]", "{}", '"Null"', '"NULL"', '.inf"', '.nan"', '"null":')
"""In the JSON: empty values, other words for null, and words that rapidyaml writes in its own way."""


class _UnsureError(Exception):
    """The careful reader must decide."""


def read(data: bytes) -> dict[str, Raw] | None:
    """The value of a file that is plainly in the accepted language; None where the careful reader must decide."""
    if not _is_plain(data):
        return None
    try:
        return _value(data, _as_json(data))
    except (_UnsureError, ValueError):
        return None


def _is_plain(data: bytes) -> bool:
    """Whether nothing in the bytes calls for the careful reader."""
    if not data.endswith(b"\n") or len(data) > LARGEST or data.startswith(_AT_START):
        return False
    if any(odd in data for odd in _ANYWHERE) or not _is_shallow(data):
        return False
    if any(pattern.search(data) for signs, pattern in _SUSPECTS if any(sign in data for sign in signs)):
        return False
    rest = data.translate(None, _HARMLESS)
    return not rest or not (_CONTROL.search(rest) or _INDICATOR.search(data))


def _is_shallow(data: bytes) -> bool:
    """Whether brackets and indentation stay within reason; innermost pairs of brackets are taken out level by level.

    Brackets in texts may deceive it: it spares rapidyaml the absurd. The exact limit is in rapidyaml itself, which
    refuses what is nested deeper than `DEEPEST`.
    """
    for _ in range(8):
        if data.count(b"[") + data.count(b"{") <= DEEPEST:
            return _STAIRS not in data and _DASHES not in data
        data = _INNERMOST.sub(b"", data)
    return False


def _as_json(data: bytes) -> str:
    """What rapidyaml makes of it. A syntax error is an exception of one of its own classes, or no text at all."""
    import ryml

    with _silence():
        try:
            text = ryml.emit_json(ryml.parse_in_arena(data))
        except ryml.ExceptionBasic as error:
            raise _UnsureError from error
    if not isinstance(text, str) or not text.startswith("{"):
        raise _UnsureError
    return text


def _value(data: bytes, text: str) -> dict[str, Raw]:
    data.decode()
    if any(odd in text for odd in _REWRITTEN):
        raise _UnsureError
    completed: list[str] = []
    value: dict[str, Raw] = json.loads(text, parse_int=str, parse_float=_number(completed), object_pairs_hook=_mapping)
    if completed and _BARE_POINT.search(data):
        raise _UnsureError
    if "true" in text or "false" in text or "null" in text:
        _restore(value, nulls=_nulls_are_written(data, text))
    return value


def _nulls_are_written(data: bytes, text: str) -> bool:
    """Whether each null of the JSON is a `null` in the file, and none an empty value: the word is counted in both.

    It may stand in texts, which are in the JSON too, but not in comments, which are not.
    """
    return text.count("null") == data.count(b"null") and not _NULL_IN_COMMENT.search(data)


def _number(completed: list[str]) -> Any:
    def number(text: str) -> str:
        if text.startswith(("0.", "-0.")) or text.endswith(".0"):
            completed.append(text)
        return text

    return number


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _UnsureError
    return found


def _restore(value: Any, *, nulls: bool) -> None:
    """Turn booleans back into text, in place. Where a null may be an empty value, the careful reader must decide."""
    items: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in items:
        if child is None and not nulls:
            raise _UnsureError
        if child is True or child is False:
            value[key] = "true" if child else "false"
        elif isinstance(child, (dict, list)):
            _restore(child, nulls=nulls)


@contextmanager
def _silence() -> Iterator[None]:
    """Let nothing reach the standard error while rapidyaml works: it prints each syntax error before it raises."""
    try:
        kept = os.dup(2)
    except OSError:  # no standard error is open, so nothing can be printed
        yield
        return
    try:
        os.dup2(_nowhere(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


@cache
def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)
