"""From an asset and a preset to a rendition that has not been made yet: its path, its size and its view.

Everything an engine needs is in the view's data, and the name is the digest of that data and of the original:
whatever changes the bytes changes the name, and a page knows the name before any picture is decoded.
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
"""No width of a srcset is below this one."""

STEPS = 3
"""Widths of a srcset: the preset's own, a half, a quarter."""

_AVIF_LOWER = 20
"""AVIF at quality 62 looks like JPEG at 82; presets speak of JPEG's scale."""


@dataclass(frozen=True, slots=True)
class Master:
    """What renditions need to know of an original, all of it from the sidecar: `size` is the upright one.

    `crop` and `focus` are relative to the upright picture.
    """

    original: Original
    size: Size
    crop: Part | None = None
    focus: Point = CENTRE


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture to be made: its path, its exact pixel size, and the data that makes it."""

    path: str
    width: int
    height: int
    type: str
    data: Json
    master: Master
    output: str
    until: Timestamp | None

    def view(self, audience: str = "") -> View:
        """What the engine builds it from; equal renditions of several pages are one view."""
        return View(
            self.path, self.output, self.data, self.type, audience, self.until, originals=(self.master.original,)
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """What a picture says of its owner, and the instant at which its licence ends next, if it does."""

    rights: Rights = field(default_factory=Rights)
    until: Timestamp | None = None


def rendition(
    master: Master, preset: Preset, form: str, terms: Terms, engine: Engine = ENGINE, divisor: int = 1
) -> Rendition:
    """The rendition of a preset in one format (`jpeg`, `webp`, `avif`, `png`), at a whole part of the preset's size."""
    data = _data(master, preset, form, engine, divisor) | {"rights": terms.rights.data()}
    _, media_type, (extension, *_) = FORMATS[form]
    name = digest(canonical([master.original.sha256, data]))[:NAME_LENGTH]
    path = f"{folder(terms.until)}/{name[:2]}/{name}.{extension}"
    width, height = data["canvas"]
    return Rendition(path, width, height, media_type, data, master, engine.name, terms.until)


def srcset(master: Master, preset: Preset, form: str, terms: Terms, engine: Engine = ENGINE) -> tuple[Rendition, ...]:
    """The same picture in falling widths, the preset's own first; none is enlarged, none comes twice."""
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
    """`media`, or the folder of the rights class: pictures whose licence ends at the same minute (rounded down)."""
    if until is None:
        return "media"
    return f"media-{until[:16].replace('-', '').replace(':', '')}Z"
