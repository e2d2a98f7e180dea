"""Safe opening of untrusted images.

The format is detected by magic bytes, limits are checked before decoding, and every failure raises the same exception.
All code that reads pixels uses `opened`; no other code may call Pillow on the bytes of a repository.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

from packshot.findings import Finding, Location, report

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

HEAD = 64
"""Bytes at the beginning of a file that determine its format."""

MAX_BYTES = 256 * 1024 * 1024
"""An image file larger than this is not opened."""

MAX_PIXELS = 64_000_000
"""Limit for images that must be decoded whole: 256 MB of memory at 4 bytes a pixel."""

MAX_PIXELS_SCALED = 120_000_000
"""Limit for baseline JPEG, which can be decoded at a fraction of its size, line by line."""

MAX_SCANS = 100
"""A progressive JPEG has about ten scans; thousands would be a denial-of-service attack."""

_SIGNS = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}
_AVIF = {b"avif", b"avis"}

_PLUGINS = {
    "jpeg": ("JpegImagePlugin", "JpegImageFile"),
    "png": ("PngImagePlugin", "PngImageFile"),
    "webp": ("WebPImagePlugin", "WebPImageFile"),
    "tiff": ("TiffImagePlugin", "TiffImageFile"),
    "gif": ("GifImagePlugin", "GifImageFile"),
    "avif": ("AvifImagePlugin", "AvifImageFile"),
}


class UnfitPictureError(Exception):
    """Raised for an original that is invalid or exceeds a limit; contains the id of a message and its parameters."""

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message)
        self.message, self.params = message, params

    def finding(self, at: Location) -> Finding:
        """Return this error as a finding at the location of the original."""
        return report(self.message, at, **self.params)


def raster_format(head: bytes) -> str | None:
    """Return the image format of a file, given its first `HEAD` bytes; None if no renditions are made from the format.

    File names are ignored.
    """
    for sign, found in _SIGNS.items():
        if head.startswith(sign):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return "avif" if head[4:8] == b"ftyp" and _AVIF & {head[place : place + 4] for place in range(8, 40, 4)} else None


@contextmanager
def opened(source: bytes | BinaryIO) -> Iterator[ImageFile]:
    """Open an image whose size is within the limits; pixels are decoded when the caller requests them.

    Every exception, on opening or inside the `with` block, is raised as `UnfitPictureError`.
    """
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    with _one_failure(), _header(file) as image:
        _check_pixels(image)
        yield image


@contextmanager
def _one_failure() -> Iterator[None]:
    from PIL.Image import DecompressionBombError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow repairs the problem, or it is refused here
        try:
            yield
        except UnfitPictureError:
            raise
        except DecompressionBombError as problem:
            raise UnfitPictureError("original-too-large", reason=_line(problem)) from problem
        except Exception as problem:  # broken files make Pillow raise a dozen unrelated types, struct.error among them
            raise UnfitPictureError("original-broken", reason=_line(problem), type=type(problem).__name__) from problem


def _line(problem: Exception) -> str:
    """Return the message of Pillow as one line."""
    return " ".join(str(problem).split()).rstrip(".")


def _header(file: BinaryIO) -> ImageFile:
    """Open the image by the class of its format: Pillow tries no other decoder (that of EPS would start a program)."""
    head = file.read(HEAD)
    _check_bytes(file, head)
    file.seek(0)
    plugin = _PLUGINS.get(raster_format(head) or "")
    if plugin is None:
        raise UnfitPictureError("original-unknown.image", known=list(_PLUGINS))
    module, name = plugin
    image: ImageFile = getattr(import_module(f"PIL.{module}"), name)(file)
    return image


def _check_bytes(file: BinaryIO, head: bytes) -> None:
    size = file.seek(0, io.SEEK_END)
    if size > MAX_BYTES:
        raise UnfitPictureError("original-too-large.bytes", bytes=size, limit=MAX_BYTES)
    if head[12:16] == b"VP8X":  # its decoder allocates the whole canvas on opening
        low_w, high_w, low_h, high_h = struct.unpack("<HBHB", head[24:30])
        _check_area(1 + low_w + (high_w << 16), 1 + low_h + (high_h << 16), MAX_PIXELS)


def _check_pixels(image: ImageFile) -> None:
    _check_area(*image.size, MAX_PIXELS_SCALED if is_scalable(image) else MAX_PIXELS)
    if image.format == "JPEG" and _scans(image) > MAX_SCANS:
        raise UnfitPictureError("original-too-large.scans", limit=MAX_SCANS)


def is_scalable(image: ImageFile) -> bool:
    """Return whether the image can be decoded at 1/2, 1/4 or 1/8 of its size, without the full size in memory."""
    return image.format == "JPEG" and not image.info.get("progressive")


def _scans(image: ImageFile) -> int:
    if not image.info.get("progressive") or image.fp is None:
        return 1
    place = image.fp.tell()
    image.fp.seek(0)
    count = image.fp.read(MAX_BYTES).count(b"\xff\xda")
    image.fp.seek(place)
    return count


def _check_area(width: int, height: int, most: int) -> None:
    if width * height > most:
        limit = most // 1_000_000
        raise UnfitPictureError("original-too-large.pixels", width=width, height=height, limit=limit)


def orientation(image: ImageFile) -> int:
    """Return the EXIF orientation, 1 to 8; 1 if it is absent, unreadable or out of range. Only the header is read."""
    from PIL import Image

    try:
        value = Image.Image.getexif(image).get(0x0112, 1)  # PNG's own getexif would decode all pixels
    except Exception:  # noqa: BLE001 unreadable metadata does not make an image invalid
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def turn_left(image: ImageFile) -> int:
    """Return the EXIF orientation that must still be applied to the decoded pixels.

    The result is 1 for TIFF, because Pillow rotates a TIFF image when it decodes the image.
    """
    return 1 if image.format == "TIFF" else orientation(image)


def upright_size(image: ImageFile) -> tuple[int, int]:
    """Return width and height after the orientation is applied; the image need not be decoded."""
    return image.size if turn_left(image) < 5 else (image.height, image.width)
