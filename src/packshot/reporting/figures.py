"""The mean percentages of a report by family, channel scope and locale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal

from packshot.reporting.lines import Line

Limit = Callable[[str], Decimal | None]
"""Channel scope -> the required percentage; None if no percentage is required."""


@dataclass(slots=True)
class Mean:
    """The mean percentage of report lines, and their counts. Each line counts once, whatever its number of SKUs."""

    lines: int = 0
    whole: int = 0
    below: int = 0
    unknown: int = 0
    total: Decimal = Decimal(0)
    known: int = 0

    def add(self, line: Line, limit: Decimal | None) -> None:
        """Add a report line to the mean. If `limit` is given, a line with a lower percentage is counted in `below`."""
        self.lines += 1
        self.unknown += line.unknown
        if line.percent is not None:
            self.known += 1
            self.total += line.percent
            self.whole += line.percent == 100
            self.below += limit is not None and line.percent < limit

    def join(self, other: Mean) -> None:
        """Add the lines of another mean to this one."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def percent(self) -> Decimal | None:
        """Return the mean, rounded down to a tenth; None if no percentage is known."""
        return (self.total / self.known).quantize(Decimal("0.1"), ROUND_FLOOR) if self.known else None


@dataclass(slots=True)
class Figures:
    """The figures of a whole report: the mean of all lines, and the mean for each family, channel scope and locale."""

    cells: dict[tuple[str, str, str], Mean] = field(default_factory=dict)
    """Family, channel scope and locale -> their mean."""
    all: Mean = field(default_factory=Mean)

    def by(self, *parts: int) -> dict[tuple[str, ...], Mean]:
        """Return the means grouped by one or more of family (0), scope (1) and locale (2), sorted by name."""
        found: dict[tuple[str, ...], Mean] = {}
        for cell, mean in sorted(self.cells.items()):
            found.setdefault(tuple(cell[part] for part in parts), Mean()).join(mean)
        return dict(sorted(found.items()))

    def watch(self, lines: Iterable[Line], limit: Limit) -> Iterator[Line]:
        """Yield the report lines unchanged, and add each to the figures."""
        for line in lines:
            least = limit(line.scope)
            self.cells.setdefault((line.family, line.scope, line.locale), Mean()).add(line, least)
            self.all.add(line, least)
            yield line


def limits(thresholds: Mapping[str, Decimal], below: Decimal | None) -> Limit:
    """Return a function from channel scope to limit: always `below` if given, otherwise the threshold of the scope.

    The threshold of `all` applies to the scopes without their own threshold.
    """
    if below is not None:
        return lambda scope: below
    return lambda scope: thresholds.get(scope, thresholds.get("all"))
