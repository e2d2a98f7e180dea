"""From a product that may be seen to its page, its cards and the pictures they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from packshot import formatting
from packshot.catalog import relations
from packshot.catalog.offers import Price
from packshot.catalog.visibility import Shown, ShownAsset, Visible
from packshot.engine.types import View
from packshot.model.config import Preset
from packshot.model.currencies import decimals_of
from packshot.model.schema import Attribute
from packshot.outputs import addresses, category_paths
from packshot.outputs import images as pictures
from packshot.outputs.site import frames, texts
from packshot.outputs.site.words import words

if TYPE_CHECKING:
    from packshot.outputs.site import shapes

SUMMARY = 160
SHOWN_ELSEWHERE = frozenset({"name", "description", "features", "brand", "gtin", "mpn"})
PROPERTIES = frozenset({"color", "size", "material", "pattern"})
"""Attribute codes that are properties of schema.org by the same name."""


class Page:
    """One product's page in the making; `media` gathers the views of the files it shows."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.visible = shown.visible
        self.locale = shown.visible.audience.locale
        self.words = words(self.locale, {})
        self.media: dict[str, View] = {}
        self.base = frames.address(shown.visible.reader)[1]
        self.small, self.large = presets(shown.visible)

    def view(self, alternates: list[shapes.Alternate]) -> shapes.ProductView:
        """Everything the page shows."""
        shown, line = self.shown, self._line()
        own = addresses.product(self.visible.audience.market, self.locale, shown.slug())
        section = line[0] if line and line[0] in frames.roots(self.visible.reader) else ""
        price, price_from = self.lowest()
        single = shown.product.sku
        return {
            "frame": frames.frame(self.visible, own, alternates, section),
            "key": shown.key,
            "title": shown.name(),
            "summary": self._summary(),
            "description": self._text("description"),
            "brand": self._brand(),
            "badge": "",
            "breadcrumb": frames.breadcrumb(self.visible, line),
            "pictures": self._pictures(),
            "features": self._features(),
            "price": price,
            "price_from": price_from,
            "availability": self.availability(single) if single else None,
            "sku": single or "",
            "gtin": self._text("gtin", single),
            "mpn": self._text("mpn", single),
            "properties": self._properties(),
            "axes": self._axes(),
            "variants": self._variants(),
            "groups": texts.groups(shown, self._elsewhere()),
            "parts": list(self._parts()),
            "downloads": list(self._downloads()),
            "notes": self._notes(),
            "related": list(self._related()),
        }

    # Text

    def _line(self) -> list[str]:
        """The categories of the site from the top down to the main one."""
        reader = self.visible.reader
        return list(category_paths.main_line(reader, self.shown.product, frames.tree(reader)))

    def _text(self, code: str, sku: str | None = None) -> str:
        if code not in self.shown.sheet.family.attributes:
            return ""
        value = self.shown.value(code, sku).value
        return value if isinstance(value, str) else ""

    def _summary(self) -> str:
        from packshot.outputs.plaintext import cut, strip_html

        plain = " ".join(strip_html(_opening(self._text("description"))).split())
        return cut(plain, SUMMARY)

    def _features(self) -> list[str]:
        attribute = self.shown.sheet.family.attributes.get("features")
        return texts.texts(self.visible, attribute, self.shown.value("features").value) if attribute else []

    def _notes(self) -> list[shapes.Note]:
        """Rich texts other than the description."""
        rich = [each for each in self.shown.attributes() if each.type == "rich" and each.code != "description"]
        held = [(texts.label(self.visible, each), self._text(each.code)) for each in rich]
        return [{"label": label, "text": text} for label, text in held if text]

    def _brand(self) -> shapes.Brand | None:
        attribute = self.shown.sheet.family.attributes.get("brand")
        names = texts.texts(self.visible, attribute, self.shown.value("brand").value) if attribute else []
        return {"name": names[0], "href": ""} if names else None

    def _properties(self) -> dict[str, str]:
        own = self.shown.sheet.family.attributes
        found = {code: self._values(own[code]) for code in sorted(PROPERTIES & own.keys())}
        return {code: text for code, text in found.items() if text and code not in self.shown.product.axes}

    def _values(self, attribute: Attribute, sku: str | None = None) -> str:
        if attribute.type == "table":
            return ""
        return ", ".join(texts.texts(self.visible, attribute, self.shown.value(attribute.code, sku).value))

    def _elsewhere(self) -> frozenset[str]:
        """What the page shows outside the table of attributes."""
        named = self.shown.sheet.family.name_from or "name"
        catalog = self.visible.reader.catalog()
        return SHOWN_ELSEWHERE | {named, catalog.tax_class if catalog else ""} | frozenset(self.shown.product.axes)

    # Pictures and files

    def _pictures(self, sku: str | None = None) -> list[shapes.Picture]:
        """The picture that stands for it first, then the others in the order of the attributes."""
        return [made for asset in self._images(sku) if (made := self.picture(asset, self.large))]

    def _images(self, sku: str | None = None) -> list[ShownAsset]:
        first = (self.shown.sheet.family.image_from or "").removeprefix("assets.")
        roles = [each.code for each in self.shown.attributes() if each.type == "asset"]
        found: dict[str, ShownAsset] = {}
        for role in sorted(roles, key=lambda code: code != first):
            found |= {each.asset.id: each for each in self.shown.assets(role, sku) if pictures.is_image(each)}
        return list(found.values())

    def picture(self, asset: ShownAsset, preset: Preset | None) -> shapes.Picture | None:
        """A picture in the renditions of a preset."""
        made = pictures.picture(self.visible, asset, preset) if preset else None
        if made is None:
            return None
        for rendition in (size for form in made.formats for size in form.sizes):
            self.media[rendition.path] = rendition.view()
        widest = made.widest
        return {
            "alt": made.alt,
            "src": self._href(widest.path),
            "width": widest.width,
            "height": widest.height,
            "sources": [{"type": form.type, "srcset": self._srcset(form)} for form in made.formats],
            "zoom": self._href(widest.path),
            "rights": _rights(self.visible, asset),
        }

    def _srcset(self, form: pictures.Format) -> str:
        return ", ".join(f"{self._href(size.path)} {size.width}w" for size in form.sizes)

    def _href(self, path: str) -> str:
        return addresses.href(path, self.base)

    def _downloads(self) -> Iterator[shapes.Download]:
        for attribute in self.shown.attributes():
            for asset in self.shown.assets(attribute.code) if attribute.type == "asset" else ():
                file = pictures.file_of(asset)
                if file:
                    self.media[file.path] = file
                    yield self._download(attribute, asset, file)

    def _download(self, attribute: Attribute, asset: ShownAsset, file: View) -> shapes.Download:
        from packshot.model.labels import label_in

        title = label_in(asset.asset.title, self.visible.chain, "")
        return {
            "href": self._href(file.path),
            "label": title or texts.label(self.visible, attribute),
            "kind": asset.path.rpartition(".")[2].upper(),
            "size": size_text(asset.asset.bytes, self.locale),
            "lang": "",
        }

    # Price and stock

    def price(self, sku: str) -> shapes.Price | None:
        """The price of a SKU for people and machines."""
        price = self.shown.price(sku)
        return self._price(price) if price else None

    def _price(self, price: Price) -> shapes.Price:
        digits = decimals_of(price.currency)
        zone = self.visible.audience.zone
        return {
            "text": self.money(price.amount, price.currency),
            "amount": formatting.decimal(price.amount, digits),
            "currency": price.currency,
            "was": self.money(price.was, price.currency) if price.was is not None else "",
            "was_amount": formatting.decimal(price.was, digits) if price.was is not None else "",
            "until": formatting.last_day(price.until, zone) if price.until and price.was is not None else "",
            "tax_included": price.tax == "included",
            "note": self._tax_note(price),
            "tiers": [self._tier(quantity, amount, price.currency) for quantity, amount in price.tiers],
        }

    def _tier(self, quantity: int, amount: Decimal, currency: str) -> shapes.Tier:
        exact = formatting.decimal(amount, decimals_of(currency))
        return {"quantity": quantity, "text": self.money(amount, currency), "amount": exact}

    def money(self, amount: Decimal, currency: str) -> str:
        """Money as people of this locale write it."""
        return formatting.price(amount, currency, self.locale)

    def _tax_note(self, price: Price) -> str:
        if price.rate is None:
            return ""
        rate = f"{formatting.number(formatting.shortest(price.rate), self.locale)}\u00a0%"
        return self.words[f"tax_{price.tax}"].replace("{n}", rate)

    def lowest(self) -> tuple[shapes.Price | None, bool]:
        """The lowest price of the SKUs, and whether others cost more."""
        held = [price for sku in self.shown.skus if (price := self.shown.price(sku))]
        if not held:
            return None, False
        return self._price(min(held, key=lambda price: price.amount)), len({price.amount for price in held}) > 1

    def availability(self, sku: str) -> shapes.Availability:
        """Whether a SKU can be had."""
        stock = self.shown.stock(sku)
        label = self.words[stock.state]
        if stock.date and stock.state in ("preorder", "backorder"):
            label = f"{label} · {formatting.day(stock.date, self.locale, 'medium')}"
        code = cast("shapes.AvailabilityCode", stock.state)
        return {"code": code, "label": label, "date": stock.date.isoformat() if stock.date else ""}

    # Variants

    def _ordered(self) -> list[str]:
        """The SKUs in the order of their options, axis by axis."""
        own = self.shown.sheet.family.attributes
        axes = [own[code] for code in self.shown.product.axes if code in own]
        return sorted(self.shown.skus, key=lambda sku: [self._rank(axis, sku) for axis in axes])

    def _rank(self, axis: Attribute, sku: str) -> Fraction:
        """Where a SKU stands on an axis: by the order of options or the size of numbers; one without a value first."""
        value = self.shown.value(axis.code, sku).value
        if axis.options and isinstance(value, str):
            place = self.visible.reader.option_place(axis.options, value)
            return Fraction(-1 if place is None else place)
        size = getattr(value, "base", value)
        return Fraction(size) if isinstance(size, Fraction | Decimal) else Fraction(-1)

    def _axes(self) -> list[shapes.Axis]:
        own = self.shown.sheet.family.attributes
        return [self._axis(own[code]) for code in self.shown.product.axes if code in own]

    def _axis(self, axis: Attribute) -> shapes.Axis:
        first: dict[str, str] = {}
        for sku in sorted(self._ordered(), key=lambda sku: self._rank(axis, sku)):
            first.setdefault(self._values(axis, sku), sku)
        name = axis.code if axis.code in PROPERTIES else ""
        values: list[shapes.AxisValue] = [
            {"label": label, "swatch": self._swatch(axis, sku), "href": f"#{addresses.anchor(sku)}"}
            for label, sku in first.items()
            if label
        ]
        return {
            "label": texts.label(self.visible, axis),
            "property": cast("shapes.SchemaProperty", name),
            "values": values,
        }

    def _swatch(self, axis: Attribute, sku: str) -> str:
        value = self.shown.value(axis.code, sku).value
        option = self.visible.reader.option(axis.options, value) if axis.options and isinstance(value, str) else None
        return option.swatch if option and option.swatch and option.swatch.startswith("#") else ""

    def _variants(self) -> list[shapes.Variant]:
        """The SKUs of a product with axes; all of them with a picture where one has a picture of its own."""
        if not self.shown.product.variants:
            return []
        whole = [asset.asset.id for asset in self._images()[:1]]
        first = {sku: self._images(sku)[:1] for sku in self._ordered()}
        are_pictured = any([asset.asset.id for asset in own] not in ([], whole) for own in first.values())
        return [self._variant(sku, own[0] if own and are_pictured else None) for sku, own in first.items()]

    def _variant(self, sku: str, image: ShownAsset | None) -> shapes.Variant:
        own = self.shown.sheet.family.attributes
        axes = [own[code] for code in self.shown.product.axes if code in own]
        swatches = [swatch for axis in axes if (swatch := self._swatch(axis, sku))]
        name = self.shown.name(sku)
        return {
            "sku": sku,
            "anchor": addresses.anchor(sku),
            "name": name if name != self.shown.name() else "",
            "values": [self._values(axis, sku) for axis in axes],
            "swatch": swatches[0] if swatches else "",
            "picture": self.picture(image, self.small) if image else None,
            "price": self.price(sku),
            "availability": self.availability(sku),
            "gtin": self._text("gtin", sku),
            "mpn": self._text("mpn", sku),
            "badge": "",
        }

    # Cards

    def card(self, sku: str | None = None) -> shapes.Card:
        """The product in a listing, or one of its variants where a list names that."""
        own = sku if sku in self.shown.product.variants else None
        price, price_from = (self.price(own), False) if own else self.lowest()
        images, brand = self._images(own)[:1] or self._any_image(), self._brand()
        page = self._href(addresses.product(self.visible.audience.market, self.locale, self.shown.slug()))
        return {
            "href": f"{page}#{addresses.anchor(own)}" if own else page,
            "title": self.shown.name(own),
            "subtitle": brand["name"] if brand else "",
            "picture": self.picture(images[0], self.small) if images else None,
            "price": price["text"] if price else "",
            "price_from": price_from,
            "was": price["was"] if price else "",
            "badge": "",
            "swatches": [] if own else self._swatches(),
        }

    def _any_image(self) -> list[ShownAsset]:
        """The first picture of any SKU, for a product whose pictures all stand on its variants."""
        return next((images[:1] for sku in self._ordered() if (images := self._images(sku))), [])

    def _swatches(self) -> list[shapes.Swatch]:
        values = [value for axis in self._axes() for value in axis["values"]]
        return [{"label": value["label"], "color": value["swatch"]} for value in values if value["swatch"]]

    def _related(self) -> Iterator[shapes.Related]:
        for code, linked in relations.related(self.shown).items():
            label = relations.label(self.visible.reader, code, self.visible.chain)
            yield {"label": label, "cards": [self._card(each.product, each.sku) for each in linked]}

    def _card(self, other: Shown, sku: str | None) -> shapes.Card:
        page = Page(other)
        card = page.card(sku)
        self.media |= page.media
        return card

    def _parts(self) -> Iterator[shapes.Part]:
        for part, product in self.shown.parts():
            quantity = f"{formatting.number(Decimal(part.qty), self.locale)}\u00a0×"
            yield {"card": self._card(product, part.sku), "quantity": quantity}


