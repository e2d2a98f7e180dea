"""Positions of keys and values in a YAML file: line and column, looked up when a finding is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from packshot.findings import Location, Position
from packshot.yaml.events import Mark, StopError, end_of, events, start_of
from packshot.yaml.text import text_of

_WORD = re.compile(r"<{7} .*|[^\W_][^\s:,\[\]{}\"']*|[#*&!~][^\s,\[\]{}]*")
_COMMENT = re.compile(r"#[^\n]*")
_Keys = tuple[str, ...]
_Span = tuple[Mark, Mark]


@dataclass(slots=True)
class _Level:
    """A mapping or list being walked; `key` is the key of the next value, `count` the next list index."""

    keys: _Keys
    is_mapping: bool
    key: str | None = None
    count: int = 0


class KeyPositions:
    """The positions of all keys and values of one file, collected when the object is created."""

    def __init__(self, data: bytes, path: str) -> None:
        """Record the positions in the file up to its first syntax error."""
        text, _ = text_of(data, path)
        self.text = text or ""
        self._lines = (data.decode("utf-8", "replace") if text is None else text).replace("\r\n", "\n").split("\n")
        self._keys: dict[_Keys, _Span] = {}
        self._values: dict[_Keys, _Span] = {}
        self._ends: dict[_Keys, int] = {}
        self._last = 0
        self._levels: list[_Level] = []
        if text is not None:
            with suppress(StopError):  # keys before a syntax error have positions all the same
                for event in events(text, path):
                    self._take(event)

    def find(self, location: Location) -> Position | None:
        """Return the position of a key or value; if it is not in the file, that of its nearest ancestor.

        If no ancestor is in the file, the position is the start of the file.

        A location with a part of a value has the position of this part if the part is found in the file. A location
        with a line has the position of that line; None if the file has no such line.
        """
        if location.line is not None:
            return self._position(location.line, location.column or 1, self._word(location.line, location.column or 1))
        keys = tuple(str(key) for key in location.keys)
        if location.part is not None and (found := self._within(self._values.get(keys), *location.part)):
            return found
        for depth in range(len(keys), 0, -1):
            span = self._span(keys[:depth], on_value=location.on == "value" and depth == len(keys))
            if span:
                return self._marked(*span)
        return self._position(1, 1, 1)

    def key(self, keys: tuple[str | int, ...]) -> tuple[int, int] | None:
        """Return the start and end of a key, in characters; None if the key is not in the file."""
        return _indexes(self._keys.get(tuple(map(str, keys))))

    def value(self, keys: tuple[str | int, ...]) -> tuple[int, int] | None:
        """Return the start and end of a value, in characters; for a flow map or list, those of its opening bracket.

        Return None if the value is empty, is a block map or list below a key, or is not in the file.
        """
        return _indexes(self._values.get(tuple(map(str, keys))))

    def item(self, keys: tuple[str | int, ...]) -> tuple[int, int]:
        """Return the start and end of an entry of a map or list, in characters, without its dash and comments.

        Return (0, 0) if the entry does not exist.
        """
        first = self.key(keys) or self.value(keys)
        return (first[0], self._ends[tuple(map(str, keys))]) if first else (0, 0)

    def lines(self, keys: tuple[str | int, ...]) -> tuple[int, int, str] | None:
        """Return the start and end of the lines of an entry, in characters, and their indentation as text.

        Return None if the entry does not exist or shares a line with others.
        """
        begin, end = self.item(keys)
        start = self.text.rfind("\n", 0, begin) + 1
        last = start + len(self.text[start:end].rstrip())
        head = self.text[start:begin]
        if not end or head.strip() != ("" if self.key(keys) else "-"):
            return None
        return start, (self.text.find("\n", last) + 1) or len(self.text), head.partition("-")[0]

    def inside(self, keys: tuple[str | int, ...]) -> tuple[int, int]:
        """Return the start and end of a value, in characters. A block value begins at the end of the line of its key.

        Return (0, 0) if the value does not exist.
        """
        value, key, lines = self._values.get(tuple(map(str, keys))), self.key(keys), self.lines(keys)
        if value:
            return self._content(value)[0], self.item(keys)[1]
        return (self.text.find("\n", key[1]), lines[1]) if key and lines else (0, 0)

    def comments(self) -> Iterator[tuple[int, str]]:
        """Yield the start (in characters) and text of each comment: a `#` outside scalars, and the rest of its line."""
        known = 0
        for start, end in sorted(map(self._content, (*self._keys.values(), *self._values.values()))):
            yield from ((each.start(), each[0]) for each in _COMMENT.finditer(self.text, known, start))
            known = max(known, end)
        yield from ((each.start(), each[0]) for each in _COMMENT.finditer(self.text, known))

    def _content(self, span: _Span) -> tuple[int, int]:
        """Return where a scalar contains text: a comment may follow the `|` of a block."""
        start, end = span[0].index, span[1].index
        return (max(start, self.text.find("\n", start, end)) if self.text[start] in "|>" else start), end

    def _span(self, keys: _Keys, *, on_value: bool) -> _Span | None:
        value, key = self._values.get(keys), self._keys.get(keys)
        return (value or key) if on_value else (key or value)

    def _within(self, span: _Span | None, piece: str, before: int) -> Position | None:
        """Return the position of a piece of a value, after `before` equal pieces.

        Return None if the value is written differently from how it is read.
        """
        if span is None:
            return None
        found = [each.start() for each in re.finditer(re.escape(piece), self.text[span[0].index : span[1].index])]
        if before >= len(found):
            return None
        begin = span[0].index + found[before]
        line = self.text.count("\n", 0, begin) + 1
        return self._position(line, begin - self.text.rfind("\n", 0, begin), len(piece))

    def _marked(self, start: Mark, end: Mark) -> Position | None:
        stop = end.column if end.line == start.line else len(self._lines[start.line])
        return self._position(start.line + 1, start.column + 1, max(stop - start.column, 1))

    def _position(self, line: int, column: int, width: int) -> Position | None:
        return Position(line, column, self._lines[line - 1], width) if 0 < line <= len(self._lines) else None

    def _word(self, line: int, column: int) -> int:
        """Return the length of the word that begins at a position; 1 if there is none."""
        found = _WORD.match(self._lines[line - 1], column - 1) if 0 < line <= len(self._lines) else None
        return len(found[0]) if found else 1

    def _take(self, event: Event) -> None:
        if start_of(event).index < end_of(event).index:
            self._last = end_of(event).index
        if isinstance(event, CollectionEndEvent):
            self._ends.setdefault(self._levels.pop().keys, self._last)
        elif isinstance(event, (ScalarEvent, AliasEvent, CollectionStartEvent)):
            level = self._levels[-1] if self._levels else None
            if level and level.is_mapping and level.key is None:
                self._key(level, event)
            else:
                self._value(level, event)

    def _key(self, level: _Level, event: Event) -> None:
        """Record a key. Of two equal keys the first one counts, as in reading."""
        level.key = event.value if isinstance(event, ScalarEvent) else ""
        keys = (*level.keys, level.key)
        self._keys.setdefault(keys, (start_of(event), end_of(event)))
        if isinstance(event, CollectionStartEvent):  # an error, but the keys below have positions
            self._levels.append(_Level(keys, isinstance(event, MappingStartEvent)))

    def _value(self, level: _Level | None, event: Event) -> None:
        keys: _Keys = ()
        if level:
            keys = (*level.keys, str(level.count) if level.key is None else level.key)
            if _stands_alone(event) or not level.is_mapping:
                self._values.setdefault(keys, (start_of(event), end_of(event)))
            level.key, level.count = None, level.count + 1
        if isinstance(event, CollectionStartEvent):
            self._levels.append(_Level(keys, isinstance(event, MappingStartEvent)))
        else:
            self._ends.setdefault(keys, self._last)


def _indexes(span: _Span | None) -> tuple[int, int] | None:
    return (span[0].index, span[1].index) if span else None


def _stands_alone(event: Event) -> bool:
    """Return whether a value has its own position; an indented or empty value has that of its key."""
    if isinstance(event, ScalarEvent):
        return start_of(event).index < end_of(event).index
    return not isinstance(event, CollectionStartEvent) or bool(event.flow_style)
