"""What an import did beyond copying: inventions, renames, folds and losses, each with its place in the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from packshot.findings import Finding, Location, error
from packshot.model.names import unknown

FORMAT = 1
"""Version of the JSON form of a report."""


class Kind(StrEnum):
    """What happened to a fact on its way."""

    INVENTION = "invention"
    RENAME = "rename"
    FOLD = "fold"
    LOSS = "loss"


_PLURALS = {Kind.INVENTION: "inventions", Kind.RENAME: "renames", Kind.FOLD: "folds", Kind.LOSS: "losses"}
_EACH = frozenset({Kind.LOSS, Kind.RENAME})
"""Kinds of which the text form shows every line; of the others it shows one line a topic, with a count."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that happened: its topic (a stable word), what, and where in the source."""

    kind: Kind
    topic: str
    what: str
    at: Location


@dataclass(slots=True)
class Report:
    """Notes and findings in the order in which they were made, and how many things of each kind were written."""

    notes: list[Note] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)

    def error(self, code: str, at: Location, what: str, cure: str) -> None:
        """A mistake in the source, with which nothing is written."""
        self.findings.append(error(code, at, what, cure))

    def unknown(self, kind: str, name: str, known: Iterable[str], at: Location) -> None:
        """A name that the source does not declare; an error."""
        self.findings.append(unknown(kind, name, known, at))

    def invented(self, topic: str, what: str, at: Location) -> None:
        """Something that the source does not say."""
        self.notes.append(Note(Kind.INVENTION, topic, what, at))

    def renamed(self, topic: str, old: str, new: str, at: Location) -> None:
        """A code that may not be called so here."""
        self.notes.append(Note(Kind.RENAME, topic, f"{old} is now {new}", at))

    def folded(self, topic: str, what: str, at: Location) -> None:
        """A fact that is kept in another shape."""
        self.notes.append(Note(Kind.FOLD, topic, what, at))

    def lost(self, topic: str, what: str, at: Location) -> None:
        """A fact that did not arrive."""
        self.notes.append(Note(Kind.LOSS, topic, what, at))

    def losses(self) -> list[Note]:
        """Everything that did not arrive."""
        return [note for note in self.notes if note.kind is Kind.LOSS]

    def counts(self) -> dict[str, int]:
        """How many notes there are of each kind."""
        found = Counter(note.kind for note in self.notes)
        return {kind.value: found[kind] for kind in Kind}


def as_text(report: Report) -> str:
    """The report for people: what was written, then each kind of note."""
    lines = [f"{count:7,} {thing}" for thing, count in report.written.items()]
    for kind, plural in _PLURALS.items():
        lines += ["", f"{plural}: {report.counts()[kind]:,}", *_lines(report, kind)]
    return "\n".join(lines) + "\n"


def _lines(report: Report, kind: Kind) -> Iterator[str]:
    notes = [note for note in report.notes if note.kind is kind]
    if kind in _EACH:
        yield from (f"  {note.topic}: {note.what}{_place(note.at)}" for note in notes)
        return
    for topic, count in Counter(note.topic for note in notes).items():
        first = next(note for note in notes if note.topic == topic)
        times = f" x {count:,}; first" if count > 1 else ""
        yield f"  {topic}{times}: {first.what}{_place(first.at)}"


def _place(at: Location) -> str:
    places = (str(part) for part in (at.path, at.line, at.column) if part)
    return f" ({':'.join(places)})" if at.path else ""


def as_json(report: Report) -> dict[str, Any]:
    """The report for programs, every note with its place."""
    return {
        "format": FORMAT,
        "written": dict(report.written),
        "counts": report.counts(),
        "notes": [
            {"kind": note.kind.value, "topic": note.topic, "what": note.what}
            | {name: value for name in ("path", "line", "column") if (value := getattr(note.at, name))}
            for note in report.notes
        ],
    }
