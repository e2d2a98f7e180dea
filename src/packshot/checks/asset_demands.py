"""Requirements of an attribute for the assets in its values: their kind, format, pixels and bytes."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog.reader import Reader
from packshot.findings import Finding, Location, report
from packshot.model.asset import Asset
from packshot.model.file_formats import RENDERED, format_of, kind_of
from packshot.model.schema import Attribute


def unmet(reader: Reader, attribute: Attribute, id_: str, at: Location) -> Iterator[Finding]:
    """Yield a finding for each requirement that an asset does not meet, at the location of the value that names the
    asset.
    """
    path = reader.original(id_)
    if not path:
        return
    yield from _format(attribute, id_, path, at)
    yield from _rendering(attribute, id_, path, at)
    asset = reader.asset(id_)
    if asset is not None:
        yield from _size(attribute, asset, at)


def _format(attribute: Attribute, id_: str, path: str, at: Location) -> Iterator[Finding]:
    """Yield findings about the kind and the file format of the asset, for example a PDF as the main image."""
    kind, kinds = kind_of(path), attribute.kinds
    fits = not kinds or kind in kinds or (kind == "vector" and "image" in kinds)
    if kind and not fits:
        yield report("wrong-asset", at, name=id_, attribute=attribute.code, kind=kind, known=kinds)
    found = format_of(path)
    if attribute.formats and found not in {format_of(f".{each}") for each in attribute.formats}:
        known = attribute.formats
        yield report("wrong-asset.format", at, name=id_, attribute=attribute.code, format=found, known=known)


def _rendering(attribute: Attribute, id_: str, path: str, at: Location) -> Iterator[Finding]:
    """Yield a finding about an image whose format has no renditions, if the attribute accepts images."""
    form, accepted = format_of(path), attribute.kinds or ("image",)
    if "image" in accepted and kind_of(path) in ("image", "vector") and form not in RENDERED:
        name, known = form.upper(), sorted(each.upper() for each in RENDERED)
        yield report("image-not-rendered", at, name=id_, attribute=attribute.code, format=name, known=known)


def _size(attribute: Attribute, asset: Asset, at: Location) -> Iterator[Finding]:
    """Yield findings about the bytes of the asset, and about its pixels unless it is a vector file."""
    sides = (("wide", asset.width, attribute.min_width), ("high", asset.height, attribute.min_height))
    code = attribute.code
    for side, found, limit in sides:
        if found is not None and limit is not None and found < limit:
            yield report("asset-too-small", at, name=asset.id, attribute=code, found=found, side=side, limit=limit)
    limit = attribute.max_bytes
    if limit is not None and asset.bytes > limit:
        yield report("asset-too-large", at, name=asset.id, attribute=code, found=asset.bytes, limit=limit)
