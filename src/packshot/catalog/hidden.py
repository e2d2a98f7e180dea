"""The reasons why a product or SKU is hidden from an audience; `visibility` decides."""

from __future__ import annotations

from dataclasses import dataclass

from packshot.findings import Note, note


@dataclass(frozen=True, slots=True)
class Hidden:
    """The reasons why something is hidden."""

    reasons: tuple[Note, ...]

    @classmethod
    def by(cls, reason: str, **params: object) -> Hidden:
        """Return one reason: the id of a note without `hidden.`, and the values it quotes."""
        return cls((note(f"hidden.{reason}", **params),))

    @property
    def text(self) -> str:
        """All reasons as one text."""
        return "; ".join(reason.text for reason in self.reasons)
