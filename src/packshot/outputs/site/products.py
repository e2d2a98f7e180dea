"""The views of a visible product on the site: its page, its cards, and the files that they show."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from packshot import formatting
from packshot.catalog import relations
from packshot.catalog.offer import Offer
from packshot.catalog.visibility import VisibleProduct
from packshot.catalog.visible_assets import VisibleAsset
from packshot.model.schema import Attribute
from packshot.outputs import addresses, category_paths
from packshot.outputs.site import frames, product_prices, texts
from packshot.outputs.site.product_files import ProductFiles

if TYPE_CHECKING:
    from packshot.outputs.site import product_shapes as shapes
    from packshot.outputs.site.frame_shapes import Alternate

SUMMARY = 160
SHOWN_ELSEWHERE = frozenset({"name", "description", "features", "brand", "gtin", "mpn"})
PROPERTIES = frozenset({"color", "size", "material", "pattern"})
"""Attribute codes that are properties of schema.org by the same name."""


class Page:
    """The builder of the views of one product: its page and its cards.

    `files.views` collects the views of the files that the page and the cards show.
    """

    def __init__(self, shown: VisibleProduct) -> None:
        self.shown = shown
        self.visible = shown.visible
        self.path = addresses.product(shown.visible.audience.market, shown.visible.audience.locale, shown.slug())
        self.files = ProductFiles(shown)
        self._offers = {sku: Offer(shown, sku) for sku in shown.skus}
        attributes = shown.sheet.family.attributes
        self.axes = [attributes[code] for code in shown.product.axes if code in attributes]

    def view(self, alternates: list[Alternate]) -> shapes.ProductView:
        """Return the view of the product page. `alternates` are its versions for all markets and languages."""
        shown, sku, line = self.shown, self.shown.product.sku, self._line()
        section = line[0] if line and line[0] in frames.roots(self.visible.reader) else ""
        price, price_from = product_prices.lowest(self._offers.values())
        return {
            "frame": frames.frame(self.visible, self.path, alternates, section),
            "key": shown.key,
            "title": shown.name(),
            "summary": self._summary(),
            "description": shown.text("description"),
            "brand": self._brand(),
            "badge": "",
            "breadcrumb": frames.breadcrumb(self.visible, line),
            "pictures": self.files.pictures(),
            "features": self._texts("features"),
            "price": price,
            "price_from": price_from,
            "availability": product_prices.availability(self._offers[sku]) if sku else None,
            "sku": sku or "",
            "gtin": shown.text("gtin", sku),
            "mpn": shown.text("mpn", sku),
            "properties": self._properties(),
            "axes": self._axes(),
            "variants": self._variants(),
            "groups": texts.groups(shown, self._elsewhere()),
            "parts": self._parts(),
            "downloads": list(self.files.downloads()),
            "notes": self._notes(),
            "related": self._related(),
        }

    def _line(self) -> list[str]:
        """Return the categories of the site from the top down to the main one."""
        reader = self.visible.reader
        return list(category_paths.main_line(reader, self.shown.product, frames.tree(reader)))

    def _summary(self) -> str:
        from packshot.outputs.plaintext import cut, one_line

        text = self.shown.text("description")
        end = text.find("\n\n", 4 * SUMMARY)  # the first paragraphs are enough: reading all of a long text is slow
        return cut(one_line(text if end < 0 else text[:end]), SUMMARY)

    def _texts(self, code: str) -> list[str]:
        attribute = self.shown.sheet.family.attributes.get(code)
        return texts.texts(self.visible, attribute, self.shown.value(code).value) if attribute else []

    def _notes(self) -> list[shapes.Note]:
        """Return the rich texts other than the description."""
        rich = [each for each in self.shown.attributes() if each.type == "rich" and each.code != "description"]
        notes = [(texts.label(self.visible, each), self.shown.text(each.code)) for each in rich]
        return [{"label": label, "text": text} for label, text in notes if text]

    def _brand(self) -> shapes.Brand | None:
        names = self._texts("brand")
        return {"name": names[0], "href": ""} if names else None

    def _properties(self) -> dict[str, str]:
        own = self.shown.sheet.family.attributes
        found = {code: texts.joined(self.shown, own[code]) for code in sorted(PROPERTIES & own.keys())}
        return {code: text for code, text in found.items() if text and code not in self.shown.product.axes}

    def _elsewhere(self) -> frozenset[str]:
        """Return the attributes that the page shows outside the table of attributes."""
        named = self.shown.sheet.family.name_from or "name"
        catalog = self.visible.reader.catalog()
        return SHOWN_ELSEWHERE | {named, catalog.tax_class if catalog else "", *self.shown.product.axes}

    def _ordered(self) -> list[str]:
        """Return the SKUs in the order of their options, axis by axis."""
        return sorted(self.shown.skus, key=lambda sku: [self._rank(axis, sku) for axis in self.axes])

    def _rank(self, axis: Attribute, sku: str) -> Fraction:
        """Return the position of a SKU on an axis: by the order of options or the size of numbers; first without a
        value.
        """
        value = self.shown.value(axis.code, sku).value
        if axis.options and isinstance(value, str):
            position = self.visible.reader.option_place(axis.options, value)
            return Fraction(-1 if position is None else position)
        size = getattr(value, "base", value)
        return Fraction(size) if isinstance(size, Fraction | Decimal) else Fraction(-1)

    def _axes(self) -> list[shapes.Axis]:
        """Return the axes of the SKUs, with the choices in their order."""
        return [self._axis(axis) for axis in self.axes]

    def _axis(self, axis: Attribute) -> shapes.Axis:
        first: dict[str, str] = {}
        for sku in sorted(self._ordered(), key=lambda sku: self._rank(axis, sku)):
            first.setdefault(texts.joined(self.shown, axis, sku), sku)
        values: list[shapes.AxisValue] = [
            {"label": label, "swatch": self._swatch(axis, sku), "href": addresses.on_page("", sku)}
            for label, sku in first.items()
            if label
        ]
        name = cast("shapes.SchemaProperty", axis.code if axis.code in PROPERTIES else "")
        return {"label": texts.label(self.visible, axis), "property": name, "values": values}

    def _swatches(self) -> list[shapes.Swatch]:
        """Return the colours of the product."""
        values = [value for axis in self._axes() for value in axis["values"]]
        return [{"label": value["label"], "color": value["swatch"]} for value in values if value["swatch"]]

    def _swatch(self, axis: Attribute, sku: str) -> str:
        value, reader = self.shown.value(axis.code, sku).value, self.visible.reader
        option = reader.option(axis.options, value) if axis.options and isinstance(value, str) else None
        return option.swatch if option and option.swatch and option.swatch.startswith("#") else ""

    def _variants(self) -> list[shapes.Variant]:
        """Return the SKUs of a product with axes; all of them with an image if one has an image that the product does
        not.
        """
        if not self.shown.product.variants:
            return []
        whole = [asset.asset.id for asset in self.files.image_assets()[:1]]
        first = {sku: self.files.image_assets(self._offers[sku])[:1] for sku in self._ordered()}
        are_pictured = any([asset.asset.id for asset in own] not in ([], whole) for own in first.values())
        return [
            self._variant(self._offers[sku], own[0] if own and are_pictured else None) for sku, own in first.items()
        ]

    def _variant(self, offer: Offer, image: VisibleAsset | None) -> shapes.Variant:
        swatches = (self._swatch(axis, offer.sku) for axis in self.axes)
        return {
            "sku": offer.sku,
            "anchor": addresses.anchor(offer.sku),
            "name": offer.name if offer.name != self.shown.name() else "",
            "values": [texts.joined(self.shown, axis, offer.sku) for axis in self.axes],
            "swatch": next(filter(None, swatches), ""),
            "picture": self.files.thumbnail(image) if image else None,
            "price": product_prices.price(offer),
            "availability": product_prices.availability(offer),
            "gtin": offer.text("gtin"),
            "mpn": offer.text("mpn"),
            "badge": "",
        }

    def card(self, sku: str | None = None) -> shapes.Card:
        """Return the card of the variant `sku`; the card of the product if `sku` is not a visible variant."""
        own = self._offers.get(sku or "") if sku in self.shown.product.variants else None
        price, price_from = (product_prices.price(own), False) if own else product_prices.lowest(self._offers.values())
        image, brand, page = self._card_image(own), self._brand(), self.files.href(self.path)
        return {
            "href": addresses.on_page(page, own.sku) if own else page,
            "title": own.name if own else self.shown.name(),
            "subtitle": brand["name"] if brand else "",
            "picture": self.files.thumbnail(image) if image else None,
            "price": price["text"] if price else "",
            "price_from": price_from,
            "was": price["was"] if price else "",
            "badge": "",
            "swatches": [] if own else self._swatches(),
        }

    def _card_image(self, offer: Offer | None) -> VisibleAsset | None:
        """Return the first image; that of any SKU for a product whose images are all on its variants."""
        images = self.files.image_assets(offer)
        others = (image for sku in self._ordered() for image in self.files.image_assets(self._offers[sku]))
        return images[0] if images else next(others, None)

    def _card(self, other: VisibleProduct, sku: str | None) -> shapes.Card:
        page = Page(other)
        card = page.card(sku)
        self.files.views |= page.files.views
        return card

    def _related(self) -> list[shapes.Related]:
        return [
            {
                "label": relations.label(self.visible.reader, code, self.visible.chain),
                "cards": [self._card(each.product, each.sku) for each in linked],
            }
            for code, linked in relations.related(self.shown).items()
        ]

    def _parts(self) -> list[shapes.Part]:
        locale = self.visible.audience.locale
        return [
            {
                "card": self._card(product, part.sku),
                "quantity": f"{formatting.number(Decimal(part.qty), locale)}\u00a0×",
            }
            for part, product in self.shown.parts()
        ]
