"""The reasons why a product, SKU or record is hidden from an audience; `visibility` decides which reasons apply."""

from __future__ import annotations

from dataclasses import dataclass

from packshot.findings import Note, note


@dataclass(frozen=True, slots=True)
class Hidden:
    """The reasons why a product, SKU or record is hidden."""

    reasons: tuple[Note, ...]

    @classmethod
    def by(cls, reason: str, **params: object) -> Hidden:
        """Return a `Hidden` with one reason: the note `hidden.<reason>` with its parameters."""
        return cls((note(f"hidden.{reason}", **params),))

    @property
    def text(self) -> str:
        """Return all reasons as one text, separated by semicolons."""
        return "; ".join(reason.text for reason in self.reasons)
