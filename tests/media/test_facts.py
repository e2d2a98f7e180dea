"""What an original is, and that no bytes whatever bring the program down."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

import picture_makers as make
from packshot.findings import Finding, Location, Severity
from packshot.media.facts import Picture, advise, examine, verify
from packshot.media.icc_profiles import profile_class
from packshot.model.file_formats import RENDERED

AT = Location("assets/a.jpg.yaml")

FACTS = {
    "exif/landscape_6.jpg": ("image", "jpeg", 600, 450, 6, "rgb", None),
    "exif/canon_hdr_NO.jpg": ("image", "jpeg", 1536, 2048, 6, "none", None),
    "exif/exif_imagemagick_orientation.png": ("image", "png", 512, 512, 3, "none", None),
    "exif/hopper_orientation_6.webp": ("image", "webp", 128, 128, 6, "none", None),
    "exif/xmp_test.jpg": ("image", "jpeg", 2000, 1072, 1, "adobe-rgb", None),
    "color/cmyk-icc.jpg": ("image", "jpeg", 388, 218, 1, "cmyk", None),
    "color/cmyk.jpg": ("image", "jpeg", 100, 100, 1, "cmyk-untagged", None),
    "color/grayscale-icc.jpg": ("image", "jpeg", 50, 50, 1, "gray", None),
    "color/hopper.Lab.tif": ("image", "tiff", 128, 128, 1, "lab", None),
    "color/flower2.webp": ("image", "webp", 300, 225, 1, "srgb", None),
    "large/9643x10328.jpg": ("image", "jpeg", 9643, 10328, 1, "none", None),
    "large/ultra-hdr.jpg": ("image", "jpeg", 2856, 2150, 1, "srgb", None),
    "formats/balloons-landscape.avif": ("image", "avif", 1366, 911, 1, "none", None),
    "formats/frozenpond.mpo": ("image", "jpeg", 640, 480, 1, "none", None),
    "formats/image.heic": ("image", "heic", None, None, None, None, None),
    "formats/hopper.psd": ("image", "psd", None, None, None, None, None),
    "formats/pil_sample_cmyk.eps": ("vector", "eps", None, None, None, None, None),
    "vector/jeans_04.svg": ("vector", "svg", None, None, None, None, None),
    "documents/small.pdf": ("pdf", "pdf", None, None, None, None, None),
    "models/chr_knight.glb": ("model", "glb", None, None, None, None, None),
    "models/Box-embedded.gltf": ("model", "gltf", None, None, None, None, None),
    "video/flower.mp4": ("video", "mp4", None, None, None, None, 5.055),
    "video/flower.webm": ("video", "webm", None, None, None, None, 5.059),
    "names/image-no-extension": ("image", "jpeg", 300, 400, 1, "none", None),
}

UNFIT = {
    "broken/BlueSquare_truncated.jpg": "original-broken",
    "broken/broken.png": "original-broken",
    "broken/broken_data_stream.png": "original-broken",
    "broken/png_decompression_dos.png": "original-broken",
    "broken/decompression_bomb.gif": "original-too-large",
    "broken/image_invalid.jpg": "original-unknown",
    "documents/dummy.pdf": "original-unknown",
    "large/16384x16384.png": "original-too-large",
}

ALL = """
import json, pathlib, re, sys, time
from packshot.media.facts import Picture, examine
found, slowest, root = {}, 0, pathlib.Path(sys.argv[1])
for path in sorted(root.rglob("*.*")) + [root / "names/image-no-extension"]:
    if path.is_file() and path.suffix != ".md":
        start = time.process_time()
        facts = examine(path, path.name)
        slowest = max(slowest, time.process_time() - start)
        found[str(path.relative_to(root))] = "" if isinstance(facts, Picture) else facts.code
