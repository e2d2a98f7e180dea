"""The gate of a feed: a row that is less complete than catalog.yaml wants of its channel scope is left out."""

from __future__ import annotations

from decimal import Decimal

from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Shown
from packshot.outputs.channels.rows import Excluded, Reason, Row
from packshot.readiness.completeness import Completeness, completeness
from packshot.readiness.values import Values


def passed(made: Row | Excluded, shown: Shown, sku: str) -> Row | Excluded:
    """What was made of a SKU, or that it is left out because too much is missing. What is not selected is not asked."""
    if isinstance(made, Excluded) and any(reason.by == "select" for reason in made.reasons):
        return made
    wanted = threshold(shown.visible.reader, shown.visible.audience.scope)
    found = None if wanted is None else completeness(_values(shown), shown.visible, (sku,))
    if wanted is None or found is None or found.reaches(wanted):
        return made
    reason = Reason("threshold", shown.visible.audience.scope, _sentence(found, wanted))
    return Excluded((reason, *(made.reasons if isinstance(made, Excluded) else ())))


def threshold(reader: Reader, scope: str) -> Decimal | None:
    """The completeness that catalog.yaml wants of a channel scope, in percent; None where it wants none."""
    catalog = reader.catalog()
    wanted = catalog.thresholds.completeness if catalog is not None else {}
    return wanted.get(scope, wanted.get("all"))


def _sentence(found: Completeness, wanted: Decimal) -> str:
    listed = ", ".join(found.missing)
    return f"{found.percent:f} % complete, {wanted:f} % is wanted; it lacks {listed}"


def _values(shown: Shown) -> Values:
    """The product's values, shared by all rows of one evaluation."""
    held = shown.visible.reader.found
    key = ("readiness", shown.key)
    if key not in held:
        held[key] = Values(shown.visible.reader, shown.product, shown.sheet)
    found: Values = held[key]
    return found
