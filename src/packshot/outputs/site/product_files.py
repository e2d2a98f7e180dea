"""The images and documents of a product page, with the views of their files."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from packshot import formatting
from packshot.catalog.offer import Offer
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.catalog.visible_assets import VisibleAsset
from packshot.engine.types import View
from packshot.model.config import Preset
from packshot.model.labels import label_in
from packshot.outputs import addresses, images
from packshot.outputs.site import frames, texts

if TYPE_CHECKING:
    from packshot.outputs.site import product_shapes as shapes


class ProductFiles:
    """The images and documents of one product. `views` collects the views of the files that were used."""

    def __init__(self, shown: VisibleProduct) -> None:
        self.shown = shown
        self.visible = shown.visible
        self.views: dict[str, View] = {}
        self.base = frames.address(shown.visible.reader)[1]
        self.small, self.large = _presets(shown.visible)

    def image_assets(self, offer: Offer | None = None) -> list[VisibleAsset]:
        """Return the image assets of the product or SKU: the main image first, then the others in the order of the
        attributes.
        """
        first = (self.shown.sheet.family.image_from or "").removeprefix("assets.")
        roles = [each.code for each in self.shown.attributes() if each.type == "asset"]
        of = offer or self.shown
        found: dict[str, VisibleAsset] = {}
        for role in sorted(roles, key=lambda code: code != first):
            found |= {each.asset.id: each for each in of.assets(role) if images.is_image(each)}
        return list(found.values())

    def pictures(self) -> list[shapes.Picture]:
        """Return all images of the product in the large size."""
        return [picture for asset in self.image_assets() if (picture := self._picture(asset, self.large))]

    def thumbnail(self, asset: VisibleAsset) -> shapes.Picture | None:
        """Return an image in the small size; None if the asset is not an image or there are no presets."""
        return self._picture(asset, self.small)

    def _picture(self, asset: VisibleAsset, preset: Preset | None) -> shapes.Picture | None:
        picture = images.picture(self.visible, asset, preset) if preset else None
        if picture is None:
            return None
        for rendition in (size for form in picture.formats for size in form.sizes):
            self.views[rendition.path] = rendition.view(self.visible.audience.id)
        widest = self.href(picture.widest.path)
        return {
            "alt": picture.alt,
            "src": widest,
            "width": picture.widest.width,
            "height": picture.widest.height,
            "sources": [{"type": form.type, "srcset": self._srcset(form)} for form in picture.formats],
            "zoom": widest,
            "rights": _rights(self.visible, asset),
        }

    def _srcset(self, form: images.Format) -> str:
        return ", ".join(f"{self.href(size.path)} {size.width}w" for size in form.sizes)

    def href(self, path: str) -> str:
        """Return the link to an artifact."""
        return addresses.href(path, self.base)

    def downloads(self) -> Iterator[shapes.Download]:
        """Yield the documents of the product as downloads."""
        for attribute in self.shown.attributes():
            for asset in self.shown.assets(attribute.code) if attribute.type == "asset" else ():
                if file := images.file_of(asset, self.visible.audience.id):
                    self.views[file.path] = file
                    title = label_in(asset.asset.title, self.visible.chain, "")
                    yield {
                        "href": self.href(file.path),
                        "label": title or texts.label(self.visible, attribute),
                        "kind": asset.path.rpartition(".")[2].upper(),
                        "size": _size(asset.asset.bytes, self.visible.audience.locale),
                        "lang": "",
                    }


def _presets(visible: Visible) -> tuple[Preset | None, Preset | None]:
    """Return the presets of small and of large images: the narrowest and the widest preset."""
    found = [preset for name in visible.reader.presets() if (preset := visible.reader.preset(name))]
    found.sort(key=lambda preset: (preset.width or preset.height or 0, preset.key))
    return (found[0], found[-1]) if found else (None, None)


def _size(size: int, locale: str) -> str:
    """Return the size of a file for display: `1,2 MB`."""
    unit, share = ("MB", Decimal(1_000_000)) if size >= 100_000 else ("kB", Decimal(1000))
    return f"{formatting.number(Decimal(size) / share, locale, 1)}\u00a0{unit}"


def _rights(visible: Visible, shown: VisibleAsset) -> shapes.Rights | None:
    terms = images.terms_of(visible, shown).rights
    if not (terms.credit or terms.notice or terms.creators):
        return None
    creator = ", ".join(terms.creators)
    return {"credit": terms.credit, "notice": terms.notice, "creator": creator, "license": "", "acquire": ""}
