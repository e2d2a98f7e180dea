"""The gate of a feed: it leaves out rows that are less complete than catalog.yaml requires for the channel scope."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from packshot.catalog.reader import Reader
from packshot.catalog.visibility import VisibleProduct
from packshot.findings import note
from packshot.outputs.channels.rows import Excluded, Row
from packshot.readiness.completeness import completeness
from packshot.readiness.values import Values

THRESHOLD = "left-out.threshold"
"""The message about a row that is not complete enough."""


def passed(made: Row | Excluded, shown: VisibleProduct, sku: str) -> Row | Excluded:
    """Return the row of a SKU, or the reasons to leave it out: too many values are missing. Unselected SKUs are not
    checked.
    """
    if isinstance(made, Excluded) and any(reason.message == "left-out.select" for reason in made.reasons):
        return made
    scope = shown.visible.audience.scope
    least = threshold(shown.visible.reader, scope)
    found = None if least is None else completeness(_values(shown), shown.visible, (sku,))
    if least is None or found is None or found.reaches(least):
        return made
    below = note(THRESHOLD, scope=scope, percent=found.percent, limit=least, missing=list(found.missing))
    reasons = made.reasons if isinstance(made, Excluded) else ()
    return Excluded((below, *reasons))


def threshold(reader: Reader, scope: str) -> Decimal | None:
    """Return the completeness that catalog.yaml requires for a channel scope, in percent; None without a threshold."""
    catalog = reader.catalog()
    thresholds = catalog.thresholds.completeness if catalog is not None else {}
    return thresholds.get(scope, thresholds.get("all"))


def _values(shown: VisibleProduct) -> Values:
    """Return the values of a product, shared by all rows of one evaluation."""
    reader, key = shown.visible.reader, ("readiness", shown.key)
    if key not in reader.found:
        reader.found[key] = Values(reader, shown.product, shown.sheet)
    return cast(Values, reader.found[key])
