"""From an asset that may be seen to the renditions that show it, with what must be said of its owner."""

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
"""Formats of originals that are published as they are."""


@dataclass(frozen=True, slots=True)
class Format:
    """A picture in one file format: the preset's own size first, then smaller ones."""

    type: str
    sizes: tuple[Rendition, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a preset shows it, best format first."""

    shown: VisibleAsset
    alt: str
    formats: tuple[Format, ...]

    @property
    def widest(self) -> Rendition:
        """The rendition that everybody can read: the last format's largest."""
        return self.formats[-1].sizes[0]


def is_image(shown: VisibleAsset) -> bool:
    """Whether the asset is a picture of which renditions can be made."""
    return format_of(shown.path) in RENDERED and bool(shown.asset.width and shown.asset.height)


def picture(visible: Visible, shown: VisibleAsset, preset: Preset) -> Picture | None:
    """The asset in all formats of a preset; None when it is no picture."""
    if not is_image(shown):
        return None
    key = ("picture", shown.asset.id, shown.until, preset.key, preset.formats)
    formats = visible.reader.remembered(key, lambda inner: _formats(inner, visible, shown, preset))
    return Picture(shown, alt_of(visible, shown.asset), formats)


def _formats(inner: Reader, visible: Visible, shown: VisibleAsset, preset: Preset) -> tuple[Format, ...]:
    """The renditions are the same for every audience that may see the asset until the same instant."""
    inner.asset(shown.asset.id)
    inner.preset(preset.key)
    inner.original(shown.asset.id)
    terms, source = terms_of(Visible(inner, visible.audience), shown), master(shown, preset)
    srcsets = (srcset(source, preset, form, terms) for form in preset.formats)
    return tuple(Format(sizes[0].type, sizes) for sizes in srcsets)


def master(shown: VisibleAsset, preset: Preset) -> Master:
    """What renditions need of the asset: size, hand-made crop for the preset, focal point."""
    asset = shown.asset
    box, point = _crop(asset, preset), asset.focal_point
    crop = None if box is None else (float(box.x), float(box.y), float(box.w), float(box.h))
    focus = (float(point.x), float(point.y)) if point else CENTRE
    return Master(original_of(shown), (asset.width or 1, asset.height or 1), crop, focus)


def _crop(asset: Asset, preset: Preset) -> Box | None:
    """The crop made for the preset, else the one for its ratio (`"1:1"`)."""
    if preset.key in asset.crops or not (preset.width and preset.height):
        return asset.crops.get(preset.key)
    for name, box in asset.crops.items():
        across, _, down = name.partition(":")
        is_ratio = name.isascii() and across.isdigit() and down.isdigit()
        if is_ratio and int(across) * preset.height == int(down) * preset.width:
            return box
    return None


def original_of(shown: VisibleAsset) -> Original:
    """The original as an input of a view."""
    return Original(shown.asset.id, shown.asset.sha256, shown.path)


def terms_of(visible: Visible, shown: VisibleAsset) -> Terms:
    """What a rendition says of its owner, and when its licence ends. One text for all locales: the catalogue's own."""
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
    """The alt text in the audience's locale, or the nearest of its chain; empty for what is decorative."""
    return "" if asset.decorative or asset.alt is None else label_in(asset.alt, visible.chain, "")


def file_of(shown: VisibleAsset) -> View | None:
    """The asset as a file of its own; None when its kind is not published so."""
    form = format_of(shown.path)
    if form not in FILES:
        return None
    _, media_type, (extension, *_) = FORMATS[form]
    name = shown.asset.sha256[:32]
    path = f"{folder(shown.until)}/{name[:2]}/{name}.{extension}"
    return View(path, copy.OUTPUT.name, {}, media_type, expires=shown.until, originals=(original_of(shown),))
