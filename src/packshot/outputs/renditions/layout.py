"""The layout of an image: the part of the original that is shown, its size, and its position on the canvas.

The layout is computed from sizes only, so a page can use the size of an image before the image is made. An image is
never enlarged.
"""

from __future__ import annotations

from dataclasses import dataclass

Size = tuple[int, int]
Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the upright original."""

Part = tuple[float, float, float, float]
"""x, y, width, height of a crop, each 0 to 1 of the upright original."""

Point = tuple[float, float]

CENTRE: Point = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of a rendition: the part `box` of the original is scaled to the size `inner` and placed on a `canvas`
    at `offset`.
    """

    box: Box
    inner: Size
    canvas: Size
    offset: tuple[int, int] = (0, 0)


LONGEST_SIDE = 16383
"""The maximum of WebP; the limit of a side that a preset leaves open."""

Target = tuple[int | None, int | None]


def lay_out(source: Size, target: Target, fit: str, crop: Part | None = None, focus: Point = CENTRE) -> Layout:
    """Return the layout of an original with the upright size `source` for the size `target`.

    With the fit `contain`, the whole image is scaled to fit the target, and the canvas has the size of the image. With
    `pad`, the image is scaled in the same way and centred on a canvas of the target size. With `crop`, the image is cut
    to the shape of the target, with `focus` as near the middle as possible. An original that is smaller than the target
    is not enlarged: with `crop` the canvas is smaller, with `pad` the canvas has the target size. If a side of the
    target is missing, it is computed from the other side, and the fit is treated as `contain`.

    If the argument `crop` is given, only that part of the original is used, whatever the fit is.
    """
    width, height = target
    box = _cut(source, crop)
    if width is None or height is None or fit == "contain":
        inner = _within(box, width, height)
        return Layout(box, inner, inner)
    if fit == "pad":
        inner = _within(box, width, height)
        return Layout(box, inner, (width, height), ((width - inner[0]) // 2, (height - inner[1]) // 2))
    window = _window(box, width, height, (focus[0] * source[0], focus[1] * source[1]))
    wide, high = window[2] - window[0], window[3] - window[1]
    size = (width, height) if wide >= width and high >= height else (wide, high)
    return Layout(window, size, size)


def _cut(source: Size, crop: Part | None) -> Box:
    if crop is None:
        return (0, 0, *source)
    left, right = _edges(crop[0], crop[2], source[0])
    top, bottom = _edges(crop[1], crop[3], source[1])
    return left, top, right, bottom


def _edges(start: float, length: float, whole: int) -> tuple[int, int]:
    low = min(max(_round(start * whole), 0), whole - 1)
    return low, min(max(_round((start + length) * whole), low + 1), whole)


def _within(box: Box, width: int | None, height: int | None) -> Size:
    wide, high = box[2] - box[0], box[3] - box[1]
    scale = min(1.0, (width or LONGEST_SIDE) / wide, (height or LONGEST_SIDE) / high)
    return max(1, _round(wide * scale)), max(1, _round(high * scale))


def _window(box: Box, width: int, height: int, focus: Point) -> Box:
    """Return the largest part of the box that has the shape width : height, around the focus."""
    wide, high = box[2] - box[0], box[3] - box[1]
    w = min(wide, max(1, _round(high * width / height)))
    h = min(high, max(1, _round(wide * height / width)))
    left = min(max(_round(focus[0] - w / 2), box[0]), box[2] - w)
    top = min(max(_round(focus[1] - h / 2), box[1]), box[3] - h)
    return left, top, left + w, top + h


def _round(value: float) -> int:
    return int(value + 0.5) if value > 0 else 0
