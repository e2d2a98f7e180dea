"""The fast YAML reader: rapidyaml converts a file to JSON, and `json` parses the JSON.

It returns only values that the careful reader would return.

Guards check the bytes and the JSON; ambiguous or invalid files are left to the careful reader. A fuzz test verifies
that the careful reader accepts each file that this reader accepts, with the same value.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from packshot.yaml.guard import is_plain
from packshot.yaml.text import Raw

_BARE_POINT = re.compile(rb"[^0-9]\.[0-9]|[0-9]\.[^0-9]")
"""A number without digits on one side of its point, which rapidyaml completes."""

_COMPLETED = re.compile(r"[:\[,\s]-?0\.|\.0[,\]}\s]")
"""In the JSON: a number that may have been completed."""

_LONGEST_KEY = 500

_COMMENT = re.compile(rb"#[^\n]*")
_REWRITTEN = ('""', "[]", "{}", '"Null"', '"NULL"', '.inf"', '.nan"', '"null":')
"""In the JSON: empty values, other words for null, and words that rapidyaml rewrites."""


class _UnsureError(Exception):
    """Raised if the careful reader must decide."""


def read(data: bytes) -> dict[str, Raw] | None:
    """Return the value of a file that is clearly in the accepted language; None if the careful reader must read the
    file.
    """
    return read_many([data])[0]


def read_many(files: Sequence[bytes]) -> list[dict[str, Raw] | None]:
    """Return the values of several files in order, with None for each file that the careful reader must read.

    Each step runs for all files before the next step begins. This takes a third less time, because the code and the
    data of a step stay in the processor cache.
    """
    plain = [is_plain(data) for data in files]
    with _silence():
        texts = [_as_json(data) if fits else None for data, fits in zip(files, plain, strict=True)]
    return [None if text is None else _value(data, text) for data, text in zip(files, texts, strict=True)]


def _as_json(data: bytes) -> str | None:
    """Return rapidyaml's JSON of a file; None for a syntax error, which raises or gives no JSON object."""
    import ryml

    try:
        return _emitted(ryml, ryml.parse_in_arena(data), 4 * len(data) + 256)
    except (ryml.ExceptionBasic, _UnsureError, ValueError):
        return None


def _emitted(ryml: Any, tree: Any, size: int) -> str:
    """Return the tree as JSON, in our own buffer, because `emit_json` never frees its own (rapidyaml 0.15)."""
    buffer = bytearray(size)
    too_small, needed = ryml.emit_json_to_substr(tree, tree.root_id(), buffer)
    if too_small:
        return _emitted(ryml, tree, needed)
    if buffer[:1] != b"{":
        raise _UnsureError
    return buffer[:needed].decode()


def _value(data: bytes, text: str) -> dict[str, Raw] | None:
    try:
        return _decoded(data, text)
    except (_UnsureError, ValueError):
        return None


def _decoded(data: bytes, text: str) -> dict[str, Raw]:
    if not data.isascii():
        data.decode()  # comments too must be UTF-8
    if any(odd in text for odd in _REWRITTEN):
        raise _UnsureError
    if ("0." in text or ".0" in text) and _COMPLETED.search(text) and _BARE_POINT.search(data):
        raise _UnsureError
    read = _read_short_keyed if _has_long_line(data) else _read
    value: dict[str, Raw] = read(text)
    if "true" in text or "false" in text or "null" in text:
        _restore(value, nulls=_nulls_are_written(data, text))
    return value


def _nulls_are_written(data: bytes, text: str) -> bool:
    """Return whether each null of the JSON is a `null` in the file, not an empty value, by counting the word in both.

    The word may occur in texts, which are in the JSON too, but not in comments, which are not.
    """
    return text.count("null") == data.count(b"null") and not any(
        b"null" in comment for comment in _COMMENT.findall(data)
    )


def _has_long_line(data: bytes) -> bool:
    """Return whether a key may be longer than libyaml accepts."""
    begin = 0
    while len(data) - begin > _LONGEST_KEY:
        end = data.rfind(b"\n", begin, begin + _LONGEST_KEY + 1)
        if end < 0:
            return True
        begin = end + 1
    return False


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _UnsureError
    return found


def _short_keyed(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a mapping of a file with long lines: libyaml accepts keys of up to 1,024 characters, rapidyaml any."""
    if any(len(key.encode()) > _LONGEST_KEY for key, _ in pairs):
        raise _UnsureError
    return _mapping(pairs)


_read = json.JSONDecoder(parse_int=str, parse_float=str, object_pairs_hook=_mapping).decode
_read_short_keyed = json.JSONDecoder(parse_int=str, parse_float=str, object_pairs_hook=_short_keyed).decode


def _restore(value: Any, *, nulls: bool) -> None:
    """Turn booleans back into text, in place. If a null may be an empty value, the careful reader must decide."""
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
    """Suppress standard error while rapidyaml works: it prints each syntax error before it raises."""
    try:
        saved = os.dup(2)
    except OSError:  # no standard error is open, so nothing can be printed
        yield
        return
    os.dup2(_nowhere(), 2)
    try:
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)


@cache
def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)
