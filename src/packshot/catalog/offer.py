"""The neutral record of a SKU, from which pages, API documents and feed rows are made.

An output renames, filters and formats the record; it does not resolve values, prices, stock or rights itself.
"""

from __future__ import annotations

from functools import cached_property

from packshot.catalog.offers import Price, Stock
from packshot.catalog.visibility import VisibleProduct
from packshot.catalog.visible_assets import VisibleAsset
from packshot.model.lifecycle import Status
from packshot.model.product import Scheduled
from packshot.model.resolve import Resolved


class Offer:
    """A visible SKU for one audience. Its name, price, stock and assets are resolved on first use, and then cached."""

    def __init__(self, shown: VisibleProduct, sku: str) -> None:
        self.shown = shown
        self.sku = sku
        self._assets: dict[str, list[VisibleAsset]] = {}

    @property
    def group(self) -> str:
        """Return the key of the product whose variants include the SKU; empty for a product without variants."""
        return self.shown.key if self.shown.product.variants else ""

    @cached_property
    def name(self) -> str:
        """Return the display name of the SKU."""
        return self.shown.name(self.sku)

    @cached_property
    def price(self) -> Price | None:
        """Return the price in force; None if no price applies to the SKU now."""
        return self.shown.visible.price(self.shown.key, self.sku)

    @cached_property
    def stock(self) -> Stock:
        """Return the stock of the SKU: its state, and its quantity and date if known."""
        return self.shown.visible.stock(self.shown.product, self.sku)

    @property
    def status(self) -> Status | None:
        """Return the status of the variant, or that of the product if the variant has none; None if neither has one."""
        return self._variant.status or self.shown.product.status

    @property
    def available_from(self) -> str | None:
        """Return the date or timestamp from which the SKU is available; None if there is no such limit.

        The value of the variant overrides that of the product.
        """
        return self._variant.available_from or self.shown.product.available_from

    @property
    def available_until(self) -> str | None:
        """Return the date or timestamp from which the SKU is no longer available; None if there is no such limit.

        The value of the variant overrides that of the product.
        """
        return self._variant.available_until or self.shown.product.available_until

    @property
    def _variant(self) -> Scheduled:
        return self.shown.product.variants.get(self.sku, self.shown.product)

    def value(self, path: str) -> Resolved:
        """Return the value of a path for the SKU.

        The value of an asset attribute consists of the ids of its assets, including hidden assets.
        """
        return self.shown.value(path, self.sku)

    def text(self, code: str) -> str:
        """Return the text value of an attribute, such as a GTIN; empty if there is no such text."""
        return self.shown.text(code, self.sku)

    def assets(self, role: str) -> list[VisibleAsset]:
        """Return the visible assets of a role, in order, each once."""
        if role not in self._assets:
            self._assets[role] = self.shown.assets(role, self.sku)
        return self._assets[role]
