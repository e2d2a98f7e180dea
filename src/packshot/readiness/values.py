"""The values of one product for many audiences. Each value is resolved once for all SKUs and audiences that
share it.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.catalog.visible_assets import VisibleAsset
from packshot.model.audience import Audience
from packshot.model.product import Product
from packshot.model.resolve import Query, Resolved, ValueSource, depends_on_locale, resolve
from packshot.model.typed_files import TypedFile
from packshot.model.values import names_in


class Values:
    """The values of a product, whatever its status and dates. They are used for evaluation, not for publishing."""

    def __init__(self, reader: Reader, product: Product, sheet: ValueSource) -> None:
        self.reader = reader
        self.product = product
        self.sheet = sheet
        self.found: dict[Any, Any] = {}
        self.tests: dict[Any, bool] = {}
        """Cached booleans; `found` has all other cached results."""

    @cached_property
    def files(self) -> tuple[TypedFile, ...]:
        """Return the files of the product, product.yaml first."""
        files = (self.sheet.translation(locale) for locale in self.reader.locales() if locale != self.sheet.own.locale)
        return (self.sheet.own, *(file for file in files if file is not None))

    @cached_property
    def _varying(self) -> frozenset[str]:
        """The paths that may differ between SKUs: a file has a value for an axis value or a SKU."""
        varying = (
            path for file in self.files for path, spots in file.spots.items() if any(len(spot) > 1 for spot in spots)
        )
        return frozenset(varying) | self._calculated

    @cached_property
    def _calculated(self) -> frozenset[str]:
        """The paths that are calculated, and so depend on everything that their inputs depend on."""
        family = self.sheet.family
        return frozenset(path for path, each in family.paths.items() if "expr" in each.model_fields_set)

    @cached_property
    def scopes(self) -> frozenset[str]:
        """Return the channel scopes for which a file has values."""
        return frozenset(spot[0] for file in self.files for spot in file.keys if spot[0])

    @cached_property
    def localized(self) -> frozenset[str]:
        """Return the paths whose values depend on the locale."""
        return frozenset(filter(self.is_localized, self.sheet.family.paths)) | {"slug"}

    def is_localized(self, path: str) -> bool:
        """Return whether the value of a path depends on the locale."""
        attribute = self.sheet.family.paths.get(path)
        return path == "slug" or (attribute is not None and depends_on_locale(attribute, self.sheet.family))

    @cached_property
    def constant(self) -> frozenset[str]:
        """Return the paths whose value is the same for every SKU and audience. Assets are excluded, because they may be
        hidden.

        The result is empty for a bundle, and for a product that has values for a channel scope.
        """
        if self.scopes or self.product.bundle:
            return frozenset()
        paths = self.sheet.family.paths.items()
        return (
            frozenset(path for path, attribute in paths if attribute.type != "asset") - self.localized - self._varying
        )

    def share(self, path: str, visible: Visible, sku: str | None) -> tuple[Any, ...]:
        """Return the cache key of a value: everything that the value depends on.

        For a bundle, the key includes the audience without its channel, because the value may depend on other products.
        """
        if self.product.bundle:
            return path, visible.audience.seen(), sku
        scope = visible.audience.scope if visible.audience.scope in self.scopes else ""
        if path in self._calculated:
            return path, visible.chain, scope, sku
        return path, visible.chain if path in self.localized else (), scope, sku if path in self._varying else None

    def varieties(self, path: str, skus: tuple[str | None, ...]) -> tuple[str | None, ...]:
        """Return the SKUs for which a path must be evaluated: all if their values may differ, otherwise the first."""
        return skus if path in self._varying else skus[:1]

    def value(self, path: str, visible: Visible, sku: str | None) -> Resolved:
        """Return the value of a path for an audience and a SKU."""
        key = self.share(path, visible, sku)
        found: Resolved | None = self.found.get(key)
        if found is None:
            found = self.found[key] = self._resolved(path, visible, sku)
        return found

    def _resolved(self, path: str, visible: Visible, sku: str | None) -> Resolved:
        if self.product.bundle:
            return VisibleProduct(visible, self.product, self.sheet, ()).value(path, sku)
        return resolve(self.sheet, path, Query(visible.chain, visible.audience.scope, sku))

    def assets(self, path: str, visible: Visible, sku: str | None) -> tuple[VisibleAsset, ...]:
        """Return the assets at a path, such as `assets.main`, that are visible to the audience."""
        assets = (self._asset(id_, visible) for id_ in names_in(self.value(path, visible, sku).value))
        return tuple(asset for asset in assets if asset is not None)

    def _asset(self, id_: str, visible: Visible) -> VisibleAsset | None:
        key = ("asset", id_, asset_key(visible.audience))
        if key not in self.found:
            self.found[key] = visible.asset(id_)
        found: VisibleAsset | None = self.found[key]
        return found


def asset_key(audience: Audience) -> Audience:
    """Return the cache key for the visibility of assets: the audience reduced to its country and scope."""
    return audience.seen("market", "locale", "currency", "zone", "customers", "partner")


def values_of(reader: Reader, key: str) -> Values | None:
    """Return the values of a product; None if the product does not exist, or its file or family cannot be read."""
    product, sheet = reader.product(key), reader.sheet(key)
    return Values(reader, product, sheet) if product is not None and sheet is not None else None
