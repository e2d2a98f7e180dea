"""Findings: what is wrong, where, why and how to cure it; values, never exceptions.

Knows nothing of YAML, Git or products. A place is a file and a path of keys in it; line and column are looked up
only when a finding is printed, through the `Locate` function the caller hands in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import Any, Literal, NamedTuple

from packshot.messages import code_of, message, page
from packshot.messages.message import Text
from packshot.messages.template import render

FORMAT = 2
"""Version of the JSON form of findings."""


class Severity(StrEnum):
    """How bad a finding is: an error stops a build, a warning and a suggestion do not."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"


class Location(NamedTuple):
    """A place in a file: its path in the repository and the keys that lead to the value (list positions as int).

    `on` says whether the key itself or its value is meant. `line` and `column` (from 1) are set by readers that
    know them already, such as the YAML parser; everybody else leaves them to `Locate`. `part` is the piece of the
    value's text that is meant, and how often the same piece stands before it.
    """

    path: str
    keys: tuple[str | int, ...] = ()
    on: Literal["key", "value"] = "value"
    line: int | None = None
    column: int | None = None
    part: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A cure the program can apply: put `new` there, a text, or a list of texts (None removes the key).

    Where `at` is on a key, the key is renamed. A `safe` one needs no review.
    """

    at: Location
    new: str | tuple[str, ...] | None
    safe: bool = False


class Absent(NamedTuple):
    """A name of which a finding says that it stands nowhere, and the files in which it would have to stand.

    These are kinds of file or single files of a kind, such as `product` or `options/color`; none means any file.
    """

    name: str
    homes: tuple[str, ...] = ()


class Suggestion(NamedTuple):
    """The value that is probably meant, and how it was found.

    `typo`: a similar name. `case`: the same name but for its case. `renamed`: the present name. `label`: the code or
    key whose label was written.
    """

    value: str
    kind: Literal["typo", "case", "renamed", "label"] = "typo"


Param = str | int | float | bool | None | tuple["Param", ...]
"""A parameter of a message: a value, a name, a number, or a list of these."""


class Note(NamedTuple):
    """A text that is part of a finding or an answer: the id of its message, and the values that it quotes.

    Made by `note`. As a parameter of a message it is rendered by `{name:notes}`.
    """

    message: str
    params: tuple[tuple[str, Param], ...] = ()

    @property
    def text(self) -> str:
        """The note with its values."""
        return render(message(self.message).text, dict(self.params))


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: which message, how bad, where, and the values its text quotes. Made by `report`."""

    message: str
    severity: Severity
    at: Location
    params: tuple[tuple[str, Param], ...] = ()
    edits: tuple[Edit, ...] = ()
    suggestion: Suggestion | None = None
    see: Location | None = None
    """Where the broken rule of the repository is defined."""
    absent: Absent | None = field(default=None, compare=False)
    """What it reports as missing, where it would be wrong if a file that cannot be read defines it."""

    @property
    def code(self) -> str:
        """The stable code: the id of the message without its variant."""
        return code_of(self.message)

    @property
    def text(self) -> str:
        """What is wrong, with the values quoted."""
        return render(message(self.message).text, dict(self.params))

    @property
    def help(self) -> str:
        """What to do about it: the suggestion with the allowed values, else the help of the message."""
        params = dict(self.params)
        if self.suggestion is None:
            return render(message(self.message).help, params)
        listed = {} if params.get("known") != (self.suggestion.value,) else {"known": None}
        return render(_SUGGESTED[self.suggestion.kind], {**params, **listed, "suggestion": self.suggestion.value})

    @property
    def page(self) -> str:
        """Where the manual describes the code."""
        return page(self.code)

    def with_params(self, **params: object) -> Finding:
        """Return this finding with more parameters, or other values of them."""
        return replace(self, params=parameters({**dict(self.params), **params}))


_LISTED = " (one of: {known})"
_NEAREST = " (one of: {known}, and {more:,} more)"
_SUGGESTED: Mapping[str, Text] = {
    "typo": tuple(f"did you mean {{suggestion}}?{known}" for known in (_NEAREST, _LISTED, "")),
    "case": tuple(f"write {{suggestion}}{known}" for known in (_NEAREST, _LISTED, "")),
    "renamed": ("write {suggestion}, its present name",),
    "label": ("write {suggestion}, the code of this label",),
}
"""The help that a suggestion gives, by its kind."""


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
    """Return the finding of a message at a place.

    `params` are data: values, names, numbers and lists of them. What is long is cut. `severity` replaces that of the
    message where the catalogue sets one.
    """
    level = severity or Severity(message(message_id).level)
    return Finding(message_id, level, at, parameters(params), edits, suggestion, see)


def note(message_id: str, /, **params: object) -> Note:
    """Return a note with its values, which are data as those of `report`."""
    return Note(message_id, parameters(params))


def refusal(message_id: str, at: Location, /, **params: object) -> RefusedError:
    """Return the error by which the program declines to go on, for one reason."""
    return RefusedError(report(message_id, at, **params))  # type: ignore[arg-type]  # no edit and no severity are passed


def parameters(params: Mapping[str, object]) -> tuple[tuple[str, Param], ...]:
    """Return the values of a message as a finding keeps them: plain, and not too long."""
    return tuple((name, _param(value)) for name, value in params.items())


_MOST, _LONGEST = 100, 4000
"""Entries of a list and characters of a text that a finding keeps."""


def _param(value: object) -> Param:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        return tuple((str(key), _param(each)) for key, each in islice(value.items(), _MOST))
    if isinstance(value, list | tuple | set | frozenset):
        listed = sorted(map(str, value)) if isinstance(value, set | frozenset) else value
        return tuple(_param(each) for each in islice(listed, _MOST))
    return str(value)[:_LONGEST]


class RefusedError(Exception):
    """The program declines to go on (exit code 3); carries the findings that say why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(finding.text for finding in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Position:
    """Where a location lies in the text of its file: line and column from 1, and that line's text."""

    line: int
    column: int
    text: str
    width: int = 1


Locate = Callable[[Location], Position | None]
"""Finds the position of a location in its file; None where the file or the keys are not to be found."""


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings sorted by place and code, each once."""
    return sorted(set(findings), key=_order)


def _order(finding: Finding) -> tuple[Any, ...]:
    at = finding.at
    keys = tuple((isinstance(key, str), str(key).zfill(9) if isinstance(key, int) else key) for key in at.keys)
    return (at.path, at.line or 0, keys, finding.message, repr(finding.params))
