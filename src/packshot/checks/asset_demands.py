"""What an attribute demands of the assets that its values name: kind, format, pixels, bytes."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog.reader import Reader
from packshot.findings import Finding, Location, error
from packshot.model.asset import Asset
from packshot.model.file_formats import format_of, kind_of
from packshot.model.schema import Attribute


def unmet(reader: Reader, attribute: Attribute, id_: str, at: Location) -> Iterator[Finding]:
    """A finding for each demand that an asset does not meet, at the place that names it."""
    demands = (attribute.kinds, attribute.formats, attribute.min_width, attribute.min_height, attribute.max_bytes)
    path = reader.original(id_) if any(demands) else ""
    if not path:
        return
    yield from _format(attribute, id_, path, at)
    asset = reader.asset(id_)
    if asset is not None:
        yield from _size(attribute, asset, at)


def _format(attribute: Attribute, id_: str, path: str, at: Location) -> Iterator[Finding]:
    """Its kind and its file format, such as a PDF as main picture."""
    kind, kinds = kind_of(path), attribute.kinds
    fits = not kinds or kind in kinds or (kind == "vector" and "image" in kinds)
    if kind and not fits:
        what = f'"{id_}" is of kind {kind}, and {attribute.code} takes {", ".join(kinds)}.'
        yield error("wrong-asset", at, what, "Name another asset, or add the kind to the attribute's kinds.")
    found = format_of(path)
    if attribute.formats and found not in {format_of(f".{each}") for each in attribute.formats}:
        what = f'"{id_}" is a file of format {found}, and {attribute.code} takes {", ".join(attribute.formats)}.'
        yield error("wrong-asset", at, what, "Name an asset in one of these formats, or save the original in one.")


def _size(attribute: Attribute, asset: Asset, at: Location) -> Iterator[Finding]:
    """Its pixels, which drawings do not have, and its bytes."""
    sides = (("wide", asset.width, attribute.min_width), ("high", asset.height, attribute.min_height))
    for word, found, least in sides:
        if found is not None and least is not None and found < least:
            what = f'"{asset.id}" is {found:,} pixels {word}, and {attribute.code} takes {least:,} or more.'
            cure = "Name a larger picture, or put a larger original in its place; enlarging adds nothing."
            yield error("asset-too-small", at, what, cure)
    most = attribute.max_bytes
    if most is not None and asset.bytes > most:
        what = f'The original of "{asset.id}" has {asset.bytes:,} bytes, and {attribute.code} takes {most:,} at most.'
        yield error("asset-too-large", at, what, "Name a smaller file, or save the original with fewer bytes.")
