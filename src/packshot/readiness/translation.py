"""The freshness of translations, from the hashes next to translated texts (`name.of`, format rule 27)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from packshot.model.family import of_hash
from packshot.model.resolve import Resolved, ValueSource, original
from packshot.model.typed_files import Spot, TypedFile
from packshot.readiness.completeness import tenths
from packshot.readiness.values import Values

_KINDS = (str, tuple)
"""A text, or a list of texts."""

_TEXTS = frozenset({"text", "rich"})

State = Literal["fresh", "stale", "orphan", "unknown"]
"""fresh: made from the current source text; stale: made from another one; orphan: no source text; unknown: no hash."""


class Traced(NamedTuple):
    """A translated text: its path, its channel scope and level (`spot`), its source text, and its state."""

    path: str
    spot: Spot
    source: Resolved
    state: State


def traced(sheet: ValueSource, file: TypedFile, chain: tuple[str, ...]) -> Iterator[Traced]:
    """Yield every translated text of a locale file: texts with a hash, then texts without a hash that have a source
    text.
    """
    for (path, spot), digest in file.of.items():
        source = original(sheet, path, spot, chain)
        yield Traced(path, spot, source, _state(source, digest))
    for path, spot in _without_hash(sheet, file):
        source = original(sheet, path, spot, chain)
        if isinstance(source.value, _KINDS):
            yield Traced(path, spot, source, "unknown")


def _state(source: Resolved, digest: str) -> State:
    if source.file is None:
        return "orphan"
    same = not isinstance(source.value, _KINDS) or of_hash(source.value) == digest
    return "fresh" if same else "stale"


def _without_hash(sheet: ValueSource, file: TypedFile) -> Iterator[tuple[str, Spot]]:
    """Yield every text without a hash."""
    for path, spots in file.spots.items():
        attribute = sheet.family.attributes.get(path)
        kind = attribute.type if attribute is not None else ""
        texts: list[tuple[str, Spot]] = []
        if kind in _TEXTS:
            texts = [(path, spot) for spot, value in spots.items() if value is not None]
        elif kind == "table":
            texts = [(cell, spot) for spot, table in spots.items() for cell in _cells(path, table)]
        yield from (place for place in texts if place not in file.of)


def _cells(path: str, table: Any) -> Iterator[str]:
    for row, cells in table.items() if isinstance(table, Mapping) else ():
        yield from (f"{path}.{row}.{column}" for column, cell in cells.items() if cell is not None)


@dataclass(frozen=True, slots=True)
class Freshness:
    """The freshness of a locale file: the numbers of translated values that are fresh, stale and unknown, and the paths
    of the stale values.

    A value whose source text was removed counts as stale. The state of a value without a hash is unknown.
    """

    fresh: int
    stale: int
    unknown: int
    behind: tuple[str, ...] = ()

    @property
    def percent(self) -> Decimal | None:
        """Return the percentage of fresh values among those with a known state, rounded down to a tenth; None if no
        state is known.
        """
        known = self.fresh + self.stale
        return tenths(self.fresh, known) if known else None


def freshness(values: Values, file: TypedFile) -> Freshness:
    """Return the freshness of one locale file of a product."""
    found = list(traced(values.sheet, file, values.reader.chain(file.locale)))
    counts = Counter(text.state for text in found)
    behind = dict.fromkeys(text.path for text in found if text.state in ("stale", "orphan"))
    return Freshness(counts["fresh"], counts["stale"] + counts["orphan"], counts["unknown"], tuple(behind))
