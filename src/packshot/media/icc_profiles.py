"""Classification of ICC profiles by header, primaries and tone curve. No colours are converted."""

from __future__ import annotations

import struct

_SPACES = {b"GRAY": "gray", b"CMYK": "cmyk", b"Lab ": "lab", b"RGB ": "rgb"}

_PRIMARIES = {
    "srgb": ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)),
    "p3": ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841)),
    "adobe-rgb": ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446)),
    "prophoto": ((0.7977, 0.2880, 0.0), (0.1352, 0.7119, 0.0), (0.0313, 0.0001, 0.8249)),
}
"""XYZ of red, green and blue as profiles contain them, adapted to D50."""

_NEAR = 0.004
_SRGB_AT_HALF = 0.2140


def profile_class(icc: bytes) -> str:
    """Return the class of an ICC profile: srgb, p3, adobe-rgb, prophoto, rgb (any other RGB), gray, cmyk or lab.

    Return `broken` if the profile cannot be read or is for another colour space.
    """
    try:
        return _class(icc)
    except (struct.error, IndexError, KeyError):
        return "broken"


def _class(icc: bytes) -> str:
    if icc[36:40] != b"acsp":
        return "broken"
    space = _SPACES.get(icc[16:20], "broken")
    tags = _tags(icc)
    if space != "rgb" or b"A2B0" in tags or not {b"rXYZ", b"gXYZ", b"bXYZ"} <= tags.keys():
        return space
    found = tuple(struct.unpack(">3i", tags[name][8:20]) for name in (b"rXYZ", b"gXYZ", b"bXYZ"))
    name = next((name for name, expected in _PRIMARIES.items() if _is_near(found, expected)), "rgb")
    return "rgb" if name == "srgb" and abs(_at_half(tags[b"rTRC"]) - _SRGB_AT_HALF) > _NEAR else name


def _tags(icc: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack(">I", icc[128:132])
    entries = struct.iter_unpack(">4sII", icc[132 : 132 + 12 * min(count, 100)])
    return {name: icc[start : start + length] for name, start, length in entries}


def _is_near(found: tuple[tuple[int, ...], ...], expected: tuple[tuple[float, ...], ...]) -> bool:
    pairs = zip((value for row in found for value in row), (value for row in expected for value in row), strict=True)
    return all(abs(fixed / 65536 - value) < _NEAR for fixed, value in pairs)


def _at_half(curve: bytes) -> float:
    """Return the value of a tone curve at one half: sampled, a plain gamma, or parametric."""
    if curve[:4] == b"para":
        (kind,) = struct.unpack(">H", curve[8:10])
        count = (1, 3, 4, 5, 7)[kind]
        gamma, a, b, *_ = (value / 65536 for value in (*struct.unpack(f">{count}i", curve[12 : 12 + 4 * count]), 0, 0))
        return float((0.5 if kind == 0 else max(0.0, a * 0.5 + b)) ** gamma)
    (count,) = struct.unpack(">I", curve[8:12])
    if count == 0:
        return 0.5
    if count == 1:
        return float(0.5 ** (struct.unpack(">H", curve[12:14])[0] / 256))
    middle = 12 + (count - 1) // 2 * 2
    return float(struct.unpack(">H", curve[middle : middle + 2])[0] / 65535)
