"""The properties of an original, read from its bytes, and their comparison with the sidecar.

An invalid file is reported as a finding, never as an exception, because originals are untrusted binary files.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from packshot.findings import Edit, Finding, Location, report
from packshot.media import raster
from packshot.media.icc_profiles import profile_class
from packshot.media.raster import UnfitPictureError
from packshot.media.videos import duration
from packshot.model.file_formats import FORMATS, RENDERED

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_LFS = b"version https://git-lfs.github.com/spec/"

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "pdf"),
    (0, b"8BPS", "psd"),
    (0, b"%!PS", "eps"),
    (0, b"\xc5\xd0\xd3\xc6", "eps"),
    (0, b"\0\0\1\0", "ico"),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
    (0, b"\xff\x4f\xff\x51", "jp2"),
    (0, b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    (0, b"\xff\x0a", "jxl"),
    (0, b"BM", "bmp"),
    (0, b"glTF", "glb"),
    (0, b"\x1aE\xdf\xa3", "webm"),
    (4, b"ftypheic", "heic"),
    (4, b"ftypheix", "heic"),
    (4, b"ftypmif1", "heic"),
    (4, b"ftypqt  ", "mov"),
    (4, b"ftyp", "mp4"),
)
"""Offset, bytes, format; the first match counts. `raster` recognises the formats that renditions are made of."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The properties of an original; a property that does not apply is None.

    `kind` is image, vector, pdf, video or model. `width` and `height` are the size of the upright image in pixels.
    `profile` is a result of `icc_profiles.profile_class`, `none` (read as sRGB) or `cmyk-untagged`. `duration` is in
    seconds.
    """

    kind: str
    format: str
    type: str
    bytes: int
    sha256: str
    width: int | None = None
    height: int | None = None
    orientation: int | None = None
    profile: str | None = None
    duration: float | None = None

    def written(self) -> dict[str, str]:
        """Return the keys and values of the generated block of a sidecar, in order; an orientation of 1 is omitted."""
        turned = self.orientation if self.orientation != 1 else None
        facts = {"sha256": self.sha256, "bytes": self.bytes, "width": self.width, "height": self.height}
        facts |= {"orientation": turned, "profile": self.profile, "duration": self.duration}
        return {field: f"{value}" for field, value in facts.items() if value is not None}


def examine(data: bytes | Path, name: str, *, decode: bool = True) -> Picture | Finding:
    """Return the properties of a file, or a finding if the file is invalid or unreadable.

    `name` is the path that the finding reports; its extension identifies glTF and USDZ files. With `decode`, the pixels
    of formats in `RENDERED` are decoded too, which detects truncation. Memory stays within the limits of `raster`.
    """
    at = Location(name)
    try:
        with data.open("rb") if isinstance(data, Path) else io.BytesIO(data) as file:
            return _examine(file, name, decode)
    except UnfitPictureError as problem:
        return problem.finding(at)
    except OSError as problem:
        return report("original-unreadable", at, reason=problem.strerror or type(problem).__name__)


def _examine(file: BinaryIO, name: str, decode: bool) -> Picture:
    head = file.read(4096)
    found = raster.raster_format(head[: raster.HEAD]) or _other_format(head, name)
    if found is None:
        raise _unknown(head)
    known = FORMATS[found]
    facts = Picture(known.kind, found, known.media_type, file.seek(0, io.SEEK_END), _sha256(file))
    file.seek(0)
    if found in RENDERED:
        return _with_pixels(facts, file, decode)
    return replace(facts, duration=duration(file, found)) if known.kind == "video" else facts


def _other_format(head: bytes, name: str) -> str | None:
    for offset, magic, found in _MAGIC:
        if head.startswith(magic, offset):
            return found
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<") and b"<svg" in text:
        return "svg"
    if text.startswith(b"{") and b'"asset"' in text and name.lower().endswith(".gltf"):
        return "gltf"
    return "usdz" if head.startswith(b"PK\3\4") and name.lower().endswith(".usdz") else None


def _unknown(head: bytes) -> UnfitPictureError:
    if not head:
        return UnfitPictureError("original-empty")
    if head.startswith(_LFS):
        return UnfitPictureError("original-pointer")
    return UnfitPictureError("original-unknown", head=head[:8].hex())


def _sha256(file: BinaryIO) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type] # typeshed requires a buffer attribute


def _with_pixels(facts: Picture, file: BinaryIO, decode: bool) -> Picture:
    with raster.opened(file) as image:
        turned, profile = raster.orientation(image), _profile(image)
        width, height = raster.upright_size(image)
        if decode:
            image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
            image.load()
    return replace(facts, width=width, height=height, orientation=turned, profile=profile)


def _profile(image: ImageFile) -> str:
    icc = image.info.get("icc_profile")
    if isinstance(icc, bytes) and icc:
        return profile_class(icc)
    return {"CMYK": "cmyk-untagged", "LAB": "lab"}.get(image.mode, "none")


def verify(picture: Picture, written: Mapping[str, object], at: Location) -> Iterator[Finding]:
    """Yield a finding for each field that differs between an original and its sidecar.

    `written` contains the values in the sidecar, and `at` is the location of the sidecar. Values are compared as text,
    so typed and raw sidecars both work. A wrong value is an error; a missing field is a suggestion.
    """
    facts = picture.written()
    for field in ("sha256", "bytes", "width", "height", "orientation", "profile", "duration"):
        value = written.get(field)
        found = facts.get(field, "1" if field == "orientation" else None)
        place = Location(at.path, (*at.keys, field))
        if value is None and field in facts:
            yield report("sidecar-incomplete", at, Edit(place, found, safe=True), field=field)
        elif value is not None and f"{value}" != found:
            yield _differs(field, f"{value}", found, place)


def _differs(field: str, value: str, found: str | None, place: Location) -> Finding:
    if field == "sha256":
        return report("original-swapped", place, Edit(place, found), value=value, found=found)
    return report("original-differs", place, Edit(place, found, safe=True), field=field, value=value, found=found)


def advise(picture: Picture, at: Location) -> Iterator[Finding]:
    """Yield warnings about the colours of a valid original."""
    if picture.profile == "cmyk-untagged":
        yield report("picture-cmyk-untagged", at)
    elif picture.profile == "broken":
        yield report("picture-profile-broken", at)
