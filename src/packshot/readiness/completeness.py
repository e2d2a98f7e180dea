"""Completeness: the share of existing values among those that a family requires for a channel scope.

Zero and false count as values. An explicit null does not count (format rules 22 and 28: null means "none", so a
required value is missing). A localizable value counts only in its own language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from packshot.catalog.offers import refused
from packshot.catalog.visibility import Visible
from packshot.model.family import TypedFamily
from packshot.model.frozen import EMPTY
from packshot.model.product import iter_skus, scheduled_value
from packshot.readiness.values import Values, asset_key
from packshot.rules import taxonomies


@dataclass(frozen=True, slots=True)
class Completeness:
    """The completeness of some SKUs: the number of required values of all SKUs together, and for each path the number
    of SKUs without a value.
    """

    required: int
    missing: Mapping[str, int] = EMPTY

    @property
    def filled(self) -> int:
        """Return the number of required values that exist."""
        return self.required - sum(self.missing.values())

    @property
    def percent(self) -> Decimal:
        """Return the percentage of required values that exist, rounded down to a tenth; 100 if nothing is required.

        Because the percentage is rounded down, 100 always means complete.
        """
        return tenths(self.filled, self.required) if self.required else Decimal(100)

    def reaches(self, threshold: Decimal) -> bool:
        """Return whether the completeness is at least a threshold in percent. The comparison is exact, without
        rounding.
        """
        return 100 * self.filled >= threshold * self.required


@lru_cache(maxsize=4096)
def tenths(part: int, whole: int) -> Decimal:
    """Return `part` of `whole` in percent, rounded down to a tenth. Results are cached, because few different ones
    occur.
    """
    return Decimal(1000 * part // whole).scaleb(-1)


def required(family: TypedFamily, scope: str) -> tuple[str, ...]:
    """Return the paths that a family requires for a channel scope, without duplicates: those for all scopes first, then
    those for this scope.
    """
    return tuple(dict.fromkeys((*family.required.get("all", ()), *family.required.get(scope, ()))))


def skus(values: Values, visible: Visible) -> tuple[str | None, ...]:
    """Return the SKUs that count in a market: those that are not retired and have no price `null` in the market.

    For a product that has no SKUs yet, return one None, which counts as one SKU.
    """
    product = values.product
    if not product.sku and not product.variants:
        return (None,)
    return tuple(sku for sku in iter_skus(product) if _counts(values, visible, sku))


def _counts(values: Values, visible: Visible, sku: str) -> bool:
    key = ("counts", visible.audience.seen("locale", "scope"), sku)
    if key not in values.tests:
        is_retired = scheduled_value(values.product, sku, "status") == "retired"
        values.tests[key] = not is_retired and not refused(values.reader, visible.audience, values.product.key, sku)
    return values.tests[key]


def completeness(values: Values, visible: Visible, of: Iterable[str | None]) -> Completeness:
    """Return the completeness of some SKUs of a product for an audience."""
    counted = tuple(of)
    paths = required(values.sheet.family, visible.audience.scope)
    missing = {path: _missing(values, path, visible, counted) for path in paths}
    return Completeness(len(paths) * len(counted), {path: count for path, count in missing.items() if count})


def _missing(values: Values, path: str, visible: Visible, counted: tuple[str | None, ...]) -> int:
    """Return the number of SKUs without a value."""
    tested = counted if path in _PLAIN else values.varieties(path, counted)
    return sum(not is_filled(values, path, visible, sku) for sku in tested) * (len(counted) // max(len(tested), 1))


def is_filled(values: Values, path: str, visible: Visible, sku: str | None) -> bool:
    """Return whether a SKU has a value at a path. A localizable value must be in the language of the audience, and an
    asset must be visible to the audience.
    """
    plain = _PLAIN.get(path)
    if plain is not None:
        return plain(values, visible, sku)
    attribute = values.sheet.family.paths.get(path)
    is_asset = attribute is not None and attribute.type == "asset"
    key = ("filled", *values.share(path, visible, sku), asset_key(visible.audience) if is_asset else None)
    if key not in values.tests:
        has_value = _has(values, path, visible, sku)
        values.tests[key] = has_value and (not is_asset or bool(values.assets(path, visible, sku)))
    return values.tests[key]


def _has(values: Values, path: str, visible: Visible, sku: str | None) -> bool:
    resolved = values.value(path, visible, sku)
    if path.startswith("maps.") and not resolved.present:
        return _inherits(values, path.removeprefix("maps."))
    return resolved.value is not None and not (
        values.is_localized(path) and is_foreign(resolved.locale, visible.audience.locale)
    )


def is_foreign(found: str | None, locale: str) -> bool:
    """Return whether a value is in a language other than that of a locale. `found` is the locale of the value.

    A value in `de` is not foreign for `de-AT`; a value in `en` is foreign. A default value (None) is never foreign.
    """
    return found is not None and found.partition("-")[0] != locale.partition("-")[0]


def _inherits(values: Values, taxonomy: str) -> bool:
    """Return whether the product's main category, or one above it, has a taxonomy code."""
    categories = values.product.categories
    return bool(categories) and taxonomies.of_category(values.reader, categories[0]).get(taxonomy) is not None


def _has_stock(values: Values, visible: Visible, sku: str | None) -> bool:
    """Return whether a stock list has the SKU; the stock of a bundle follows from its parts."""
    market = visible.market
    if values.product.bundle:
        return True
    return sku is not None and any(values.reader.stock(name, sku) for name in (market.stock if market else ()))


_PLAIN: Mapping[str, Callable[[Values, Visible, str | None], bool]] = {
    "available_from": lambda values, _, sku: scheduled_value(values.product, sku, "available_from") is not None,
    "available_until": lambda values, _, sku: scheduled_value(values.product, sku, "available_until") is not None,
    "bundle": lambda values, *_: bool(values.product.bundle),
    "categories": lambda values, *_: bool(values.product.categories),
    "price": lambda values, visible, sku: sku is not None and visible.price(values.product.key, sku) is not None,
    "status": lambda *_: True,
    "stock": _has_stock,
}
"""Paths other than values of the family that may be required."""
