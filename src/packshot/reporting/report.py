"""A report on the working tree: its figures and the selected lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.engine.parsing import DamagedError
from packshot.findings import Location
from packshot.incremental_validation import Validated, forget, validate
from packshot.model.config import Quality
from packshot.model.names import unlisted
from packshot.readiness.audiences import measured
from packshot.reporting import UnknownError
from packshot.reporting.figures import Figures, Limit, limits
from packshot.reporting.least_complete import Behind, worst
from packshot.reporting.lines import Kind, Line, Only, lines


@dataclass(frozen=True, slots=True)
class Report:
    """A report of one kind as of a timestamp: the figures of all selected lines, and the lines to list."""

    kind: Kind
    as_of: str
    name: str
    """The name of the catalogue."""
    figures: Figures
    behind: list[Behind]
    """The listed products with the lowest percentages."""
    thresholds: Limit
    """The required percentage for each channel scope; the percentage `below` for all scopes if it was given."""
    listed: Callable[[], Iterator[Line]]
    """A function that yields the listed lines, unordered. It may be called again."""


def latest(
    folder: Path, kind: Kind, as_of: str, only: Only, below: Decimal | None, step: Callable[[str, int], None]
) -> Report:
    """Return the report on the working tree. If the stored state is damaged, it is deleted and made again.

    Raises UnknownError for an unknown name in `only`.
    """
    try:
        return report(validate(folder, as_of, step), kind, as_of, only, below)
    except DamagedError:
        forget(folder)
        return report(validate(folder, as_of, step), kind, as_of, only, below)


def report(validated: Validated, kind: Kind, as_of: str, only: Only, below: Decimal | None = None) -> Report:
    """Return the report on the lines that `only` selects. With `below`, only lines below that percentage are listed.

    Raises UnknownError for an unknown name in `only`.
    """
    reader = validated.reader(as_of)
    selection = _known(reader, only)
    catalog = reader.catalog()
    quality = catalog.quality if catalog else Quality()
    thresholds = catalog.thresholds.completeness if catalog and kind == "completeness" else {}

    def taken() -> Iterator[Line]:
        return (line for line in lines(validated.state, kind, quality) if selection.takes(line))

    def listed(seen: Iterable[Line]) -> Iterator[Line]:
        return (line for line in seen if below is None or (line.percent is not None and line.percent < below))

    limit, found = limits(thresholds, below), Figures()
    behind = worst(listed(found.watch(taken(), limit)))
    return Report(kind, as_of, catalog.name if catalog else "", found, behind, limit, lambda: listed(taken()))


def _known(reader: Reader, only: Only) -> Only:
    """Return the selection with the file stem of a channel replaced with its scope.

    UnknownError for an unknown name.
    """
    audiences = measured(reader)
    channel = reader.raw(nodes.channel(only.scope)) if only.scope else None
    scope = str(channel.get("scope", only.scope)) if isinstance(channel, dict) else only.scope
    for message, name, names in (
        ("unknown-market", only.market, [each.market for each in audiences]),
        ("unknown-locale", only.locale, [each.locale for each in audiences]),
        ("unknown-scope", scope, [each.scope for each in audiences]),
        ("unknown-family", only.family, list(reader.names("family"))),
    ):
        if name and name not in names:
            raise UnknownError(unlisted(message, Location(""), name, dict.fromkeys(names)))
    return replace(only, scope=scope)
