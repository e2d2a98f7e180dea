"""Small images with known pixels, profiles and secrets, made as a camera or an attacker would make them."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

SRGB = ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141))
P3 = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))
ADOBE = ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446))


def matrix_profile(primaries: tuple[tuple[float, ...], ...], curve: bytes) -> bytes:
    """Return an ICC profile of three primaries and one tone curve for all of them."""

    def xyz(values: tuple[float, ...]) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))

    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"made\0" + b"\0" * 78
    white = xyz((0.9642, 1.0, 0.8249))
    tags = {b"desc": text, b"cprt": b"text\0\0\0\0none\0", b"wtpt": white}
    tags |= {name: xyz(values) for name, values in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    table, body = b"", b""
    start = 132 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    head = struct.pack(">I4sI4s4s4s12x4s", start + len(body), b"none", 0x02400000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    head += b"\0" * 28 + struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def gamma(value: float) -> bytes:
    """Return a tone curve that is a plain power."""
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(value * 256))


def srgb_curve() -> bytes:
    """Return the tone curve of sRGB as a parametric curve."""
    values = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    return b"para\0\0\0\0" + struct.pack(">HH5i", 3, 0, *(round(value * 65536) for value in values))


def corners(width: int = 64, height: int = 48) -> Image.Image:
    """Return an image of four quarters: red, green, blue, white from the top left, so that every turn is visible."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("#e00000", (0, 0, width // 2, height // 2))
    image.paste("#00c000", (width // 2, 0, width, height // 2))
    image.paste("#0000e0", (0, height // 2, width // 2, height))
    return image


_UNDO = {1: (), 2: (0,), 3: (3,), 4: (1,), 5: (5,), 6: (2,), 7: (6,), 8: (4,)}


def turned(orientation: int, form: str = "JPEG", **more: object) -> bytes:
    """Return `corners` stored so that only the EXIF orientation turns it upright."""
    image = corners()
    for turn in _UNDO[orientation]:
        image = image.transpose(Image.Transpose(turn))
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(image, form, exif=exif, **({"quality": 95, "subsampling": 0} if form == "JPEG" else {}), **more)


def with_secrets(form: str = "JPEG") -> bytes:
    """Return an image with a camera, a place, a comment and an owner in its metadata."""
    exif = Image.Exif()
    exif[0x010F] = "Canon SECRET"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 8.0, 15.0), 3: "E", 4: (11.0, 34.0, 30.0)})
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET lost@home.example</x:xmpmeta>"
    if form == "PNG":
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp.decode())
        return saved(corners(), form, exif=exif, pnginfo=info)
    more = {"comment": b"SECRET comment"} if form == "JPEG" else {}
    return saved(corners(), form, exif=exif, xmp=xmp, **more)


def saved(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, format=form, **options)
    return file.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *chunks: bytes, data: bytes = b"") -> bytes:
    """Return a PNG whose header may be false: grey, 8 bits, with these chunks and these compressed pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def vp8x(width: int, height: int) -> bytes:
    """Return the beginning of an animated WebP with a canvas of this size."""
    sides = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + sides
    return b"RIFF" + struct.pack("<I", len(body)) + body
