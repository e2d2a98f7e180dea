"""Findings: problems with their location, message, help and edits, as values rather than exceptions.

The module is independent of YAML, Git and products. A location is a file and a path of keys in the file; line and
column are looked up only when a finding is printed, with the `Locate` function that the caller passes in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from typing import Any, Literal, NamedTuple

from packshot.messages import code_of, message, page
from packshot.messages.message import Text

FORMAT = 2
"""Version of the JSON form of findings."""


class Severity(StrEnum):
    """The severity of a finding: an error stops a build; a warning or a suggestion does not."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"


class Location(NamedTuple):
    """A location in a file: its path in the repository and the keys that lead to the value (list indexes as int).

    `on` selects the key itself or its value. `line` and `column` (from 1) are set by readers that have them, such as
    the YAML parser, and otherwise looked up by `Locate`. `part` is a substring of the value, with the number of earlier
    occurrences of the substring.
    """

    path: str
    keys: tuple[str | int, ...] = ()
    on: Literal["key", "value"] = "value"
    line: int | None = None
    column: int | None = None
    part: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A fix that the program can apply: it replaces the value at `at` with `new`.

    `new` is a string or a list of strings; the string `null` writes null, and None removes the key. If `at` refers to a
    key, a string renames the key. A missing property of a sidecar is added. A `safe` edit needs no review.
    """

    at: Location
    new: str | tuple[str, ...] | None
    safe: bool = False


class Absent(NamedTuple):
    """A name that a finding reports as undefined, with the files that could define it.

    `homes` lists kinds of file, or single files of a kind, such as `product` or `options/color`; empty means any file.
    """

    name: str
    homes: tuple[str, ...] = ()


class Suggestion(NamedTuple):
    """The value that is probably meant, and how it was found.

    `typo`: a similar name. `case`: the same name in another case. `renamed`: the current name of a renamed entry.
    `label`: the code or key of the entry whose label was written.
    """

    value: str
    kind: Literal["typo", "case", "renamed", "label"] = "typo"


Param = str | int | float | bool | None | tuple["Param", ...]
"""A parameter of a message: a value, a name, a number, or a list of these."""


def _render(text: Text, parameters: Mapping[str, Any]) -> str:
    from packshot.messages.template import render  # a build without changes renders nothing: 1.5 ms

    return render(text, parameters)


class Note(NamedTuple):
    """A message that is part of a finding or an answer: its id and the values that it quotes.

    The function `note` creates it. In another message, `{name:notes}` renders a list of notes and `{name:message}` a
    single note.
    """

    message: str
    params: tuple[tuple[str, Param], ...] = ()

    @property
    def text(self) -> str:
        """Return the rendered text of the note."""
        return _render(message(self.message).text, dict(self.params))


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem: message id, severity, location and the values quoted in its text.

    The function `report` creates it.
    """

    message: str
    severity: Severity
    at: Location
    params: tuple[tuple[str, Param], ...] = ()
    edits: tuple[Edit, ...] = ()
    suggestion: Suggestion | None = None
    see: Location | None = None
    """The location of the violated rule of the repository."""
    absent: Absent | None = field(default=None, compare=False)
    """The name that the finding reports as undefined.

    If an unreadable file could define the name, the finding is suppressed.
    """

    @property
    def code(self) -> str:
        """Return the stable code: the id of the message without its variant."""
        return code_of(self.message)

    @property
    def text(self) -> str:
        """Return the text of the problem, with the values of its parameters inserted."""
        return _render(message(self.message).text, dict(self.params))

    @property
    def help(self) -> str:
        """Return the help for the suggestion; if there is no suggestion, return the help of the message."""
        params = dict(self.params)
        if self.suggestion is None:
            return _render(message(self.message).help, params)
        listed = {} if params.get("known") != (self.suggestion.value,) else {"known": None}
        return _render(_SUGGESTED[self.suggestion.kind], {**params, **listed, "suggestion": self.suggestion.value})

    @property
    def page(self) -> str:
        """Return the path and anchor of the code in the manual, such as `docs/codes.md#bad-gtin`."""
        return page(self.code)

    def with_params(self, **params: object) -> Finding:
        """Return a copy of this finding with parameters added or replaced."""
        return replace(self, params=parameters({**dict(self.params), **params}))


_LISTED = " (one of: {known})"
_NEAREST = " (one of: {known}, and {more:,} more)"
_SUGGESTED: Mapping[str, Text] = {
    "typo": tuple(f"did you mean {{suggestion}}?{known}" for known in (_NEAREST, _LISTED, "")),
    "case": tuple(f"write {{suggestion}}{known}" for known in (_NEAREST, _LISTED, "")),
    "renamed": ("write {suggestion}, its present name",),
    "label": ("write {suggestion}, the code of this label",),
}
"""Kind of a suggestion -> its help, in order of preference."""


def report(
    message_id: str,
    at: Location,
    /,
    *edits: Edit,
    suggestion: Suggestion | None = None,
    severity: Severity | None = None,
    see: Location | None = None,
    **params: object,
) -> Finding:
    """Return a finding at a location, with the severity, text and help of a message.

    `params` are data: values, names, numbers and lists of these; long values are truncated. `severity` overrides that
    of the message.
    """
    level = severity or Severity(message(message_id).level)
    return Finding(message_id, level, at, parameters(params), edits, suggestion, see)


def note(message_id: str, /, **params: object) -> Note:
    """Return a note; its `params` are values, names, numbers and lists of these, as in `report`."""
    return Note(message_id, parameters(params))


def refusal(message_id: str, at: Location, /, **params: object) -> RefusedError:
    """Return a RefusedError with one finding."""
    return RefusedError(report(message_id, at, **params))  # type: ignore[arg-type]  # no edit and no severity are passed


def parameters(params: Mapping[str, object]) -> tuple[tuple[str, Param], ...]:
    """Return the parameters of a message in the form that a finding stores: plain data, with long values truncated."""
    return tuple((name, _param(value)) for name, value in params.items())


_MOST, _LONGEST = 100, 4000
"""Maximum entries of a list and characters of a text in a parameter."""


def _param(value: object) -> Param:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return value[:_LONGEST]
    if isinstance(value, Mapping):
        return tuple((str(key), _param(each)) for key, each in islice(value.items(), _MOST))
    if isinstance(value, list | tuple | set | frozenset):
        listed = sorted(map(str, value)) if isinstance(value, set | frozenset) else value
        return tuple(_param(each) for each in islice(listed, _MOST))
    from decimal import Decimal  # a build without changes needs none

    return f"{value:f}" if isinstance(value, Decimal) else str(value)[:_LONGEST]


class RefusedError(Exception):
    """Raised when a command cannot continue (exit code 3); the findings are the reasons."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(finding.text for finding in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Position:
    """The position of a location in the text of its file: line and column from 1, and the text of the line.

    `width` is the number of characters to mark.
    """

    line: int
    column: int
    text: str
    width: int = 1


Locate = Callable[[Location], Position | None]
"""Returns the position of a location, or of its nearest ancestor if the file does not have the keys.

None if there is no position, for example because the file does not exist or is not a YAML file.
"""


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings sorted by location and message, without duplicates."""
    return sorted(set(findings), key=_order)


def _order(finding: Finding) -> tuple[Any, ...]:
    at = finding.at
    keys = tuple((isinstance(key, str), str(key).zfill(9) if isinstance(key, int) else key) for key in at.keys)
    return (at.path, at.line or 0, keys, finding.message, repr(finding.params))
