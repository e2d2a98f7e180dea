"""The report of an import: values that were invented, renamed, lost, or kept in another form (folded).

Each note has a location in the source or, for some inventions, in the new repository.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from packshot.findings import Finding, Location, report
from packshot.messages.importing import NOTES, RENAMED
from packshot.messages.template import render
from packshot.model.names import unlisted

FORMAT = 2
"""Version of the JSON form of a report."""


class Kind(StrEnum):
    """The kind of a note: a value was invented, renamed, kept in another form, or lost."""

    INVENTION = "invention"
    RENAME = "rename"
    FOLD = "fold"
    LOSS = "loss"


_PLURALS = {Kind.INVENTION: "inventions", Kind.RENAME: "renames", Kind.FOLD: "folds", Kind.LOSS: "losses"}
_EACH = frozenset({Kind.LOSS, Kind.RENAME})
"""Kinds of which the text form shows every line; of the others it shows one line per topic, with a count."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note about an import.

    It has a kind, a topic (a fixed word), a location in the source or the new repository, and parameters for its text.
    """

    kind: Kind
    topic: str
    at: Location
    params: Mapping[str, object]

    @property
    def text(self) -> str:
        """Return the rendered text of the note."""
        return render(RENAMED if self.kind is Kind.RENAME else NOTES[self.topic], self.params)


@dataclass(slots=True)
class Report:
    """The notes and findings of an import in insertion order, and the number of written items of each kind."""

    notes: list[Note] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)

    def problem(self, message: str, at: Location, /, **params: object) -> None:
        """Add a finding about the source or an option. If there are errors, nothing is written."""
        self.findings.append(report(message, at, **params))  # type: ignore[arg-type]  # no edit and no severity are passed

    def unknown(self, message: str, name: str, known: Iterable[str], at: Location) -> None:
        """Add an error about a name that the source does not declare, with the known names."""
        self.findings.append(unlisted(message, at, name, sorted(known)))

    def invented(self, topic: str, at: Location, /, **params: object) -> None:
        """Add a note about a value that is not in the source."""
        self.notes.append(Note(Kind.INVENTION, topic, at, params))

    def renamed(self, topic: str, old: str, new: str, at: Location) -> None:
        """Add a note about a code that was replaced because packshot does not allow it."""
        self.notes.append(Note(Kind.RENAME, topic, at, {"old": old, "new": new}))

    def folded(self, topic: str, at: Location, /, **params: object) -> None:
        """Add a note about a value that is kept in another form."""
        self.notes.append(Note(Kind.FOLD, topic, at, params))

    def lost(self, topic: str, at: Location, /, **params: object) -> None:
        """Add a note about a value that is not imported."""
        self.notes.append(Note(Kind.LOSS, topic, at, params))

    def losses(self) -> list[Note]:
        """Return the notes about values that are not imported."""
        return [note for note in self.notes if note.kind is Kind.LOSS]

    def counts(self) -> dict[str, int]:
        """Return the number of notes of each kind."""
        found = Counter(note.kind for note in self.notes)
        return {kind.value: found[kind] for kind in Kind}


def as_text(report: Report) -> str:
    """Return the report as text: the number of written items of each kind, then the notes by kind.

    Losses and renames have one line for each note. Inventions and folds have one line for each topic: the first note,
    and the number of notes if there are several.
    """
    lines = [f"{count:7,} {thing}" for thing, count in report.written.items()]
    for kind, plural in _PLURALS.items():
        lines += ["", f"{plural}: {report.counts()[kind]:,}", *_lines(report, kind)]
    return "\n".join(lines) + "\n"


def _lines(report: Report, kind: Kind) -> Iterator[str]:
    notes = [note for note in report.notes if note.kind is kind]
    if kind in _EACH:
        yield from (f"  {note.topic}: {note.text}{_place(note.at)}" for note in notes)
        return
    for topic, count in Counter(note.topic for note in notes).items():
        first = next(note for note in notes if note.topic == topic)
        times = f" x {count:,}; first" if count > 1 else ""
        yield f"  {topic}{times}: {first.text}{_place(first.at)}"


def _place(at: Location) -> str:
    places = (str(part) for part in (at.path, at.line, at.column) if part)
    return f" ({':'.join(places)})" if at.path else ""


def as_json(report: Report) -> dict[str, Any]:
    """Return the notes and counts of the report as plain JSON values; each note has its location."""
    return {
        "format": FORMAT,
        "written": dict(report.written),
        "counts": report.counts(),
        "notes": [
            {"kind": note.kind.value, "topic": note.topic, "message": note.text}
            | {name: value for name in ("path", "line", "column") if (value := getattr(note.at, name))}
            for note in report.notes
        ],
    }
