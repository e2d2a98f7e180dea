"""The lookup of the paths in a channel file for one SKU and audience: attributes and reserved words such as `link`."""

from __future__ import annotations

from collections.abc import Iterable

from packshot.catalog.offer import Offer
from packshot.engine.types import View
from packshot.expr import Failure, Path
from packshot.findings import parameters
from packshot.model.asset import Asset
from packshot.model.channel import Channel
from packshot.model.file_formats import format_of
from packshot.outputs import addresses, images, product_pages
from packshot.rules.lookup import SkuValues, one_or_many


class Row(SkuValues):
    """The lookup of paths for one SKU. `media` collects the views of the renditions whose addresses were returned."""

    def __init__(self, offer: Offer, channel: Channel, url: str) -> None:
        super().__init__(offer)
        self.channel = channel
        self.url = url
        self.origin, self.base = addresses.address(url)
        self.media: dict[str, View] = {}

    def root(self, name: str, rest: Path) -> object:
        """Return the value of a path that begins with a reserved word, such as `link` or `image`."""
        if name == "link":
            return product_pages.of_offer(self.offer, self.url)
        if name == "image":
            return self.image(rest)
        if name == "channel":
            return self.channel.scope if rest[:1] == ("scope",) else self.channel.key
        return super().root(name, rest)

    def named(self, role: str) -> Iterable[Asset]:
        """Return the visible assets of a role."""
        return [seen.asset for seen in self.offer.assets(role)]

    def image(self, rest: Path) -> object:
        """Return the address of the rendition at the path `image.<preset>.<format>.assets.<role>`.

        Return all addresses for an attribute with `many`; None if the preset or the role is unknown, or if the role has
        no visible asset; a `Failure` if none of the assets is an image from which renditions can be made.
        """
        preset = self.shown.visible.reader.preset(rest[0])
        attribute = self.shown.sheet.family.attributes.get(rest[3])
        if preset is None or attribute is None:
            return None
        preset = preset.model_copy(update={"formats": (rest[1],)})
        assets = self.offer.assets(rest[3])
        made = [picture for asset in assets if (picture := images.picture(self.shown.visible, asset, preset))]
        if assets and not made:
            first, form = assets[0].asset.id, format_of(assets[0].path).upper()
            return Failure("field-value.image-format", parameters({"value": first, "format": form}))
        return one_or_many(attribute, tuple(map(self._address, made)))

    def _address(self, picture: images.Picture) -> str:
        self.media[picture.widest.path] = picture.widest.view(self.shown.visible.audience.id)
        return addresses.absolute(self.origin, addresses.href(picture.widest.path, self.base))
