"""The files of visible assets: renditions, with the rights that are written into them, and originals that are published
unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass

from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible
from packshot.catalog.visible_assets import VisibleAsset
from packshot.engine.types import Original, View
from packshot.model.asset import Asset, Box
from packshot.model.config import Preset
from packshot.model.file_formats import FORMATS, RENDERED, format_of
from packshot.model.labels import label_in
from packshot.outputs.renditions import copy
from packshot.outputs.renditions.layout import CENTRE
from packshot.outputs.renditions.rights import Rights
from packshot.outputs.renditions.spec import Master, Rendition, Terms, folder, srcset

FILES = frozenset({"pdf"})
"""Formats of originals that are published unchanged."""


@dataclass(frozen=True, slots=True)
class Format:
    """The renditions of an image in one file format: the size of the preset first, then smaller sizes."""

    type: str
    sizes: tuple[Rendition, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A visible image with its alt text and its renditions for a preset, the preferred format first."""

    shown: VisibleAsset
    alt: str
    formats: tuple[Format, ...]

    @property
    def widest(self) -> Rendition:
        """Return the largest rendition in the last format of the preset, which is the fallback for other formats."""
        return self.formats[-1].sizes[0]


def is_image(shown: VisibleAsset) -> bool:
    """Return whether the asset is an image from which renditions can be made."""
    return format_of(shown.path) in RENDERED and bool(shown.asset.width and shown.asset.height)


def picture(visible: Visible, shown: VisibleAsset, preset: Preset) -> Picture | None:
    """Return the asset in all formats of a preset; None if the asset is not an image."""
    if not is_image(shown):
        return None
    key = ("picture", shown.asset.id, shown.until, preset.key, preset.formats)
    formats = visible.reader.remembered(key, lambda inner: _formats(inner, visible, shown, preset))
    return Picture(shown, alt_of(visible, shown.asset), formats)


def _formats(inner: Reader, visible: Visible, shown: VisibleAsset, preset: Preset) -> tuple[Format, ...]:
    """Return the renditions, which are the same for every audience that may see the asset until the same timestamp."""
    inner.asset(shown.asset.id)
    inner.preset(preset.key)
    inner.original(shown.asset.id)
    terms, source = terms_of(Visible(inner, visible.audience), shown), master(shown, preset)
    srcsets = (srcset(source, preset, form, terms) for form in preset.formats)
    return tuple(Format(sizes[0].type, sizes) for sizes in srcsets)


def master(shown: VisibleAsset, preset: Preset) -> Master:
    """Return the data of the asset that renditions need: the original, its size, the manual crop for the preset or for
    the ratio of the preset, if any, and the focal point, which is the centre by default.
    """
    asset = shown.asset
    box, point = _crop(asset, preset), asset.focal_point
    crop = None if box is None else (float(box.x), float(box.y), float(box.w), float(box.h))
    focus = (float(point.x), float(point.y)) if point else CENTRE
    return Master(original_of(shown), (asset.width or 1, asset.height or 1), crop, focus)


def _crop(asset: Asset, preset: Preset) -> Box | None:
    """Return the crop made for the preset, else the one for its ratio (`"1:1"`)."""
    if preset.key in asset.crops or not (preset.width and preset.height):
        return asset.crops.get(preset.key)
    for name, box in asset.crops.items():
        across, _, down = name.partition(":")
        is_ratio = name.isascii() and across.isdigit() and down.isdigit()
        if is_ratio and int(across) * preset.height == int(down) * preset.width:
            return box
    return None


def original_of(shown: VisibleAsset) -> Original:
    """Return the original as an input of a view."""
    return Original(shown.asset.id, shown.asset.sha256, shown.path)


def terms_of(visible: Visible, shown: VisibleAsset) -> Terms:
    """Return the rights that are written into a rendition, and the timestamp at which the asset expires.

    Texts are in the source locale.
    """
    asset = shown.asset
    notice = asset.copyright.notice if asset.copyright else None
    rights = Rights(
        creators=tuple(person.name for person in asset.creator),
        credit=asset.credit or "",
        notice=label_in(notice, (visible.reader.source(),), "") if notice else "",
        source=asset.source or "",
    )
    return Terms(rights, shown.until)


def alt_of(visible: Visible, asset: Asset) -> str:
    """Return the alt text in the locale of the audience, or in the next locale of its fallback chain; empty for
    decorative images and for images without an alt text.
    """
    return "" if asset.decorative or asset.alt is None else label_in(asset.alt, visible.chain, "")


def file_of(shown: VisibleAsset, audience: str) -> View | None:
    """Return the view that publishes the original unchanged for an audience; None if the format of the asset is not
    published unchanged.
    """
    form = format_of(shown.path)
    if form not in FILES:
        return None
    _, media_type, (extension, *_) = FORMATS[form]
    name = shown.asset.sha256[:32]
    path = f"{folder(shown.until)}/{name[:2]}/{name}.{extension}"
    return View(path, copy.OUTPUT.name, {}, media_type, audience, shown.until, originals=(original_of(shown),))
