"""The completeness gate of a feed, which excludes SKUs that are less complete than catalog.yaml requires for the
channel scope.

The gate is evaluated before a row is rendered. Values that the gate has resolved are reused for the row.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from packshot.catalog.offer import Offer
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible
from packshot.catalog.visible_assets import VisibleAsset
from packshot.findings import Note, note
from packshot.model.resolve import Resolved
from packshot.readiness.completeness import completeness
from packshot.readiness.values import Values

THRESHOLD = "left-out.threshold"
"""The message about a row that is not complete enough."""


def below(offer: Offer) -> Note | None:
    """Return a note if the completeness of a SKU is below the threshold of the channel scope.

    Return None if the completeness reaches the threshold, or if there is no threshold.
    """
    visible = offer.shown.visible
    scope = visible.audience.scope
    least = threshold(visible.reader, scope)
    if least is None:
        return None
    found = completeness(_OfferedValues(offer), visible, (offer.sku,))
    if found.reaches(least):
        return None
    return note(THRESHOLD, scope=scope, percent=found.percent, limit=least, missing=list(found.missing))


def threshold(reader: Reader, scope: str) -> Decimal | None:
    """Return the completeness that catalog.yaml requires for a channel scope, in percent: the threshold of the scope,
    otherwise that of `all`; None if there is neither, or if catalog.yaml cannot be read.
    """
    catalog = reader.catalog()
    thresholds = catalog.thresholds.completeness if catalog is not None else {}
    return thresholds.get(scope, thresholds.get("all"))


class _OfferedValues(Values):
    """The values of a visible product: those of its rows, which are resolved once."""

    def __init__(self, offer: Offer) -> None:
        super().__init__(offer.shown.visible.reader, offer.shown.product, offer.shown.sheet)
        self._offer = offer

    def share(self, path: str, visible: Visible, sku: str | None) -> tuple[Any, ...]:
        """Return the cache key of a value within one audience."""
        return path, sku

    def varieties(self, path: str, skus: tuple[str | None, ...]) -> tuple[str | None, ...]:
        """Return the SKUs."""
        return skus

    def value(self, path: str, visible: Visible, sku: str | None) -> Resolved:
        """Return the value that a row has."""
        return self._offer.value(path)

    def assets(self, path: str, visible: Visible, sku: str | None) -> tuple[VisibleAsset, ...]:
        """Return the visible assets that a row has."""
        return tuple(self._offer.assets(path.removeprefix("assets.")))
