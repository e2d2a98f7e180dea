"""What travels inside a published picture: the rights that we wrote, and nothing of the original's own metadata."""

from __future__ import annotations

import io
import json
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image, IptcImagePlugin
from rendition_cases import OWNED, Size, planned

import picture_makers as make
from packshot.outputs.renditions.pillow import ENGINE
from packshot.outputs.renditions.rights import LONGEST, Rights, iptc_segment, xmp

NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}

SAID = {
    "//dc:creator/rdf:Seq/rdf:li": ["Kari Moe", "Åse <Ø> & Co"],
    "//dc:rights/rdf:Alt/rdf:li": ["© 2026 Nordlys AS"],
    "//photoshop:Credit": ["Kari Moe / Nordlys"],
    "//xmpRights:Marked": ["True"],
    "//xmpRights:WebStatement": ["https://nordlys.example/terms?a=1&b=2"],
    "//xmpRights:UsageTerms/rdf:Alt/rdf:li": ["Dealers only"],
    "//plus:Licensor/rdf:Seq/rdf:li/plus:LicensorName": ["Nordlys AS"],
    "//plus:Licensor/rdf:Seq/rdf:li/plus:LicensorURL": ["https://nordlys.example/licence"],
    "//ext:DigitalSourceType": ["http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"],
}

FORMS = ("jpeg", "webp", "avif", "png")


def rendered(form: str, rights: Rights = OWNED, original: bytes | None = None) -> bytes:
    data = original or make.with_secrets()
    return ENGINE.make(planned(data, Size(48), form, rights).data, [data])


def packet(form: str, data: bytes) -> bytes:
    info = Image.open(io.BytesIO(data)).info
    found = info.get("XML:com.adobe.xmp", "").encode() if form == "png" else info.get("xmp", b"")
    assert isinstance(found, bytes)
    return found


def texts(data: bytes, path: str) -> list[str]:
    return [element.text for element in etree.fromstring(data).xpath(path, namespaces=NS)]


@pytest.mark.parametrize("form", FORMS)
def test_the_rights_are_read_back_from_xmp(form: str) -> None:
    found = packet(form, rendered(form))
    assert {path: texts(found, path) for path in SAID} == SAID


def test_jpeg_says_it_in_iptc_too() -> None:
    found = IptcImagePlugin.getiptcinfo(Image.open(io.BytesIO(rendered("jpeg"))))
    assert found is not None
    assert found[(2, 80)] == [b"Kari Moe", "Åse <Ø> & Co".encode()]
    assert (found[(2, 110)], found[(2, 116)]) == (b"Kari Moe / Nordlys", "© 2026 Nordlys AS".encode())


@pytest.mark.parametrize("form", FORMS)
def test_exiftool_reads_the_rights_and_finds_no_fault(form: str, tmp_path: Path) -> None:
    if not shutil.which("exiftool"):
        pytest.skip("exiftool is not installed")
    path = tmp_path / f"picture.{form}"
    path.write_bytes(rendered(form))
    run = ["exiftool", "-j", "-struct", "-validate", "-warning", "-G1", "-charset", "iptc=utf8", str(path)]
    (found,) = json.loads(subprocess.run([*run, "-all"], capture_output=True, check=True).stdout)
    assert found["XMP-dc:Creator"] == ["Kari Moe", "Åse <Ø> & Co"]
    assert found["XMP-dc:Rights"] == "© 2026 Nordlys AS"
    assert found["XMP-xmpRights:WebStatement"] == "https://nordlys.example/terms?a=1&b=2"
    assert found["XMP-plus:Licensor"] == [
        {"LicensorName": "Nordlys AS", "LicensorURL": "https://nordlys.example/licence"}
    ]
    if form == "jpeg":
        assert found["IPTC:CopyrightNotice"] == "© 2026 Nordlys AS"
        assert found["IPTC:By-line"] == ["Kari Moe", "Åse <Ø> & Co"]
    assert found["ExifTool:Validate"] == "OK"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("source", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("rights", [OWNED, Rights()])
def test_nothing_of_the_originals_metadata_is_left(form: str, source: str, rights: Rights) -> None:
    original = make.with_secrets(source)
    made = rendered(form, rights, original)
    for secret in ("Canon", "SECRET", "lost@home"):
        assert secret.encode() in original
        assert secret.encode() not in made
    assert b"Exif" not in made
    assert not Image.open(io.BytesIO(made)).getexif()


@pytest.mark.parametrize("name", ["exif/DSCN0010.jpg", "exif/canon_hdr_NO.jpg", "large/ultra-hdr.jpg"])
def test_no_place_of_a_real_camera_is_left(test_data: Path, name: str) -> None:
    made = rendered("jpeg", OWNED, (test_data / "assets" / name).read_bytes())
    assert jpeg_segments(made) <= {0xE0, 0xE1, 0xED, 0xDB, 0xC0, 0xC4, 0xDA}
    assert made.count(b"\xff\xd8\xff") == 1  # no thumbnail, no gain map


def jpeg_segments(data: bytes) -> set[int]:
    found, place = set(), 2
    while data[place + 1] != 0xDA:
        found.add(data[place + 1])
        place += 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
    return found


def test_without_rights_nothing_is_written_and_no_profile() -> None:
    assert jpeg_segments(rendered("jpeg", Rights())) <= {0xE0, 0xDB, 0xC0, 0xC4}
    webp = rendered("webp", Rights())
    assert webp[12:16] == b"VP8 "
    assert len(webp) == 8 + struct.unpack("<I", webp[4:8])[0]


def test_texts_too_long_for_iptc_stand_in_xmp_alone() -> None:
    said = Rights(creators=("x" * 33, "short"), notice="y" * 129).data()
    segment = iptc_segment(said)
    assert b"short" in segment
    assert b"xxx" not in segment
    assert b"yyy" not in segment
    assert b"y" * 129 in xmp(said)


def test_rights_are_cleaned_and_bounded() -> None:
    said = Rights(creators=("a\0b\n",) * 99, credit="z" * 99999, notice=" \t ").data()
    assert said == {"creators": ["a b"] * 10, "credit": "z" * LONGEST}


wild = st.text(max_size=3000)


@given(st.builds(Rights, st.lists(wild, max_size=12).map(tuple), wild, wild, wild, wild, wild, wild, wild))
def test_any_text_makes_a_packet_that_parses_and_fits_a_marker(rights: Rights) -> None:
    said = rights.data()
    found = xmp(said)
    assert not found or texts(found, "//dc:creator/rdf:Seq/rdf:li") == said.get("creators", [])
    assert len(iptc_segment(said)) < 2000


def test_the_fullest_rights_still_make_a_jpeg() -> None:
    full = Rights(("&" * LONGEST,) * 10, *["<" * LONGEST] * 7)
    assert Image.open(io.BytesIO(rendered("jpeg", full))).size == (48, 36)
