"""What the paths of a channel file find for one SKU and audience: the answers to the table in `paths`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from packshot.build.types import View
from packshot.expr import Path, Quantity
from packshot.formatting import currency_digits, rounded
from packshot.model.channel import Channel
from packshot.model.labels import label_in
from packshot.model.schema import Attribute
from packshot.model.values import Measure
from packshot.outputs import addresses, pictures, taxonomies
from packshot.source.visible import Shown, ShownAsset


class Row:
    """The lookup of one SKU. `media` gathers the renditions whose addresses were given out."""

    def __init__(self, shown: Shown, sku: str, channel: Channel, url: str) -> None:
        self.shown = shown
        self.sku = sku
        self.channel = channel
        self.origin, self.base = addresses.address(url)
        self.media: dict[str, View] = {}
        self._price = shown.price(sku)

    def __call__(self, path: Path) -> object:
        """The value of a path; None where nothing says one."""
        first = path[0]
        if first in self.shown.sheet.family.attributes:
            return self._attribute(self.shown.sheet.family.attributes[first], path[1:])
        answer = _ROOTS.get(first)
        return answer(self, path[1:]) if answer else None

    # Attributes

    def _attribute(self, attribute: Attribute, rest: Path) -> object:
        value = self.shown.value(attribute.code, self.sku).value
        return _below(self.shown, attribute, value, rest)

    # Roots

    def product(self, rest: Path) -> object:
        """The product: its key, family and axes."""
        product = self.shown.product
        return {"key": product.key, "family": product.family, "axes": product.axes}.get(rest[0] if rest else "key")

    def status(self, _: Path) -> object:
        """The life of the SKU."""
        variant = self.shown.product.variants.get(self.sku)
        return (variant.status if variant else None) or self.shown.product.status

    def moment(self, name: str) -> object:
        """When it may be seen."""
        variant = self.shown.product.variants.get(self.sku)
        return (getattr(variant, name) if variant else None) or getattr(self.shown.product, name)

    def price(self, rest: Path) -> object:
        """The price: true where there is one."""
        price = self._price
        if price is None or not rest:
            return True if price else None
        digits = currency_digits(price.currency)
        answers: Mapping[str, object] = {
            "amount": rounded(price.amount, digits),
            "was": None if price.was is None else rounded(price.was, digits),
            "currency": price.currency,
            "from": price.since,
            "to": price.until,
            "tiers": tuple(f"{quantity}: {amount}" for quantity, amount in price.tiers),
        }
        return answers.get(rest[0])

    def stock(self, rest: Path) -> object:
        """Whether it can be had."""
        stock = self.shown.stock(self.sku)
        quantity = None if stock.qty is None else Decimal(stock.qty)
        return {"state": stock.state, "qty": quantity, "date": stock.date}.get(rest[0]) if rest else stock.state

    def market(self, rest: Path) -> object:
        """The market."""
        audience = self.shown.visible.audience
        answers = {
            "key": audience.market,
            "country": audience.country,
            "currency": audience.currency,
            "zone": audience.zone,
        }
        return answers.get(rest[0] if rest else "key")

    def link(self, _: Path) -> object:
        """The address of the SKU on the site."""
        audience = self.shown.visible.audience
        page = addresses.href(addresses.product(audience.market, audience.locale, self.shown.slug()), self.base)
        fragment = f"#{addresses.anchor(self.sku)}" if self.shown.product.variants else ""
        return addresses.absolute(self.origin, page + fragment)

    def categories(self, rest: Path) -> object:
        """The keys of its categories, or the labels from the top of the tree down to the main one."""
        product, reader = self.shown.product, self.shown.visible.reader
        if not rest:
            return product.categories or None
        line = reader.path_to(product.categories[0]) if product.categories else ()
        return tuple(reader.label(found.label, self.shown.visible.chain, found.key) for found in line) or None

    def maps(self, rest: Path) -> object:
        """A taxonomy code: its own, else that of its main category."""
        return taxonomies.code(self.shown, rest[0], self.sku)

    def assets(self, rest: Path) -> object:
        """The asset of a role that may be seen, or what is said of it."""
        attribute = self.shown.sheet.family.attributes.get(rest[0])
        seen = self.shown.assets(rest[0], self.sku) if attribute else []
        said = tuple(text for text in (_of_asset(self.shown, asset, rest[1:]) for asset in seen) if text)
        return _one_or_many(attribute, said)

    def image(self, rest: Path) -> object:
        """The address of a rendition: `image.<preset>.<format>.assets.<role>`."""
        preset = self.shown.visible.reader.preset(rest[0])
        attribute = self.shown.sheet.family.attributes.get(rest[3])
        if preset is None or attribute is None:
            return None
        wanted = preset.model_copy(update={"formats": (rest[1],)})
        made = [pictures.picture(self.shown.visible, asset, wanted) for asset in self.shown.assets(rest[3], self.sku)]
        return _one_or_many(attribute, tuple(self._address(picture) for picture in made if picture))

    def _address(self, picture: pictures.Picture) -> str:
        self.media[picture.widest.path] = picture.widest.view()
        return addresses.absolute(self.origin, addresses.href(picture.widest.path, self.base))


def _below(shown: Shown, attribute: Attribute, value: Any, rest: Path) -> object:
    """A value of an attribute, or what hangs below it."""
    if isinstance(value, tuple):
        return tuple(_below(shown, attribute, member, rest) for member in value) or None
    if value is None:
        return None
    answer = _BELOW.get(attribute.type)
    return answer(shown, attribute, value, rest) if answer else value


def _measure(shown: Shown, attribute: Attribute, value: Any, rest: Path) -> object:
    if not isinstance(value, Measure):
        return None  # its unit family cannot be read
    if rest:
        return {"amount": value.amount, "unit": value.unit}.get(rest[0])
    units = shown.visible.reader.units(attribute.unit or "")
    return Quantity(value.amount, value.unit, units.factors if units else {value.unit: Decimal(1)})


def _option(shown: Shown, attribute: Attribute, code: str, rest: Path) -> object:
    if not rest:
        return code
    option = shown.visible.reader.option(attribute.options or "", code)
    if rest[0] == "maps":
        return option.maps.get(rest[1]) if option else None
    if rest[0] == "swatch":
        return option.swatch if option else None
    return shown.visible.reader.label(option.label if option else None, shown.visible.chain, code)


def _record(shown: Shown, attribute: Attribute, key: str, rest: Path) -> object:
    record = shown.visible.record(attribute.entity or "", key) if rest else None
    if not rest or record is None:
        return None if rest else key
    found = record.sheet.family.attributes.get(rest[0])
    return _below(shown, found, record.value(found.code).value, rest[1:]) if found else None


def _price(_: Shown, __: Attribute, value: Mapping[str, Decimal], rest: Path) -> object:
    return value.get(rest[0]) if rest else value


def _table(_: Shown, __: Attribute, value: Mapping[str, Mapping[str, Any]], rest: Path) -> object:
    if not rest:
        return value
    row = value.get(rest[0])
    return row.get(rest[1]) if row is not None and len(rest) > 1 else row


def _of_asset(shown: Shown, asset: ShownAsset, rest: Path) -> str | None:
    noun, chain = asset.asset, shown.visible.chain
    if not rest or rest[0] == "id":
        return noun.id
    if rest[0] == "credit":
        return noun.credit
    label = noun.alt if rest[0] == "alt" else noun.title
    return label_in(label, chain, "") or None


def _one_or_many(attribute: Attribute | None, found: tuple[str, ...]) -> object:
    if attribute is not None and attribute.many:
        return found or None
    return found[0] if found else None


_BELOW: Mapping[str, Callable[[Shown, Attribute, Any, Path], object]] = {
    "measure": _measure,
    "select": _option,
    "record": _record,
    "price": _price,
    "table": _table,
}

_ROOTS: Mapping[str, Callable[[Row, Path], object]] = {
    "available_from": lambda row, _: row.moment("available_from"),
    "available_until": lambda row, _: row.moment("available_until"),
    "assets": Row.assets,
    "categories": Row.categories,
    "channel": lambda row, rest: row.channel.scope if rest[:1] == ("scope",) else row.channel.key,
    "family": lambda row, _: row.shown.product.family,
    "image": Row.image,
    "key": lambda row, _: row.shown.key,
    "link": Row.link,
    "locale": lambda row, _: row.shown.visible.audience.locale,
    "maps": Row.maps,
    "market": Row.market,
    "price": Row.price,
    "product": Row.product,
    "sku": lambda row, _: row.sku,
    "slug": lambda row, _: row.shown.slug(),
    "status": Row.status,
    "stock": Row.stock,
}
