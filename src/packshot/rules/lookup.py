"""The lookup of paths, which are defined in `paths`: the values of one SKU, product, record or asset.

Visibility is not checked in this module. Feeds contain only visible values, so their lookup overrides some methods.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from packshot.catalog.offer import Offer
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import VisibleProduct, VisibleRecord
from packshot.expr import Path, Quantity
from packshot.model.asset import Asset
from packshot.model.labels import label_in
from packshot.model.rights import effective
from packshot.model.schema import Attribute
from packshot.model.units import Scale
from packshot.model.values import Measure, names_in
from packshot.rules import taxonomies

Valued = VisibleProduct | VisibleRecord


class AttributeValues:
    """The lookup of paths for an entry with a family: its attributes and, below `assets`, its attributes of
    type asset.
    """

    def __init__(self, shown: Valued, sku: str | None = None) -> None:
        self.shown: Valued = shown
        self.level = sku
        """The SKU whose values are returned; None for those of the whole."""

    def __call__(self, path: Path) -> object:
        """Return the value of a path; None if there is no value."""
        attribute = self.shown.sheet.family.attributes.get(path[0])
        return self.attribute(attribute, path[1:]) if attribute else self.root(path[0], path[1:])

    def attribute(self, attribute: Attribute, rest: Path) -> object:
        """Return the value of an attribute, or the part of it that the path `rest` selects."""
        return below(self.shown, attribute, self.shown.value(attribute.code, self.level).value, rest)

    def root(self, name: str, rest: Path) -> object:
        """Return the value of a reserved word such as `maps`, or of the member in `rest`; None if there is none."""
        if name == "assets":
            return self.assets(rest)
        if name == "maps":
            return self.shown.value(f"maps.{rest[0]}", self.level).value
        return self.shown.visible.audience.locale if name == "locale" else None

    def assets(self, rest: Path) -> object:
        """Return the id of the asset of a role (an attribute of type asset), or another member of the asset.

        `rest` is the role, followed by the member if any. For an attribute with `many`, return a tuple for all assets.
        Return None if there is no such asset or member.
        """
        attribute = self.shown.sheet.family.attributes.get(rest[0])
        found = self.named(rest[0]) if attribute else ()
        values = tuple(
            value for value in (of_asset(self.shown, asset, rest[1:]) for asset in found) if value is not None
        )
        return one_or_many(attribute, values)

    def named(self, role: str) -> Iterable[Asset]:
        """Return the existing assets of a role."""
        ids = names_in(self.shown.value(f"assets.{role}", self.level).value)
        found = (self.shown.visible.reader.asset(id_) for id_ in ids)
        return [asset for asset in found if asset is not None]


class SkuValues(AttributeValues):
    """The lookup of paths for one SKU of a product, in one market and locale."""

    def __init__(self, offer: Offer) -> None:
        super().__init__(offer.shown, offer.sku)
        self.shown: VisibleProduct = offer.shown
        self.offer = offer
        self.sku = offer.sku

    def root(self, name: str, rest: Path) -> object:
        """Return the value of a reserved word such as `price`, or of the member in `rest`; None if there is none."""
        answer = _ROOTS.get(name)
        return answer(self, rest) if answer else super().root(name, rest)

    def product(self, rest: Path) -> object:
        """Return a member of the product: its key, family or axes; without a member name, the key."""
        product = self.shown.product
        return {"key": product.key, "family": product.family, "axes": product.axes}.get(rest[0] if rest else "key")

    def price(self, rest: Path) -> object:
        """Return a member of the price; without a member name, true. The result is None if there is no price."""
        price = self.offer.price
        if price is None or not rest:
            return True if price else None
        answers: Mapping[str, object] = {
            "amount": price.amount,
            "was": price.was,
            "currency": price.currency,
            "from": price.since,
            "period": (price.since, price.until) if price.since and price.until else None,
            "to": price.until,
            "tiers": tuple(f"{quantity}: {amount}" for quantity, amount in price.tiers),
        }
        return answers.get(rest[0])

    def stock(self, rest: Path) -> object:
        """Return a member of the stock; without a member name, the stock state."""
        stock = self.offer.stock
        quantity = None if stock.qty is None else Decimal(stock.qty)
        return {"state": stock.state, "qty": quantity, "date": stock.date}.get(rest[0]) if rest else stock.state

    def bundle(self, rest: Path) -> object:
        """Return a member of the bundle; without a member name, true. The result is None if the product is not a
        bundle.
        """
        parts = self.shown.product.bundle
        if not parts or not rest:
            return True if parts else None
        only = next(iter(parts.values())) if len(parts) == 1 else 1
        answers: Mapping[str, object] = {
            "kit": True if len(parts) > 1 else None,
            "multipack": Decimal(only) if only > 1 else None,
            "skus": tuple(parts),
        }
        return answers.get(rest[0])

    def market(self, rest: Path) -> object:
        """Return a member of the market; without a member name, its key."""
        audience = self.shown.visible.audience
        answers = {
            "key": audience.market,
            "country": audience.country,
            "currency": audience.currency,
            "zone": audience.zone,
        }
        return answers.get(rest[0] if rest else "key")

    def categories(self, rest: Path) -> object:
        """Return the keys of the product's categories; with a member name, the labels on the path to its main category.

        The labels begin at the top of the tree. The result is None if there are no categories.
        """
        product, reader = self.shown.product, self.shown.visible.reader
        if not rest:
            return product.categories or None
        line = reader.path_to(product.categories[0]) if product.categories else ()
        return tuple(label_in(found.label, self.shown.visible.chain, found.key) for found in line) or None

    def maps(self, rest: Path) -> object:
        """Return the code in a taxonomy: the code of the SKU or product, otherwise the code of the main category or of
        the nearest category above it; None if there is no code, or if the code is null.
        """
        return taxonomies.code(self.shown, rest[0], self.level)


class ProductValues(SkuValues):
    """The lookup of paths for a product as a whole: the values that apply to all its SKUs. Price and stock exist only
    for a SKU.
    """

    def __init__(self, shown: VisibleProduct) -> None:
        super().__init__(Offer(shown, shown.product.sku or ""))
        self.level = shown.product.sku


class RecordValues(AttributeValues):
    """The lookup of paths for one record in one locale."""

    def __init__(self, shown: VisibleRecord) -> None:
        super().__init__(shown)
        self.shown: VisibleRecord = shown

    def root(self, name: str, rest: Path) -> object:
        """Return the value of a reserved word such as `entity`, or of the member in `rest`; None if there is none."""
        record = self.shown.record
        if name in ("entity", "key"):
            return record.entity if name == "entity" else record.key
        return self.shown.value("slug").value if name == "slug" else super().root(name, rest)


class AssetValues:
    """The lookup of paths for one asset: the values of its sidecar, with texts in one chain of locales."""

    def __init__(self, reader: Reader, asset: Asset, chain: tuple[str, ...]) -> None:
        self.reader = reader
        self.asset = asset
        self.chain = chain

    def __call__(self, path: Path) -> object:
        """Return the value of a path; None if the sidecar has none."""
        answer = _ASSET_ROOTS.get(path[0])
        return answer(self, path[1:]) if answer else plain(getattr(self.asset, path[0]))

    def label(self, name: str) -> str | None:
        """Return a text of the sidecar in the first locale that has one; None if no locale has one."""
        return label_in(getattr(self.asset, name), self.chain, "") or None

    def creators(self, rest: Path) -> object:
        """Return the name of each creator, or the member that `rest` selects; None if there is none."""
        texts = (getattr(person, rest[0] if rest else "name") for person in self.asset.creator)
        return tuple(text for text in texts if text is not None) or None

    def copyright(self, rest: Path) -> object:
        """Return the copyright holder, or the member that `rest` selects; None if it is not set."""
        copyright_ = self.asset.copyright
        if copyright_ is None:
            return None
        if rest == ("notice",):
            return label_in(copyright_.notice, self.chain, "") or None
        return plain(getattr(copyright_, rest[0] if rest else "holder"))

    def rights(self, rest: Path) -> object:
        """Return the embargo or the expiry from the effective rights of the asset; None if it is not set.

        Without a member name, return true. Rights in the sidecar override those of the licence.
        """
        licence = self.reader.licence(self.asset.licence) if self.asset.licence else None
        return getattr(effective(self.asset, licence), rest[0]) if rest else True


def below(shown: Valued, attribute: Attribute, value: Any, rest: Path) -> object:
    """Return a value of an attribute, or the part of it that the path `rest` selects; None if there is no value."""
    if isinstance(value, tuple):
        return tuple(below(shown, attribute, member, rest) for member in value) or None
    if value is None:
        return None
    answer = _BELOW.get(attribute.type)
    return answer(shown, attribute, value, rest) if answer else value


def _measure(shown: Valued, attribute: Attribute, value: Any, rest: Path) -> object:
    if not isinstance(value, Measure):
        return None  # its unit family cannot be read
    if rest:
        return {"amount": value.amount, "unit": value.unit}.get(rest[0])
    units = shown.visible.reader.units(attribute.unit or "")
    return Quantity(value.amount, value.unit, units.scales if units else {value.unit: Scale()})


def _option(shown: Valued, attribute: Attribute, code: str, rest: Path) -> object:
    if not rest:
        return code
    option = shown.visible.reader.option(attribute.options or "", code)
    if rest[0] == "maps":
        return option.maps.get(rest[1]) if option else None
    if rest[0] == "swatch":
        return option.swatch if option else None
    return label_in(option.label if option else None, shown.visible.chain, code)


def _record(shown: Valued, attribute: Attribute, key: str, rest: Path) -> object:
    record = shown.visible.record(attribute.entity or "", key) if rest else None
    if not rest or record is None:
        return None if rest else key
    found = record.sheet.family.attributes.get(rest[0])
    return below(shown, found, record.value(found.code).value, rest[1:]) if found else None


def _table(_: Valued, __: Attribute, value: Mapping[str, Mapping[str, Any]], rest: Path) -> object:
    if not rest:
        return value
    row = value.get(rest[0])
    return row.get(rest[1]) if row is not None and len(rest) > 1 else row


def of_asset(shown: Valued, asset: Asset, rest: Path) -> object:
    """Return a member of an asset; without a member name, its id."""
    if not rest or rest[0] == "id":
        return asset.id
    if rest[0] in ("alt", "title"):
        return label_in(getattr(asset, rest[0]), shown.visible.chain, "") or None
    return plain(getattr(asset, rest[0]))


def plain(value: object) -> object:
    """Return a value in a type that expressions use: an integer as Decimal, an empty tuple as None."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return None if value == () else value