def _opening(text: str) -> str:
    """The first paragraphs of a rich text, enough of them for a summary: reading all of a long one takes its time."""
    end = text.find("\n\n", 4 * SUMMARY)
    return text if end < 0 else text[:end]


def presets(visible: Visible) -> tuple[Preset | None, Preset | None]:
    """The presets of small and of large pictures: the narrowest and the widest that there are."""
    found = [preset for name in visible.reader.presets() if (preset := visible.reader.preset(name))]
    ordered: Sequence[Preset] = sorted(found, key=lambda preset: (preset.width or preset.height or 0, preset.key))
    return (ordered[0], ordered[-1]) if ordered else (None, None)


def size_text(size: int, locale: str) -> str:
    """The size of a file for people: `1,2 MB`."""
    unit, share = ("MB", Decimal(1_000_000)) if size >= 100_000 else ("kB", Decimal(1000))
    return f"{formatting.number(Decimal(size) / share, locale, 1)}\u00a0{unit}"


def _rights(visible: Visible, shown: ShownAsset) -> shapes.Rights | None:
    terms = pictures.terms_of(visible, shown).rights
    if not (terms.credit or terms.notice or terms.creators):
        return None
    creator = ", ".join(terms.creators)
    return {"credit": terms.credit, "notice": terms.notice, "creator": creator, "license": "", "acquire": ""}
