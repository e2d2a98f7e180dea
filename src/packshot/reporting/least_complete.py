"""The products with the lowest percentages, with their gaps by channel and locale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_FLOOR, Decimal
from heapq import nsmallest
from itertools import groupby
from typing import Literal, NamedTuple

from packshot.reporting.lines import Lack, Line

NAMED = 20
"""Products that are listed."""


class Behind(NamedTuple):
    """A product below 100 %: the mean of its percentages, and its gaps as text."""

    percent: Decimal
    product: str
    name: str
    family: str
    status: str
    lacks: tuple[str, ...]


def worst(lines: Iterable[Line]) -> list[Behind]:
    """The products with the lowest mean, the worst first. Lines come product by product."""
    return nsmallest(NAMED, _behind(lines))


def _behind(lines: Iterable[Line]) -> Iterator[Behind]:
    for _, group in groupby(lines, key=lambda line: line.product):
        known = [line for line in group if line.percent is not None]
        if any(line.percent != 100 for line in known):
            total = sum((line.percent for line in known if line.percent is not None), Decimal(0))
            mean = (total / len(known)).quantize(Decimal("0.1"), ROUND_FLOOR)
            yield Behind(mean, *known[0][:4], tuple(_lacks(known)))


def _lacks(known: list[Line]) -> Iterator[str]:
    """What is lacking, each with the channels and locales, where it is not all of them, and how much."""
    found: dict[str, list[Line]] = {}
    for line in known:
        for lack in line.lacks:
            found.setdefault(lack.what, []).append(line)
    for what, lacking in found.items():
        amounts = {lack.how for line in lacking for lack in line.lacks if lack.what == what}
        parts = (
            _part(lacking, known, "scope"),
            _part(lacking, known, "locale"),
            *(amounts if len(amounts) == 1 else ()),
        )
        yield str(Lack(what, ", ".join(filter(None, parts))))


def _part(lacking: list[Line], known: list[Line], field: Literal["scope", "locale"]) -> str:
    """The channels or locales in which it lacks; empty where these are all."""
    here = sorted({getattr(line, field) for line in lacking})
    return "" if len(here) == len({getattr(line, field) for line in known}) else " ".join(here)