# The peak of this program alone: ru_maxrss would begin with that of the process that started it.
peak = int(re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1])
print(json.dumps([found, slowest, peak // 1024]))
"""


def facts(data: bytes | Path, name: str = "a.jpg") -> Picture:
    found = examine(data, name)
    assert isinstance(found, Picture), found
    return found


def code(data: bytes | Path, name: str = "a.jpg") -> str:
    found = examine(data, name)
    assert isinstance(found, Finding), found
    assert found.severity is Severity.ERROR
    assert found.at == Location(name)
    assert found.help
    return found.code


@pytest.mark.parametrize("name", FACTS)
def test_the_facts_of_real_files(test_data: Path, name: str) -> None:
    path = test_data / "assets" / name
    found = facts(path, path.name)
    told = (found.kind, found.format, found.width, found.height, found.orientation, found.profile, found.duration)
    assert told == FACTS[name]
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found.bytes == path.stat().st_size


def test_every_real_file_gives_facts_or_a_finding_soon_and_in_little_memory(test_data: Path) -> None:
    run = [sys.executable, "-W", "error", "-c", ALL, str(test_data / "assets")]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    found, slowest, megabytes = json.loads(done.stdout)
    assert len(found) > 120
    assert {name: code for name, code in found.items() if code} == UNFIT
    assert done.stderr == ""
    assert slowest < 2
    assert megabytes < 250


BOMBS = {
    "header of 4 gigapixels": (make.png(65000, 65000), "original-too-large"),
    "header that promises more than there is": (
        make.png(7000, 7000, data=zlib.compress(b"\0" * 900)),
        "original-broken",
    ),
    "colour profile of 100 MB": (
        make.png(9, 9, make.chunk(b"iCCP", b"x\0\0" + zlib.compress(b"\0" * 100_000_000))),
        "original-broken",
    ),
    "text of 100 MB": (
        make.png(9, 9, make.chunk(b"zTXt", b"x\0\0" + zlib.compress(b" " * 100_000_000))),
        "original-broken",
    ),
    "WebP canvas of 100 gigapixels": (make.vp8x(1 << 24, 1 << 13), "original-too-large"),
    "GIF screen of 4 gigapixels": (
        b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\2\0;",
        "original-too-large",
    ),
    "progressive JPEG of 1,000 scans": (
        make.saved(make.corners(), "JPEG", progressive=True)[:-2] + b"\xff\xda\0\x08\x01\1\0\x01\x3f\0" * 1000,
        "original-too-large",
    ),
    "empty": (b"", "original-empty"),
    "Git LFS pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "original-pointer"),
    "text": (b"<html><script>alert(1)</script></html>", "original-unknown"),
    "TIFF whose directory is behind its end": (b"II*\0\xff\xff\xff\x7f", "original-broken"),
    "half a picture": (make.saved(make.corners(400, 300), "JPEG")[:2000], "original-broken"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_findings(name: str) -> None:
    data, wanted = BOMBS[name]
    assert code(data) == wanted


def test_an_absent_file_and_a_folder_are_findings(tmp_path: Path) -> None:
    assert code(tmp_path / "no.jpg") == "original-unreadable"
    assert code(tmp_path) == "original-unreadable"


def test_the_format_is_told_by_the_bytes_and_never_by_the_name() -> None:
    assert facts(make.saved(make.corners(), "JPEG"), "shirt.png").format == "jpeg"
    assert facts(b'<?xml version="1.0"?><svg onload="alert(1)"/>', "logo.png").kind == "vector"


def test_no_rendition_is_ever_made_of_postscript_or_svg() -> None:
    assert facts(b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%touch /owned) (w) file", "a.jpg").format not in RENDERED
    assert facts(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg").format not in RENDERED


FORMS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "AVIF")
WHOLE = {form: make.saved(make.corners(), form) for form in FORMS}


@pytest.mark.parametrize("form", FORMS)
def test_a_file_cut_anywhere_never_raises(form: str) -> None:
    whole = WHOLE[form]
    for length in range(0, len(whole), max(1, len(whole) // 60)):
        examine(whole[:length], "cut")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(FORMS), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=8))
def test_damaged_bytes_never_raise(form: str, damage: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE[form])
    for place, value in damage:
        data[place % len(data)] = value
    examine(bytes(data), "damaged")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_are_a_profile_that_raises(data: bytes) -> None:
    profile_class(data)
    profile_class(make.matrix_profile(make.SRGB, b"para")[:200] + data)


def test_classes_of_profiles() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert profile_class(srgb) == "srgb"
    assert profile_class(make.matrix_profile(make.SRGB, make.srgb_curve())) == "srgb"
    assert profile_class(make.matrix_profile(make.SRGB, make.gamma(1.0))) == "rgb"
    assert profile_class(make.matrix_profile(make.P3, make.srgb_curve())) == "p3"
    assert profile_class(make.matrix_profile(make.ADOBE, make.gamma(2.2))) == "adobe-rgb"
    assert profile_class(b"") == profile_class(b"no profile") == "broken"


def test_the_written_block_leaves_out_what_goes_without_saying() -> None:
    found = facts(make.turned(6))
    assert list(found.written()) == ["sha256", "bytes", "width", "height", "orientation", "profile"]
    assert found.written()["width"] == "64"
    assert "orientation" not in facts(make.turned(1)).written()
    assert list(facts(b"%PDF-1.7", "a.pdf").written()) == ["sha256", "bytes"]


def test_a_sidecar_that_fits_has_no_findings_be_it_text_or_typed() -> None:
    found = facts(make.turned(6))
    assert list(verify(found, found.written(), AT)) == []
    assert list(verify(found, {**found.written(), "bytes": found.bytes, "width": found.width}, AT)) == []
    upright = facts(make.turned(1))
    assert list(verify(upright, {**upright.written(), "orientation": 1}, AT)) == []


def test_a_swapped_original_is_an_error_that_nobody_cures_unseen() -> None:
    found = facts(make.turned(6))
    (finding,) = verify(found, {**found.written(), "sha256": "0" * 64}, AT)
    assert (finding.code, finding.severity, finding.at.keys) == ("original-swapped", Severity.ERROR, ("sha256",))
    assert not any(edit.safe for edit in finding.edits)


def test_each_field_that_differs_is_named_with_both_values() -> None:
    found = facts(make.turned(6))
    said = {**found.written(), "width": "48", "height": "64", "orientation": "1", "bytes": "7"}
    findings = list(verify(found, said, AT))
    assert [finding.at.keys[0] for finding in findings] == ["bytes", "width", "height", "orientation"]
    assert findings[1].text == "`width` is 48, but the original has 64"


def test_a_field_that_is_missing_is_advice_with_a_safe_edit() -> None:
    found = facts(make.turned(1))
    (finding,) = verify(found, {field: text for field, text in found.written().items() if field != "width"}, AT)
    assert (finding.code, finding.severity, finding.edits[0].new) == ("sidecar-incomplete", Severity.SUGGESTION, "64")


def test_unprofiled_cmyk_and_a_broken_profile_are_warned_of() -> None:
    bare = facts(make.saved(Image.new("CMYK", (8, 8)), "JPEG"))
    broken = facts(make.saved(make.corners(), "JPEG", icc_profile=b"no profile"))
    assert [finding.code for finding in advise(bare, AT)] == ["picture-cmyk-untagged"]
    assert [finding.code for finding in advise(broken, AT)] == ["picture-profile-broken"]
    assert list(advise(facts(make.turned(1)), AT)) == []
