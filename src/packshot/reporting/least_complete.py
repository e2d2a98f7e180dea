"""The products that lack most: each once, with what it lacks and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_FLOOR, Decimal
from heapq import nsmallest
from itertools import groupby
from typing import NamedTuple

from packshot.reporting.lines import Line

SHOWN = 20
"""Products that are named."""


class Behind(NamedTuple):
    """A product that lacks something: the mean of its numbers, and what it lacks in words."""

    percent: Decimal
    product: str
    name: str
    family: str
    status: str
    lacks: tuple[str, ...]


def worst(lines: Iterable[Line]) -> list[Behind]:
    """The products with the lowest mean, the worst first. Lines come product by product."""
    return nsmallest(SHOWN, _behind(lines))


def _behind(lines: Iterable[Line]) -> Iterator[Behind]:
    for product, group in groupby(lines, key=lambda line: line.product):
        known = [line for line in group if line.percent is not None]
        if any(line.percent != 100 for line in known):
            total = sum((line.percent for line in known if line.percent is not None), Decimal(0))
            mean = (total / len(known)).quantize(Decimal("0.1"), ROUND_FLOOR)
            about = known[0]
            yield Behind(mean, product, about.name, about.family, about.status, tuple(_lacks(known)))


def _lacks(known: list[Line]) -> Iterator[str]:
    """What is lacking, each with the channels and locales, where it is not all of them."""
    found: dict[str, list[Line]] = {}
    for line in known:
        for lack in line.lacks:
            found.setdefault(lack.what, []).append(line)
    for what, lacking in found.items():
        parts = [_part(lacking, known, place) for place in (_SCOPE, _LOCALE)]
        how = ", ".join(part for part in (*parts, _how(what, lacking)) if part)
        yield f"{what} ({how})" if how else what


_SCOPE, _LOCALE = 4, 6


def _part(lacking: list[Line], known: list[Line], place: int) -> str:
    here = sorted({str(line[place]) for line in lacking})
    return "" if len(here) == len({line[place] for line in known}) else " ".join(here)


def _how(what: str, lacking: list[Line]) -> str:
    """How much is lacking, where that is the same for all."""
    found = {lack.how for line in lacking for lack in line.lacks if lack.what == what}
    return found.pop() if len(found) == 1 else ""
