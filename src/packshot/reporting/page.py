"""Reports as self-contained HTML pages with SVG charts and tables, without scripts, in light and dark colours."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from packshot.reporting.figures import Figures, Mean
from packshot.reporting.report import Report
from packshot.reporting.table import GAPS

TITLES = {
    "completeness": ("Completeness", "Share of required values that are set."),
    "quality": ("Quality", "Weighted average of criteria for good product data. It never stops a build."),
    "freshness": ("Freshness", "Share of translations made from the current source text."),
}


class Bar(NamedTuple):
    """One bar of a chart. A mark shows the threshold `limit`, if any."""

    label: str
    mean: Mean
    limit: Decimal | None = None


def tone(percent: Decimal | None) -> str:
    """Return the colour class of a percentage: `whole` for 100, `good` from 80, `fair` from 50, otherwise `poor`.

    The class is `none` if the percentage is unknown (None).
    """
    if percent is None:
        return "none"
    return "whole" if percent == 100 else "good" if percent >= 80 else "fair" if percent >= 50 else "poor"


def page(report: Report) -> str:
    """Return the report as one self-contained HTML page."""
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
        charts=[chart for chart in _charts(report) if chart["bars"]],
        grid=_grid(found),
        behind=report.behind,
        gaps=GAPS[report.kind].capitalize(),
        tone=tone,
    )


def _charts(report: Report) -> list[dict[str, Any]]:
    """Return the id, title and bars of each chart."""
    found, limit = report.figures, report.thresholds
    scopes = [Bar(name, mean, limit(name)) for (name,), mean in found.by(1).items() if name]
    locales, families = ([Bar(name, mean) for (name,), mean in found.by(part).items()] for part in (2, 0))
    return [
        {"id": "channel", "title": "By channel", "bars": scopes},
        {"id": "locale", "title": "By locale", "bars": locales},
        {"id": "family", "title": "By family", "bars": families},
    ]


def _grid(found: Figures) -> dict[str, Any]:
    """Return families against channels and locales: heads of the columns, and for each family its cells in that order.

    `scopes` are the channel scopes above the locales, with the number of these; none if numbers have no channel.
    """
    heads = [(scope, locale) for scope, locale in found.by(1, 2)]
    return {
        "heads": heads,
        "scopes": Counter(scope for scope, _ in heads if scope).items(),
        "rows": [(name, [found.cells.get((name, *head)) for head in heads]) for (name,) in found.by(0)],
    }
