"""Turns rendered PNG files into the JPEG originals in assets/: `python scripts/render/originals.py FOLDER`.

A picture goes where its sidecar stands, and the block of facts on top of the sidecar is written anew. Two pictures are
saved as cameras and studios do it, turned on their side or in a wide colour space, so that the example has both.
"""

import argparse
import io
import struct
from pathlib import Path

from PIL import Image, ImageCms

from packshot.findings import Finding
from packshot.media.facts import examine

ASSETS = Path(__file__).parents[2] / "assets"
LARGEST = 600_000
TURNED = frozenset({"bre-carafe-sand"})
WIDE = frozenset({"supper-table"})


def main() -> None:
    """Read the command line, convert each picture that has a sidecar."""
    parser = argparse.ArgumentParser(description="Write the originals of the example catalogue.")
    parser.add_argument("renders", type=Path, help="folder with the PNG files")
    for render in sorted(parser.parse_args().renders.glob("*.png")):
        for sidecar in ASSETS.rglob(f"{render.stem}.jpg.yaml"):
            original = sidecar.with_suffix("")
            original.write_bytes(_jpeg(render))
            describe(original, sidecar)


def describe(original: Path, sidecar: Path) -> None:
    """Write what the original is on top of its sidecar, in place of the block that stood there."""
    found = examine(original, original.name)
    if isinstance(found, Finding):
        raise SystemExit(f"{found.what} {found.cure}")
    block = "".join(f"{field}: {value}\n" for field, value in found.written().items())
    _, _, written_by_hand = sidecar.read_text().partition("\n\n")
    sidecar.write_text(f"{block}\n{written_by_hand}")


def _jpeg(render: Path) -> bytes:
    """The picture as JPEG in the best quality that keeps it small enough for a repository."""
    picture, profile = Image.open(render).convert("RGB"), ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    extras: dict[str, object] = {}
    if render.stem in WIDE:
        wide = ImageCms.ImageCmsProfile(io.BytesIO(wide_gamut()))
        picture, profile = ImageCms.profileToProfile(picture, profile, wide), wide
    if render.stem in TURNED:
        picture, exif = picture.transpose(Image.Transpose.ROTATE_90), Image.Exif()
        exif[0x0112] = 6
        extras["exif"] = exif
    return next(data for q in range(92, 60, -2) if len(data := _saved(picture, q, profile, extras)) <= LARGEST)


def _saved(picture: Image.Image, quality: int, profile: ImageCms.ImageCmsProfile, extras: dict[str, object]) -> bytes:
    file, icc = io.BytesIO(), profile.tobytes()
    undated = icc[:24] + bytes(12) + icc[36:]  # the library writes the time of day into the profile
    picture.save(file, "JPEG", quality=quality, subsampling=0, optimize=True, icc_profile=undated, **extras)
    return file.getvalue()


def wide_gamut() -> bytes:
    """An ICC profile with the primaries of Adobe RGB (1998) and a gamma of 563/256."""
    primaries = {
        b"rXYZ": (0.60974, 0.31111, 0.01947),
        b"gXYZ": (0.20528, 0.62567, 0.06087),
        b"bXYZ": (0.14919, 0.06322, 0.74457),
        b"wtpt": (0.95045, 1.0, 1.08905),
    }
    tags = {
        name: b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(v * 65536) for v in xyz)) for name, xyz in primaries.items()
    }
    tags |= {name: b"curv\0\0\0\0" + struct.pack(">IH", 1, 563) for name in (b"rTRC", b"gTRC", b"bTRC")}
    title = b"Compatible with Adobe RGB (1998)\0"
    tags[b"desc"] = b"desc\0\0\0\0" + struct.pack(">I", len(title)) + title + bytes(78)
    tags[b"cprt"] = b"text\0\0\0\0No copyright, use freely\0"
    return _icc(tags)


def _fixed(value: float) -> int:
    return round(value * 65536)


def _icc(tags: dict[bytes, bytes]) -> bytes:
    table, body, start = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, data in tags.items():
        table += struct.pack(">4sII", name, start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(
        ">I4sI4s4s4s6H4s",
        start + len(body),
        b"\0\0\0\0",
        0x02100000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        2026,
        1,
        1,
        0,
        0,
        0,
        b"acsp",
    )
    head += bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return head + bytes(128 - len(head)) + table + body


if __name__ == "__main__":
    main()
