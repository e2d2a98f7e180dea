"""The events of libyaml for a text, with their marks; syntax errors become findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from yaml import CLoader, MarkedYAMLError, YAMLError
from yaml.events import Event

from packshot.findings import Finding, Location, report
from packshot.yaml.syntax_hints import Broken, meant

DEEPEST = 64
"""Maximum nesting of mappings and lists."""

_TOO_DEEP = "maximum nesting"
"""Since 0.2.6 libyaml has its own limit, and because it reads ahead it may fail before the events reach `DEEPEST`."""


class Mark(Protocol):
    """A position in the text, counted in characters from 0."""

    index: int
    line: int
    column: int


class StopError(Exception):
    """An error that ends the reading of a file. `finding` is the reason."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.text)
        self.finding = finding


def events(text: str, path: str) -> Iterator[Event]:
    """Yield the events of libyaml for a text. Raises StopError for a syntax error."""
    parser = CLoader(text)
    try:
        while parser.check_event():
            event = parser.get_event()
            assert event is not None
            yield event
    except MarkedYAMLError as wrong:
        raise StopError(_syntax(wrong, text, path)) from wrong
    except YAMLError as wrong:
        raise StopError(report("yaml-syntax", Location(path), problem=wrong)) from wrong
    finally:
        parser.dispose()


def start_of(event: Event) -> Mark:
    """Return the position at which an event begins."""
    assert event.start_mark is not None
    return event.start_mark


def end_of(event: Event) -> Mark:
    """Return the position at which an event ends."""
    assert event.end_mark is not None
    return event.end_mark


def place(mark: Mark, path: str, keys: tuple[str | int, ...] = ()) -> Location:
    """Return the location of a mark. A mark counts lines and columns from 0, a location from 1."""
    return Location(path, keys, "value", mark.line + 1, mark.column + 1)


def too_deep(at: Location) -> Finding:
    """Return the finding about nesting deeper than `DEEPEST`."""
    return report("yaml-too-deep", at, limit=DEEPEST)


def _syntax(wrong: MarkedYAMLError, text: str, path: str) -> Finding:
    stopped = wrong.problem_mark or wrong.context_mark
    begun = wrong.context_mark or stopped
    problem = ", ".join(part for part in (wrong.context, wrong.problem) if part)
    if stopped is None or begun is None:
        return report("yaml-syntax", Location(path), problem=problem)
    if _TOO_DEEP in problem:
        return too_deep(place(stopped, path))
    return meant(text, Broken(problem, stopped.line + 1, stopped.column + 1, begun.line + 1, begun.column + 1), path)
