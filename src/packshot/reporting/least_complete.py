"""The products with the lowest percentages, with their gaps by channel and locale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_FLOOR, Decimal
from heapq import nsmallest
from itertools import groupby
from typing import Literal, NamedTuple

from packshot.reporting.lines import Gap, Line

NAMED = 20
"""Maximum number of products that are listed."""


class Behind(NamedTuple):
    """A product below 100 %: the mean of its percentages, and its gaps as text."""

    percent: Decimal
    product: str
    name: str
    family: str
    status: str
    gaps: tuple[str, ...]


def worst(lines: Iterable[Line]) -> list[Behind]:
    """Return at most `NAMED` products below 100 %, the lowest mean first. The lines must be grouped by product."""
    return nsmallest(NAMED, _behind(lines))


def _behind(lines: Iterable[Line]) -> Iterator[Behind]:
    for _, group in groupby(lines, key=lambda line: line.product):
        known = [line for line in group if line.percent is not None]
        if any(line.percent != 100 for line in known):
            total = sum((line.percent for line in known if line.percent is not None), Decimal(0))
            mean = (total / len(known)).quantize(Decimal("0.1"), ROUND_FLOOR)
            yield Behind(mean, *known[0][:4], tuple(_gaps(known)))


def _gaps(known: list[Line]) -> Iterator[str]:
    """Yield the gaps of a product as text, each with its channels and locales (unless all have it) and its amount."""
    found: dict[str, list[Line]] = {}
    for line in known:
        for gap in line.gaps:
            found.setdefault(gap.name, []).append(line)
    for name, lines in found.items():
        amounts = {gap.amount for line in lines for gap in line.gaps if gap.name == name}
        parts = (
            _part(lines, known, "scope"),
            _part(lines, known, "locale"),
            *(amounts if len(amounts) == 1 else ()),
        )
        yield str(Gap(name, ", ".join(filter(None, parts))))


def _part(lines: list[Line], known: list[Line], field: Literal["scope", "locale"]) -> str:
    """Return the channels or locales that have a gap; empty if all have it."""
    here = sorted({getattr(line, field) for line in lines})
    return "" if len(here) == len({getattr(line, field) for line in known}) else " ".join(here)
