"""Conversion of a decoded image to 8-bit sRGB, with alpha only if some pixel is not opaque. All modes and colour spaces
are converted, except floating-point numbers.

A colour profile is applied with the relative colorimetric intent and black point compensation, as design programs do.
Without a usable profile, grey and RGB are read as sRGB, and CMYK as coated offset print (see `_from_unprofiled_cmyk`).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from packshot.media.icc_profiles import profile_class

if TYPE_CHECKING:
    from PIL.Image import Image

_INKS_ON_PAPER = (
    (255, 255, 255),  # paper
    (0, 158, 224),  # cyan
    (226, 0, 122),  # magenta
    (49, 39, 131),  # cyan and magenta
    (255, 237, 0),  # yellow
    (0, 150, 64),  # cyan and yellow
    (227, 6, 19),  # magenta and yellow
    (54, 49, 43),  # all three
)
"""sRGB of full inks printed over each other on coated paper, cyan running fastest."""

_BLACK = (29, 29, 27)
_MODE_OF = {"rgb": "RGB", "gray": "L", "cmyk": "CMYK", "lab": "LAB"}


def to_srgb(image: Image) -> Image:
    """Return the image as RGB, or as RGBA if some pixels are not opaque. All metadata is removed. Raise ValueError for
    an image of floating-point numbers.
    """
    icc = image.info.get("icc_profile")
    plain, alpha = _apart(_eight_bits(image))
    colours = _by_profile(plain, icc) if isinstance(icc, bytes) and icc else None
    result = colours if colours is not None else _without_profile(plain)
    if alpha is not None:
        result.putalpha(alpha)
    result.info = {}
    return result


def _eight_bits(image: Image) -> Image:
    if image.mode.startswith("I;16") or image.mode == "I":
        # Its one transparent value, if any, is dropped: it cannot be distinguished in 8 bits.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode == "F":
        raise ValueError("a picture of floating-point numbers has no defined white")
    if image.mode in ("P", "PA", "1", "La", "RGBa", "HSV"):
        return image.convert("RGBA" if image.has_transparency_data or image.mode in ("La", "RGBa") else "RGB")
    return image.convert("RGBA") if image.mode in ("L", "RGB") and "transparency" in image.info else image


def _apart(image: Image) -> tuple[Image, Image | None]:
    """Return colours and alpha; no alpha if it is opaque everywhere."""
    if image.mode not in ("RGBA", "LA"):
        return image, None
    alpha = image.getchannel("A")
    plain = image.convert("RGB" if image.mode == "RGBA" else "L")
    return plain, None if alpha.getextrema() == (255, 255) else alpha


def _by_profile(image: Image, icc: bytes) -> Image | None:
    """Return the colours of the image by its profile; None if it does not need or cannot use the profile."""
    kind = profile_class(icc)
    if kind in ("srgb", "broken"):
        return None
    mode = _MODE_OF.get(kind, "RGB")
    if image.mode != mode and (mode != "RGB" or image.mode not in ("L", "YCbCr")):
        return None
    return _transform(image.convert(mode), icc)


def _transform(image: Image, icc: bytes) -> Image | None:
    from PIL import ImageCms

    try:
        return ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(icc)),
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError):
        return None


def _without_profile(image: Image) -> Image:
    if image.mode == "CMYK":
        return _from_unprofiled_cmyk(image)
    if image.mode == "LAB":
        from PIL import ImageCms

        lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, lab, srgb, outputMode="RGB") or image.convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _from_unprofiled_cmyk(image: Image) -> Image:
    """Return the colours of unprofiled CMYK: Neugebauer's mixture of the eight printed inks, darkened by black.

    An approximation that looks printed: a third nearer to a press profile (SWOP) than Pillow's subtraction, which gives
    neon colours that no press can print.
    """
    from PIL import Image, ImageFilter

    cyan, magenta, yellow, black = image.split()
    table = ImageFilter.Color3DLUT(2, [(r / 255, g / 255, b / 255) for r, g, b in _INKS_ON_PAPER])
    inks = Image.merge("RGB", (cyan, magenta, yellow)).filter(table)
    return Image.composite(Image.new("RGB", image.size, _BLACK), inks, black)
