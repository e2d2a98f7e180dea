"""Reports as one page of HTML that stands alone: charts as SVG with a table behind each, no scripts, light and dark."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from packshot.reporting.figures import Figures, Mean
from packshot.reporting.report import Report

TITLES = {
    "completeness": ("Completeness", "Required values that are there, of those that are required."),
    "quality": ("Quality", "A weighted mean of what makes good product data. Advice, not a gate."),
    "freshness": ("Freshness", "Translations that were made from the present source text."),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart; `percent` is None where nothing is known, `limit` a threshold that is drawn."""

    label: str
    mean: Mean
    limit: Decimal | None = None

    @property
    def percent(self) -> Decimal | None:
        """The length of the bar."""
        return self.mean.percent

    @property
    def tone(self) -> str:
        """The name of its colour."""
        return tone(self.mean.percent)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its name in ids, its heading, its bars."""

    id: str
    title: str
    bars: tuple[Bar, ...]


def tone(percent: Decimal | None) -> str:
    """The colour of a percentage: whole, good, fair or poor; none where nothing is known."""
    if percent is None:
        return "none"
    return "whole" if percent == 100 else "good" if percent >= 80 else "fair" if percent >= 50 else "poor"


def page(report: Report) -> str:
    """The report as HTML."""
    title, intro = TITLES[report.kind]
    found = report.figures
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("page.html").render(
        title=title,
        intro=intro,
        catalogue=report.name,
        as_of=report.as_of,
        all=found.all,
        all_tone=tone(found.all.percent),
        charts=[chart for chart in _charts(report) if chart.bars],
        grid=_grid(found),
        behind=report.behind,
        tone=tone,
    )


def _charts(report: Report) -> list[Chart]:
    found = report.figures
    scopes = tuple(Bar(name, mean, report.thresholds(name)) for (name,), mean in found.by(1).items() if name)
    return [
        Chart("channel", "By channel", scopes),
        Chart("locale", "By locale", tuple(Bar(name, mean) for (name,), mean in found.by(2).items())),
        Chart("family", "By family", tuple(Bar(name, mean) for (name,), mean in found.by(0).items())),
    ]


@dataclass(frozen=True, slots=True)
class Grid:
    """Families against channels and locales: heads of the columns, and for each family its cells in that order."""

    heads: tuple[tuple[str, str], ...]
    scopes: tuple[tuple[str, int], ...]
    """The channel scopes above the locales, with the number of these; none where numbers know no channel."""
    rows: tuple[tuple[str, tuple[Mean | None, ...]], ...]


def _grid(found: Figures) -> Grid:
    heads = tuple(found.by(1, 2))
    families = [name for (name,) in found.by(0)]
    rows = ((family, tuple(found.cells.get((family, *head)) for head in heads)) for family in families)  # type: ignore[arg-type]  # a head has two parts
    scopes = tuple(Counter(scope for scope, _ in heads if scope).items())
    return Grid(heads, scopes, tuple(rows))  # type: ignore[arg-type]  # as above
