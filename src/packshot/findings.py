"""Findings: what is wrong, where, why and how to cure it; values, never exceptions.

Knows nothing of YAML, Git or products. A place is a file and a path of keys in it; line and column are looked up
only when a finding is printed, through the `Locate` function the caller hands in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, NamedTuple

FORMAT = 1
"""Version of the JSON form of findings."""


class Severity(StrEnum):
    """How bad a finding is: an error stops a build, a warning and an advice do not."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


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


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: a stable code, how bad, where, what is wrong (the value quoted) and how to cure it."""

    code: str
    severity: Severity
    at: Location
    what: str
    cure: str
    edits: tuple[Edit, ...] = ()
    see: Location | None = None
    """Where what was broken is written down, such as a rule of the repository's own."""
    absent: Absent | None = field(default=None, compare=False)
    """What it says is not there, where it would be wrong if a file that cannot be read held it."""


class RefusedError(Exception):
    """The program declines to go on (exit code 3); carries the findings that say why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(finding.what for finding in findings))
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


def error(code: str, at: Location, what: str, cure: str, *edits: Edit) -> Finding:
    """An error at a place."""
    return Finding(code, Severity.ERROR, at, what, cure, edits)


def warning(code: str, at: Location, what: str, cure: str, *edits: Edit) -> Finding:
    """A warning at a place."""
    return Finding(code, Severity.WARNING, at, what, cure, edits)


def advice(code: str, at: Location, what: str, cure: str, *edits: Edit) -> Finding:
    """An advice at a place."""
    return Finding(code, Severity.ADVICE, at, what, cure, edits)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings sorted by place and code, each once."""
    return sorted(set(findings), key=_order)


def _order(finding: Finding) -> tuple[Any, ...]:
    at = finding.at
    keys = tuple((isinstance(key, str), str(key).zfill(9) if isinstance(key, int) else key) for key in at.keys)
    return (at.path, at.line or 0, keys, finding.code, finding.what)
