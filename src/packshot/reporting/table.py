"""Reports for a terminal: bars of families by channel scope, and the products with the lowest percentages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from rich.console import Console, Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from packshot.catalog.finding_report import safe
from packshot.reporting.figures import Figures, Mean
from packshot.reporting.lines import Kind
from packshot.reporting.report import Report

WIDTH = 10
"""Characters of a bar."""

GAPS: Mapping[Kind, str] = {"completeness": "missing", "quality": "to improve", "freshness": "outdated"}
"""The heading of the gaps of a product."""

GAPS_SHOWN = 6
"""Maximum number of gaps listed per product."""


def show(report: Report) -> None:
    """Print the report: means by family, scope and locale, the products with the lowest percentages, and a summary."""
    console = Console()
    if not report.figures.all.lines:
        console.print("Nothing to report: no product matches the options")
        return
    console.print(Group(*(_table(report.figures, scope) for (scope,) in report.figures.by(1))))
    if report.behind:
        console.print(_worst(report))
    console.print(_summary(report))


def _table(found: Figures, scope: str) -> Table:
    cells = {(family, locale): mean for (family, locale, of), mean in found.by(0, 2, 1).items() if of == scope}
    locales = sorted({locale for _, locale in cells})
    means = {family: mean for (family, of), mean in found.by(0, 1).items() if of == scope}
    table = Table(title=safe(scope) or None, title_justify="left", title_style="bold")
    for head in ("family", *map(safe, locales), "all", "", "at 100 %"):
        table.add_column(head, overflow="fold", justify="left" if head in ("family", "") else "right")
    for family, mean in means.items():
        table.add_row(
            safe(family),
            *(_percent(cells.get((family, locale))) for locale in locales),
            _percent(mean),
            _bar(mean),
            f"{mean.whole:,} of {mean.known:,}",
        )
    return table


def _percent(mean: Mean | None) -> Text:
    value = mean.percent if mean else None
    return Text("–", "dim") if value is None else Text(f"{value:f} %", _colour(value))


def _bar(mean: Mean) -> Text:
    value = mean.percent
    if value is None:
        return Text("")
    full = int(value * WIDTH / 100)
    return Text("█" * full, _colour(value)) + Text("░" * (WIDTH - full), "dim")


def _colour(value: Decimal) -> str:
    return "green" if value == 100 else "yellow" if value >= 80 else "red"


def _worst(report: Report) -> Table:
    table = Table(title="Lowest percentages", title_justify="left", title_style="bold")
    for name in ("product", "status", "", GAPS[report.kind]):
        table.add_column(name, overflow="fold", justify="left" if name else "right")
    for each in report.behind:
        percent = Text(f"{each.percent:f} %", _colour(each.percent))
        gaps = [*each.gaps[:GAPS_SHOWN], *["..."] * (len(each.gaps) > GAPS_SHOWN)]
        table.add_row(escape(safe(each.product)), safe(each.status), percent, escape(safe(", ".join(gaps))))
    return table


def _summary(report: Report) -> str:
    found = report.figures.all
    mean = "nothing to measure" if found.percent is None else f"{found.percent:f} % on average"
    unit = "translations" if report.kind == "freshness" else "products by channel and locale"
    parts = [f"{mean}, {found.whole:,} of {found.known:,} {unit} at 100 %"]
    parts += [f"{found.below:,} below the threshold"] if found.below else []
    parts += [f"{found.unknown:,} value{'s'[: found.unknown != 1]} not checked"] if found.unknown else []
    return "; ".join(parts)
