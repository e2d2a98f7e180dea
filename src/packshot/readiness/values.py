"""The values of one product for many audiences: each is resolved once, however many SKUs and audiences share it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.catalog.visible_assets import VisibleAsset
from packshot.model.product import Product
from packshot.model.resolve import Query, Resolved, ValueSource, depends_on_locale, resolve
from packshot.model.typed_files import TypedFile
from packshot.model.values import names_in


class Values:
    """A product with its values, whatever its status and dates: for judging, never for publishing."""

    def __init__(self, reader: Reader, product: Product, sheet: ValueSource) -> None:
        self.reader = reader
        self.product = product
        self.sheet = sheet
        self.found: dict[Any, Any] = {}
        self.tests: dict[Any, bool] = {}
        """Whether something holds, as it was found before; `found` has all other answers."""

    @cached_property
    def files(self) -> tuple[TypedFile, ...]:
        """Its files, product.yaml first."""
        files = (self.sheet.translation(locale) for locale in self.reader.locales() if locale != self.sheet.own.locale)
        return (self.sheet.own, *(file for file in files if file is not None))

    @cached_property
    def _varying(self) -> frozenset[str]:
        """The paths that may differ between SKUs: some file says them for an axis value or a SKU."""
        said = (
            path for file in self.files for path, spots in file.spots.items() if any(len(spot) > 1 for spot in spots)
        )
        return frozenset(said) | self._calculated

    @cached_property
    def _calculated(self) -> frozenset[str]:
        """The paths that follow from other values, and so from all that these depend on."""
        family = self.sheet.family
        return frozenset(path for path, each in family.paths.items() if "expr" in each.model_fields_set)

    @cached_property
    def scopes(self) -> frozenset[str]:
        """The channel scopes for which some file speaks."""
        return frozenset(spot[0] for file in self.files for spot in file.keys if spot[0])

    @cached_property
    def spoken(self) -> frozenset[str]:
        """The paths whose values are said in a language."""
        paths = self.sheet.family.paths.items()
        return frozenset(path for path, each in paths if depends_on_locale(each, self.sheet.family)) | {"slug"}

    @cached_property
    def constant(self) -> frozenset[str]:
        """The attributes whose value is the same for every SKU and audience. Assets are none: some may not be seen."""
        if self.scopes or self.product.bundle:
            return frozenset()
        paths = self.sheet.family.paths.items()
        return frozenset(path for path, attribute in paths if attribute.type != "asset") - self.spoken - self._varying

    def share(self, path: str, visible: Visible, sku: str | None) -> tuple[Any, ...]:
        """What a value depends on: who has the same, has the same value. A bundle's may follow from other products."""
        if self.product.bundle:
            return path, visible.audience, sku
        scope = visible.audience.scope if visible.audience.scope in self.scopes else ""
        if path in self._calculated:
            return path, visible.chain, scope, sku
        return path, visible.chain if path in self.spoken else (), scope, sku if path in self._varying else None

    def varieties(self, path: str, skus: tuple[str | None, ...]) -> tuple[str | None, ...]:
        """Those of the SKUs that may have values of their own: one speaks for all where nothing tells them apart."""
        return skus if path in self._varying else skus[:1]

    def value(self, path: str, visible: Visible, sku: str | None) -> Resolved:
        """The value of a path for an audience and a SKU."""
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
        """The assets of a role that may be seen."""
        assets = (self._asset(id_, visible) for id_ in names_in(self.value(path, visible, sku).value))
        return tuple(asset for asset in assets if asset is not None)

    def _asset(self, id_: str, visible: Visible) -> VisibleAsset | None:
        key = ("asset", id_, visible.audience.country, visible.audience.scope)
        if key not in self.found:
            self.found[key] = visible.asset(id_)
        found: VisibleAsset | None = self.found[key]
        return found


def values_of(reader: Reader, key: str) -> Values | None:
    """The values of a product; None when its file or its family cannot be read."""
    product, sheet = reader.product(key), reader.sheet(key)
    return Values(reader, product, sheet) if product is not None and sheet is not None else None