def one_or_many(attribute: Attribute | None, found: tuple[Any, ...]) -> object:
    """Return all values for an attribute with `many`, otherwise the first value; None if there are no values."""
    if attribute is not None and attribute.many:
        return found or None
    return found[0] if found else None


_BELOW: Mapping[str, Callable[[Valued, Attribute, Any, Path], object]] = {
    "measure": _measure,
    "select": _option,
    "record": _record,
    "price": lambda _, __, value, rest: value.get(rest[0]) if rest else value,
    "table": _table,
}

_ROOTS: Mapping[str, Callable[[SkuValues, Path], object]] = {
    "available_from": lambda row, _: row.offer.available_from,
    "available_until": lambda row, _: row.offer.available_until,
    "bundle": SkuValues.bundle,
    "categories": SkuValues.categories,
    "family": lambda row, _: row.shown.product.family,
    "key": lambda row, _: row.shown.key,
    "maps": SkuValues.maps,
    "market": SkuValues.market,
    "price": SkuValues.price,
    "product": SkuValues.product,
    "sku": lambda row, _: row.sku,
    "slug": lambda row, _: row.shown.slug(),
    "status": lambda row, _: row.offer.status,
    "stock": SkuValues.stock,
}

_ASSET_ROOTS: Mapping[str, Callable[[AssetValues, Path], object]] = {
    "alt": lambda asset, _: asset.label("alt"),
    "copyright": AssetValues.copyright,
    "creator": AssetValues.creators,
    "description": lambda asset, _: asset.label("description"),
    "rights": AssetValues.rights,
    "title": lambda asset, _: asset.label("title"),
}
