"""Reading YAML: the one door to every YAML file. All scalars are text, plain `null` is None.

The accepted language is a written subset. A fast reader takes what is plainly in it; all else goes to the careful
reader, whose answer is the truth and which says where and why a file is not accepted.
"""

from __future__ import annotations

from typing import NamedTuple

from packshot.findings import Finding, Location, Position

Raw = dict[str, "Raw"] | list["Raw"] | str | None
"""A value as written: text, None for plain `null`, lists, and mappings in file order."""


class Loaded(NamedTuple):
    """The value of a file and what is wrong with it. After a syntax error the value is an empty mapping."""

    value: dict[str, Raw]
    findings: list[Finding]


def load(data: bytes, path: str) -> Loaded:
    """Read one YAML file; never raises. What is not accepted is a finding with line and column."""
    raise NotImplementedError


def locate(data: bytes, location: Location) -> Position | None:
    """Where a key path lies in the bytes of its file: the key or value itself, else its nearest ancestor."""
    raise NotImplementedError
