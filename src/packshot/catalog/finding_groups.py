"""Findings of one cause: those that say the same, and those that say it of one key in many words.

Whoever changes the type of an attribute breaks thousands of values at once, each in its own words; people want that
told once. Nothing is printed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from packshot.catalog.layout import role_of
from packshot.findings import Finding, Location, Severity

SHOWN = 5
"""Other places that are listed of a cause; more wordings than that about one key are one cause."""

_MEMBERS = {"variants": 1, "for": 1, "by": 2, "prices": 1, "stock": 1, "bundle": 1}
"""Keys whose members are the file's own -> how many keys below them name one."""

_DECLARED = ("product", "record")
"""Kinds of file whose keys are declared elsewhere."""


class Cause(NamedTuple):
    """Findings that are told as one, in order; of `shown` the places are printed.

    `field` is the key that all speak of where their words differ; empty where they do not.
    """

    findings: Sequence[Finding]
    shown: Sequence[Finding]
    field: str = ""

    @property
    def is_declared(self) -> bool:
        """Whether what is wrong may be the declaration of the field, and not what is written in each file."""
        first = self.findings[0]
        return bool(self.field) and first.severity is Severity.ERROR and _kind(first.at.path) in _DECLARED


def causes(findings: Iterable[Finding]) -> list[Cause]:
    """All findings by their causes, each cause where its first one stands."""
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
    """One cause a wording, or one for all where there are many; of these the first of each wording is shown."""
    if len(wordings) <= SHOWN:
        return [Cause(alike, alike[: 1 + SHOWN]) for alike in wordings]
    together = sorted((finding for alike in wordings for finding in alike), key=place.__getitem__)
    return [Cause(together, [alike[0] for alike in wordings[: 1 + SHOWN]], field(together[0].at))]


def _subject(finding: Finding) -> tuple[object, ...]:
    """What a finding speaks of, whatever its words."""
    return (finding.code, finding.severity, finding.see, _kind(finding.at.path), field(finding.at))


def _kind(path: str) -> str:
    return role_of(path).kind.removesuffix("-locale").removesuffix("-part")


def field(at: Location) -> str:
    """The key that a place speaks of, as it is called in all files of its kind: `size` for variants.FJ-RED-S.size."""
    last, members = "", 0
    for key in at.keys:
        if members or isinstance(key, int):
            members = max(0, members - 1)
            continue
        last, members = key, _MEMBERS.get(key, 0)
    return last
