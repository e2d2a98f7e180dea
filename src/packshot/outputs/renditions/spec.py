"""Specifications of renditions: the path, size and view of a rendition, computed from an asset and a preset before the
image is made.

The data of the view is everything that an engine needs. The file name is the digest of this data and of the original,
so any change of the data or of the original changes the name, and the name is known before an image is decoded.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from packshot.engine.types import Json, Original, Timestamp, View, canonical, digest
from packshot.model.config import Preset
from packshot.model.file_formats import FORMATS
from packshot.outputs.renditions import Engine
from packshot.outputs.renditions.layout import CENTRE, Part, Point, Size, lay_out
from packshot.outputs.renditions.pillow import ENGINE
from packshot.outputs.renditions.rights import Rights

NAME_LENGTH = 32
SMALLEST = 160
"""Minimum width in a srcset, except for the first width."""

STEPS = 3
"""Number of widths of a srcset: the width of the preset, half of it, and a quarter of it."""

_AVIF_LOWER = 20
"""AVIF at quality 62 looks like JPEG at 82; presets use the scale of JPEG."""


@dataclass(frozen=True, slots=True)
class Master:
    """The data of an original that renditions need, as recorded in the sidecar.

    `size` is the size of the upright image in pixels; `crop` and `focus` are relative to this size.
    """

    original: Original
    size: Size
    crop: Part | None = None
    focus: Point = CENTRE


@dataclass(frozen=True, slots=True)
class Rendition:
    """The specification of a rendition: its path, its exact size in pixels, and the data from which an
    engine makes it.
    """

    path: str
    width: int
    height: int
    type: str
    data: Json
    master: Master
    output: str
    until: Timestamp | None

    def view(self, audience: str) -> View:
        """Return the view from which the engine makes the rendition for an audience. Equal renditions on several pages
        of an audience have the same view.
        """
        return View(
            self.path, self.output, self.data, self.type, audience, self.until, originals=(self.master.original,)
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """The rights of an image, and the timestamp at which the rights expire; None if they do not expire."""

    rights: Rights = field(default_factory=Rights)
    until: Timestamp | None = None


def rendition(
    master: Master, preset: Preset, form: str, terms: Terms, engine: Engine = ENGINE, divisor: int = 1
) -> Rendition:
    """Return the rendition of a preset in one format (`jpeg`, `webp`, `avif`, `png`), at 1 / `divisor` of the preset's
    size.
    """
    data = _data(master, preset, form, engine, divisor) | {"rights": terms.rights.data()}
    _, media_type, (extension, *_) = FORMATS[form]
    name = digest(canonical([master.original.sha256, data]))[:NAME_LENGTH]
    path = f"{folder(terms.until)}/{name[:2]}/{name}.{extension}"
    width, height = data["canvas"]
    return Rendition(path, width, height, media_type, data, master, engine.name, terms.until)


def srcset(master: Master, preset: Preset, form: str, terms: Terms, engine: Engine = ENGINE) -> tuple[Rendition, ...]:
    """Return renditions of the image in decreasing widths, beginning with the size of the preset. No image is enlarged,
    no width is repeated, and further widths below `SMALLEST` are omitted.
    """
    found: dict[int, Rendition] = {}
    for step in range(STEPS):
        made = rendition(master, preset, form, terms, engine, 1 << step)
        if step == 0 or made.width >= SMALLEST:
            found.setdefault(made.width, made)
    return tuple(found.values())


def _data(master: Master, preset: Preset, form: str, engine: Engine, divisor: int) -> dict[str, Json]:
    size = _share(preset.width, divisor), _share(preset.height, divisor)
    layout = lay_out(master.size, size, preset.fit, master.crop, master.focus)
    return {
        "engine": engine.name,
        "generation": engine.generation,
        "source": list(master.size),
        "box": list(layout.box),
        "inner": list(layout.inner),
        "canvas": list(layout.canvas),
        "offset": list(layout.offset),
        "format": form,
        "quality": max(1, preset.quality - _AVIF_LOWER) if form == "avif" else preset.quality,
        "background": preset.background.lower(),
        "opaque": preset.fit == "pad" or form == "jpeg",
    }


def _share(side: int | None, divisor: int) -> int | None:
    return None if side is None else max(1, (side + divisor // 2) // divisor)


def folder(until: Timestamp | None) -> str:
    """Return the folder of the published files of an asset: `media` if its rights do not expire.

    Otherwise, all files whose rights expire in the same minute are in one folder.
    """
    if until is None:
        return "media"
    return f"media-{until[:16].replace('-', '').replace(':', '')}Z"
