"""Renditions made with Pillow from the *octaves* of an original: octave k is the original at 1 / 2^k of its size.

The octaves depend only on the original, never on which renditions are requested together, so a rendition that is made
alone has the same bytes. JPEG is decoded directly at the octaves down to its *base*, the smallest octave down to 1 / 8
that has a long edge of at least `BASE_EDGE`; other formats are decoded only at full size. Every smaller octave is the
previous octave, halved. Each rendition is resized by Catmull-Rom from the smallest suitable octave: a decoded octave of
at least its size, or a halved octave of at least twice its size. (Lanczos takes a quarter more time and causes ringing
at the hard edges of products on white.)

The output is sRGB without a colour profile, because programs read images without a profile as sRGB. No metadata of the
original is kept.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from packshot.engine.types import Json
from packshot.findings import Location, RefusedError
from packshot.media import raster
from packshot.outputs.renditions import rights
from packshot.outputs.renditions.colour import to_srgb

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.PngImagePlugin import PngInfo

BASE_EDGE = 1600
DEEPEST = 12

FINE = 90
"""From this quality on, JPEG keeps colours at full resolution."""

_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
"""EXIF orientation -> PIL.Image.Transpose that turns the image upright."""


class PillowEngine:
    """The engine for renditions that is part of packshot."""

    name = "renditions.pillow"
    generation = 1
    together = True
    expensive = True
    formats: tuple[str, ...] = ("avif", "webp", "jpeg", "png")
    tools: tuple[str, ...] = ("pillow",)

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the bytes of one rendition. Raise RefusedError if the original cannot be used."""
        return self.make_many([(data, originals)])[0]

    def make_many(self, jobs: Sequence[tuple[Json, Sequence[bytes]]]) -> list[bytes]:
        """Return the bytes of several renditions, in order. Renditions of one original share its octaves. Raise
        RefusedError if an original cannot be used.
        """
        by_original: dict[bytes, dict[int, Json]] = {}
        for position, (data, originals) in enumerate(jobs):
            by_original.setdefault(originals[0], {})[position] = data
        made: dict[int, bytes] = {}
        for original, requested in by_original.items():
            made |= _render(original, requested)
        return [made[position] for position in range(len(jobs))]


ENGINE = PillowEngine()


def _render(original: bytes, requested: dict[int, Json]) -> dict[int, bytes]:
    """Return the renditions of one original, the largest octave first, so that only one octave is in memory at a
    time.
    """
    made: dict[int, bytes] = {}
    try:
        chain = _Chain(original)
        for depth, position in sorted((chain.depth(data), position) for position, data in requested.items()):
            data = requested[position]
            made[position] = _encode(_on_canvas(_scaled(chain.octave(depth), data), data), data)
    except raster.UnfitPictureError as problem:
        raise RefusedError(problem.finding(Location(""))) from problem
    return made


class _Chain:
    """The octaves of one original, upright and in sRGB; they must be requested from large to small."""

    def __init__(self, original: bytes) -> None:
        self._original = original
        with raster.opened(original) as image:
            self._turn = raster.turn_left(image)
            self.size = raster.upright_size(image)
            longest = max(image.size) if image.format == "JPEG" else 0
            self.base = next((k for k in (3, 2, 1) if longest >= BASE_EDGE << k), 0)
        self._depth = -1
        self._image: Image | None = None

    def depth(self, data: Json) -> int:
        """Return the octave from which a rendition is made."""
        if tuple(data["source"]) != self.size:
            names = ("width", "height", "found_width", "found_height")
            sizes = dict(zip(names, (*data["source"], *self.size), strict=True))
            raise raster.UnfitPictureError("original-differs.size", **sizes)
        left, top, right, bottom = data["box"]
        ratio = min((right - left) / data["inner"][0], (bottom - top) / data["inner"][1])
        return next((k for k in range(DEEPEST, 0, -1) if ratio >= (2**k if k <= self.base else 2 ** (k + 1))), 0)

    def octave(self, depth: int) -> Image:
        """Return the original at 1 / 2^depth."""
        if self._image is None or depth != self._depth:
            self._image, self._depth = self._made(depth), depth
        return self._image

    def _made(self, depth: int) -> Image:
        if depth <= self.base:
            self._image = None  # freed before the next one is decoded
            return self._decoded(depth)
        if self._depth < self.base:
            self.octave(self.base)
        image = self.octave(self._depth)
        for _ in range(depth - self._depth):
            image = image.reduce(2)
        return image

    def _decoded(self, depth: int) -> Image:
        from PIL.Image import Transpose

        with raster.opened(self._original) as image:
            size = [max(1, side >> depth) for side in image.size]
            image.draft(None, (size[0], size[1]))
            image.load()
            # other classes than JPEG's are sequences of frames, tied to the file that is closed here
            flat = to_srgb(image) if image.format == "JPEG" else to_srgb(image).copy()
        return flat.transpose(Transpose(_TURNS[self._turn])) if self._turn in _TURNS else flat


def _scaled(octave: Image, data: Json) -> Image:
    from PIL.Image import Resampling

    across, down = octave.width / data["source"][0], octave.height / data["source"][1]
    left, top, right, bottom = data["box"]
    box = (left * across, top * down, right * across, bottom * down)
    if box == (0, 0, *octave.size) and octave.size == tuple(data["inner"]):
        return octave
    return octave.resize(tuple(data["inner"]), Resampling.BICUBIC, box=box)


def _on_canvas(image: Image, data: Json) -> Image:
    """Return the image on its background, unless it covers the canvas or may be transparent."""
    from PIL import Image as Images

    is_covered = image.mode == "RGB" and image.size == tuple(data["canvas"])
    if is_covered or not data["opaque"]:
        return image
    canvas = Images.new("RGB", tuple(data["canvas"]), data["background"])
    canvas.paste(image, tuple(data["offset"]), image if image.mode == "RGBA" else None)
    return canvas


def _encode(image: Image, data: Json) -> bytes:
    file = io.BytesIO()
    image.save(file, **_options(data))
    return file.getvalue()


def _options(data: Json) -> dict[str, Json]:
    """Return the options of each format; none is left to the defaults of Pillow."""
    quality, packet = data["quality"], rights.xmp(data["rights"])
    match data["format"]:
        case "jpeg":
            # progressive would save 4 % of the bytes and cost six times the time
            fine = "4:4:4" if quality >= FINE else "4:2:0"
            options = {"format": "JPEG", "quality": quality, "optimize": True, "subsampling": fine}
            return options | {"extra": rights.iptc_segment(data["rights"]), "xmp": packet}
        case "webp":
            return {"format": "WEBP", "quality": quality, "method": 2, "xmp": packet}  # method 4: -4 %, 2.4 x the time
        case "avif":
            return {"format": "AVIF", "quality": quality, "speed": 8, "max_threads": 1, "codec": "aom", "xmp": packet}
        case _:
            return {"format": "PNG", "optimize": True, "pnginfo": _text_chunk(packet)}


def _text_chunk(packet: bytes) -> PngInfo:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    if packet:
        info.add_itxt("XML:com.adobe.xmp", packet.decode())
    return info
