"""Freshness: the share of translated values that were made from the present source text, by their hashes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from packshot.model.typed_files import TypedFile
from packshot.readiness.completeness import tenths
from packshot.readiness.translation import traced
from packshot.readiness.values import Values


@dataclass(frozen=True, slots=True)
class Freshness:
    """How many translated values follow, how many do not, of how many it is not known; and the paths that do not."""

    fresh: int
    stale: int
    unknown: int
    behind: tuple[str, ...] = ()

    @property
    def percent(self) -> Decimal | None:
        """Fresh of all that are known, rounded down to a tenth; None where nothing is known."""
        known = self.fresh + self.stale
        return tenths(self.fresh, known) if known else None


def freshness(values: Values, file: TypedFile) -> Freshness:
    """The freshness of one locale file of a product. A translation whose original is gone does not follow it."""
    found = list(traced(values.sheet, file, values.reader.chain(file.locale)))
    counts = Counter(text.state for text in found)
    behind = dict.fromkeys(text.path for text in found if text.state in ("stale", "orphan"))
    return Freshness(counts["fresh"], counts["stale"] + counts["orphan"], counts["unknown"], tuple(behind))
