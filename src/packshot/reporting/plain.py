"""Reports for programs: JSON with a format version, and CSV with one row per report line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from packshot.reporting.figures import Figures, Mean
from packshot.reporting.lines import Kind, Line

FORMAT = 1
COLUMNS = ("product", "name", "family", "status", "channel", "market", "locale", "percent", "good", "of", "unknown",
           "lacks")  # fmt: skip


def as_json(kind: Kind, as_of: str, found: Figures, lines: Iterable[Line]) -> str:
    """Return the report as one JSON object; percentages are numbers, or null if nothing is known."""
    return json.dumps(
        {
            "packshot": FORMAT,
            "report": kind,
            "as_of": as_of,
            "all": _mean(found.all),
            "figures": [
                {"family": family, "channel": scope or None, "locale": locale, **_mean(mean)}
                for (family, scope, locale), mean in sorted(found.cells.items())
            ],
            "products": [_line(line) for line in sorted(lines, key=lambda line: line[:7])],
        },
        ensure_ascii=True,
        indent=1,
    )


def _mean(mean: Mean) -> dict[str, Any]:
    return {
        "percent": _number(mean.percent),
        "products": mean.lines,
        "whole": mean.whole,
        "below": mean.below,
        "unknown": mean.unknown,
    }


def _line(line: Line) -> dict[str, Any]:
    return dict(zip(COLUMNS, line[:7], strict=False)) | {
        "channel": line.scope or None,
        "market": line.market or None,
        "percent": _number(line.percent),
        "good": line.good,
        "of": line.of,
        "unknown": line.unknown,
        "lacks": [{"what": gap.name, "how": gap.amount or None} for gap in line.gaps],
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def as_csv(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the rows of the report as CSV, the header first. No row ends with a line break."""
    yield _row(COLUMNS)
    for line in sorted(lines, key=lambda line: line[:7]):
        yield _row(
            (
                *map(_inert, line[:7]),
                line.percent,
                line.good,
                line.of,
                line.unknown,
                _inert("; ".join(map(str, line.gaps))),
            )
        )


def _row(cells: Iterable[object]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="").writerow(cells)
    return file.getvalue()


def _inert(text: str) -> str:
    """Return the text in a form that spreadsheets do not evaluate as a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
