"""Where a key path lies in a YAML file: line and column, looked up when a finding is printed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from packshot.findings import Location, Position
from packshot.source.yamlevents import Mark, StopError, end_of, events, start_of
from packshot.source.yamltext import text_of


def locate(data: bytes, location: Location) -> Position | None:
    """Where a location lies in the bytes of its file: the key or value itself, else its nearest ancestor."""
    text, _ = text_of(data, location.path)
    lines = (data.decode("utf-8", "replace") if text is None else text).replace("\r\n", "\n").split("\n")
    if location.line is not None:
        return _position(lines, location.line, location.column or 1, 1)
    if text is None or not location.keys:
        return _position(lines, 1, 1, 1)
    search = _Search(location.keys, location.on == "value")
    with suppress(StopError):  # what was found before a syntax error is the nearest place there is
        search.run(text, location.path)
    return _marked(lines, search)


def _marked(lines: list[str], search: _Search) -> Position | None:
    start, end = search.start, search.end
    if start is None or end is None:
        return _position(lines, 1, 1, 1)
    stop = end.column if end.line == start.line else len(lines[start.line])
    return _position(lines, start.line + 1, start.column + 1, max(stop - start.column, 1))


def _position(lines: list[str], line: int, column: int, width: int) -> Position | None:
    return Position(line, column, lines[line - 1], width) if 0 < line <= len(lines) else None


@dataclass(slots=True)
class _Level:
    """A mapping or list being walked. `depth` is how many of the wanted keys lead here; None: they do not."""

    is_mapping: bool
    depth: int | None
    count: int = 0
    key: str | None = None


@dataclass(slots=True)
class _Search:
    """Walks the events and keeps the marks of the deepest place that lies on the way to the wanted keys."""

    keys: tuple[str | int, ...]
    on_value: bool
    start: Mark | None = None
    end: Mark | None = None
    found: int = 0
    levels: list[_Level] = field(default_factory=list)

    def run(self, text: str, path: str) -> None:
        """Walk until the place is found or the text ends."""
        for event in events(text, path):
            if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                self.levels.pop()
                if self.found and len(self.levels) <= self.found and self.found == len(self.keys):
                    return
            elif isinstance(event, (ScalarEvent, AliasEvent, CollectionStartEvent)):
                self._node(event)

    def _node(self, event: Event) -> None:
        level = self.levels[-1] if self.levels else None
        if level and level.is_mapping and level.key is None:
            self._key(level, event)
            return
        depth = self._step(level, event)
        if level:
            level.key, level.count = None, level.count + 1
        if isinstance(event, CollectionStartEvent):
            self.levels.append(_Level(isinstance(event, MappingStartEvent), depth))

    def _key(self, level: _Level, event: Event) -> None:
        level.key = event.value if isinstance(event, ScalarEvent) else ""
        if self._leads(level, level.key):
            self._keep(event, (level.depth or 0) + 1)

    def _step(self, level: _Level | None, event: Event) -> int | None:
        """How many wanted keys lead to this value; keeps its place if it is nearer than what was found."""
        if level is None:
            return 0
        if not self._leads(level, level.key if level.is_mapping else level.count):
            return None
        depth = (level.depth or 0) + 1
        if not level.is_mapping or (depth == len(self.keys) and self.on_value and _stands_alone(event)):
            self._keep(event, depth, again=level.is_mapping)
        return depth

    def _leads(self, level: _Level, key: str | int | None) -> bool:
        return level.depth is not None and level.depth < len(self.keys) and str(self.keys[level.depth]) == str(key)

    def _keep(self, event: Event, depth: int, *, again: bool = False) -> None:
        """The first of two equal keys counts, as in reading."""
        if depth > self.found or (again and depth == self.found):
            self.start, self.end, self.found = start_of(event), end_of(event), depth


def _stands_alone(event: Event) -> bool:
    """Whether a value is shown at its own place; an indented mapping or list is shown at its key."""
    return not isinstance(event, CollectionStartEvent) or bool(event.flow_style)
