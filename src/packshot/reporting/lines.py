"""The lines of a report, streamed from the state of the last validation: one per product and audience or, for
freshness, one per product and locale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from packshot.engine.parsing import many, row, text
from packshot.engine.state_reader import StateReader
from packshot.engine.types import Json
from packshot.model.config import Quality
from packshot.readiness.completeness import Completeness
from packshot.readiness.duplicate_texts import NAME as TWINS
from packshot.readiness.product import FORM, READY
from packshot.readiness.quality import CRITERIA, WEIGHTS, Count, percent
from packshot.readiness.translation import Freshness

Kind = Literal["completeness", "quality", "freshness"]


class Gap(NamedTuple):
    """A gap in a report line: a path or criterion, and the amount as text, such as `3 SKUs`, or an empty text."""

    name: str
    amount: str

    def __str__(self) -> str:
        return f"{self.name} ({self.amount})" if self.amount else self.name


class Line(NamedTuple):
    """A report line: one product for one audience.

    `scope` and `market` are empty if the percentage does not depend on them. `percent` is None if nothing is known.
    `unknown` counts the values that could not be evaluated.
    """

    product: str
    name: str
    family: str
    status: str
    scope: str
    market: str
    locale: str
    percent: Decimal | None
    good: int
    of: int
    gaps: tuple[Gap, ...]
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Only:
    """A filter for report lines; "" selects all."""

    market: str = ""
    locale: str = ""
    scope: str = ""
    family: str = ""

    def takes(self, line: Line) -> bool:
        """Return whether the filter selects a line.

        A line with an empty market matches every market; a line with an empty scope matches every scope.
        """
        return (
            self.family in ("", line.family)
            and self.locale in ("", line.locale)
            and (not self.market or line.market in ("", self.market))
            and (not self.scope or line.scope in ("", self.scope))
        )


def lines(state: StateReader, kind: Kind, settings: Quality) -> Iterator[Line]:
    """Yield all lines of a report. The lines of a product are consecutive; the products are in no particular order."""
    twins = _twins(state) if kind == "quality" else {}
    for product, entry in state.items(READY, FORM):
        about = (product, entry["name"], entry["family"], entry["status"])
        if kind == "completeness":
            yield from _completeness(about, entry)
        elif kind == "quality":
            yield from _quality(about, entry, settings, twins)
        else:
            yield from _freshness(about, entry)


Twins = Mapping[tuple[str, str], int]
"""Product and locale -> the number of its texts that are in other products too."""

About = tuple[str, str, str, str]
"""Key, name, family and status of a product."""


def _twins(state: StateReader) -> Twins:
    found: Counter[tuple[str, str]] = Counter()
    for _, texts in state.artifacts(f"{TWINS}/", many(row(text, text, text))):
        found.update((product, locale) for product, locale, _ in texts)
    return found


def _completeness(about: About, entry: Json) -> Iterator[Line]:
    for scope, market, locale, required, missing, _ in entry["rows"]:
        found = Completeness(required, missing)
        gaps = tuple(Gap(path, f"{count} SKUs" if count > 1 else "") for path, count in missing.items())
        yield Line(*about, scope, market, locale, found.percent, found.filled, required, gaps)


def _quality(about: About, entry: Json, settings: Quality, twins: Twins) -> Iterator[Line]:
    for scope, market, locale, _, _, counts in entry["rows"]:
        texts = entry["texts"].get(locale, 0)
        found = [*(Count(*each) for each in counts), Count(texts - twins.get((about[0], locale), 0), texts)]
        named = zip(CRITERIA, found, strict=True)
        weighed = [(name, each) for name, each in named if settings.weights.get(name, WEIGHTS[name])]
        gaps = tuple(Gap(name, f"{each.good} of {each.of}") for name, each in weighed if each.good < each.of)
        good, of = (sum(each[part] for _, each in weighed) for part in (0, 1))
        yield Line(*about, scope, market, locale, percent(found, settings), good, of, gaps)


def _freshness(about: About, entry: Json) -> Iterator[Line]:
    for locale, fresh, stale, unknown, behind in entry["fresh"]:
        found = Freshness(fresh, stale, unknown)
        gaps = tuple(Gap(path, "") for path in behind)
        yield Line(*about, "", "", locale, found.percent, fresh, fresh + stale, gaps, unknown)
