"""Groups of findings with one cause: the same message, or many messages about one key.

A changed attribute type can invalidate thousands of values, each with a different message. These findings are reported
as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from packshot.catalog.layout import role_of
from packshot.findings import Finding, Location, Severity

SHOWN = 5
"""Maximum number of further locations listed for a cause. More messages than this about one key are one cause."""

_MEMBERS = {"variants": 1, "for": 1, "by": 2, "prices": 1, "stock": 1, "bundle": 1}
"""Keys whose members are named in the file -> how many keys below them are such names."""

_DECLARED = ("product", "record")
"""Kinds of file whose keys are declared elsewhere."""


class Cause(NamedTuple):
    """A group of findings that are reported as one, in order. Only the locations of `shown` are printed.

    If the findings have different messages, `field` is the key that all of them are about; otherwise it is empty.
    """

    findings: Sequence[Finding]
    shown: Sequence[Finding]
    field: str = ""

    @property
    def is_declared(self) -> bool:
        """Return whether the declaration of the field, rather than the values in the files, may be the cause."""
        first = self.findings[0]
        return bool(self.field) and first.severity is Severity.ERROR and _kind(first.at.path) in _DECLARED


def causes(findings: Iterable[Finding]) -> list[Cause]:
    """Return all findings grouped by cause, ordered by the first finding of each."""
    place: dict[Finding, int] = {}
    worded: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        place[finding] = len(place)
        worded.setdefault((finding.message, finding.params, finding.suggestion), []).append(finding)
    about: dict[tuple[object, ...], list[list[Finding]]] = {}
    for alike in worded.values():
        about.setdefault(_subject(alike[0]), []).append(alike)
    found = [cause for wordings in about.values() for cause in _causes(wordings, place)]
    return sorted(found, key=lambda cause: place[cause.findings[0]])


def _causes(wordings: list[list[Finding]], place: dict[Finding, int]) -> list[Cause]:
    """Return one cause for each message, or one for all if there are many, showing the first of each message."""
    if len(wordings) <= SHOWN:
        return [Cause(alike, alike[: 1 + SHOWN]) for alike in wordings]
    together = sorted((finding for alike in wordings for finding in alike), key=place.__getitem__)
    return [Cause(together, [alike[0] for alike in wordings[: 1 + SHOWN]], field(together[0].at))]


def _subject(finding: Finding) -> tuple[object, ...]:
    """Return what a finding is about, independent of its message."""
    return (finding.code, finding.severity, finding.see, _kind(finding.at.path), field(finding.at))


def _kind(path: str) -> str:
    return role_of(path).kind.removesuffix("-locale").removesuffix("-part")


def field(at: Location) -> str:
    """Return the key that a location is about, without names such as SKUs: `size` for `variants.FJ-RED-S.size`."""
    last, members = "", 0
    for key in at.keys:
        if members or isinstance(key, int):
            members = max(0, members - 1)
            continue
        last, members = key, _MEMBERS.get(key, 0)
    return last
