"""File formats of originals: asset kind, media type and extensions, and the format of a file name."""

from __future__ import annotations

from typing import NamedTuple


class FileFormat(NamedTuple):
    """A file format. `kind` is image, vector, pdf, video or model, or empty for HTML.

    packshot writes the first of `extensions`.
    """

    kind: str
    media_type: str
    extensions: tuple[str, ...]


FORMATS = {
    "jpeg": FileFormat("image", "image/jpeg", ("jpg", "jpeg")),
    "png": FileFormat("image", "image/png", ("png",)),
    "webp": FileFormat("image", "image/webp", ("webp",)),
    "tiff": FileFormat("image", "image/tiff", ("tif", "tiff")),
    "gif": FileFormat("image", "image/gif", ("gif",)),
    "avif": FileFormat("image", "image/avif", ("avif",)),
    "psd": FileFormat("image", "image/vnd.adobe.photoshop", ("psd",)),
    "heic": FileFormat("image", "image/heic", ("heic",)),
    "heif": FileFormat("image", "image/heif", ("heif",)),
    "ico": FileFormat("image", "image/vnd.microsoft.icon", ("ico",)),
    "jp2": FileFormat("image", "image/jp2", ("jp2",)),
    "jxl": FileFormat("image", "image/jxl", ("jxl",)),
    "bmp": FileFormat("image", "image/bmp", ("bmp",)),
    "eps": FileFormat("vector", "application/postscript", ("eps",)),
    "ai": FileFormat("vector", "application/postscript", ("ai",)),
    "svg": FileFormat("vector", "image/svg+xml", ("svg",)),
    "pdf": FileFormat("pdf", "application/pdf", ("pdf",)),
    "mp4": FileFormat("video", "video/mp4", ("mp4", "m4v")),
    "mov": FileFormat("video", "video/quicktime", ("mov",)),
    "webm": FileFormat("video", "video/webm", ("webm",)),
    "glb": FileFormat("model", "model/gltf-binary", ("glb",)),
    "gltf": FileFormat("model", "model/gltf+json", ("gltf",)),
    "usdz": FileFormat("model", "model/vnd.usdz+zip", ("usdz",)),
    "html": FileFormat("", "text/html", ("html", "htm")),
}

RENDERED = frozenset({"jpeg", "png", "webp", "tiff", "gif", "avif"})
"""Formats from which renditions are made. All others are published unchanged, or not at all."""

_BY_EXTENSION = {extension: name for name, each in FORMATS.items() for extension in each.extensions}


def format_of(path: str) -> str:
    """Return the format of a file by its extension; the lower-case extension if the format is unknown."""
    extension = path.rpartition(".")[2].lower()
    return _BY_EXTENSION.get(extension, extension)


def kind_of(path: str) -> str:
    """Return the asset kind of a file by its extension: image, vector, pdf, video or model; otherwise empty."""
    found = FORMATS.get(format_of(path))
    return found.kind if found else ""
