"""The pixels of renditions: upright, in sRGB, on their background, the same alone and together."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from rendition_cases import OWNED, Size, made, master, planned

import picture_makers as make
from packshot.findings import RefusedError
from packshot.media.facts import Picture, examine
from packshot.model.file_formats import RENDERED
from packshot.outputs.renditions.pillow import ENGINE
from packshot.outputs.renditions.spec import Master, Rendition, Terms, rendition, srcset

Colour = tuple[int, ...]


def at(image: Image.Image, x: float, y: float) -> Colour:
    found = image.convert("RGB").getpixel((int(x * image.width), int(y * image.height)))
    assert isinstance(found, tuple)
    return found


def near(found: Colour, wanted: Colour, by: int = 3) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


def mean(image: Image.Image) -> Colour:
    return at(image.convert("RGB").resize((1, 1), Image.Resampling.BOX), 0, 0)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_every_orientation_comes_out_upright(orientation: int, form: str) -> None:
    image = made(make.turned(orientation, form), Size(32))
    assert image.size == (32, 24)
    quarters = [at(image, x, y) for y in (0.25, 0.75) for x in (0.25, 0.75)]
    wanted = [(224, 0, 0), (0, 192, 0), (0, 0, 224), (255, 255, 255)]
    assert all(near(found, colour, 25) for found, colour in zip(quarters, wanted, strict=True)), quarters


@pytest.mark.parametrize("number", range(2, 9))
def test_the_landscapes_of_a_camera_look_alike(test_data: Path, number: int) -> None:
    folder = test_data / "assets/exif"
    first, other = (made((folder / f"landscape_{n}.jpg").read_bytes(), Size(60)) for n in (2, number))
    for x, y in [(0.1, 0.1), (0.9, 0.1), (0.5, 0.6), (0.1, 0.9), (0.9, 0.9)]:
        assert near(at(first, x, y), at(other, x, y), 25)


@pytest.mark.parametrize(
    ("primaries", "curve", "stored", "wanted"),
    [
        (make.P3, make.srgb_curve(), (234, 51, 35), (255, 0, 0)),
        (make.P3, make.srgb_curve(), (117, 251, 76), (0, 255, 0)),
        (make.ADOBE, make.gamma(2.19922), (219, 0, 0), (255, 0, 0)),
        (make.ADOBE, make.gamma(2.19922), (144, 255, 60), (0, 255, 0)),
        (make.ADOBE, make.gamma(2.19922), (127, 127, 127), (128, 128, 128)),
        (make.SRGB, make.gamma(1.0), (55, 55, 55), (128, 128, 128)),
        (make.SRGB, make.srgb_curve(), (10, 100, 200), (10, 100, 200)),
    ],
)
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_profiles_are_obeyed(primaries: object, curve: bytes, stored: Colour, wanted: Colour, mode: str) -> None:
    image = Image.new(mode, (8, 8), stored + (128,) * (mode == "RGBA"))
    data = make.saved(image, "PNG", icc_profile=make.matrix_profile(primaries, curve))
    assert near(at(made(data, Size(8)), 0.5, 0.5), wanted, 4)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [  # mean colours by libvips 8.18
        ("color/cmyk-icc.jpg", (149, 213, 213)),
        ("exif/xmp_test.jpg", (131, 128, 127)),
        ("color/grayscale-icc.jpg", (200, 200, 200)),
        ("color/icc_profile_big.jpg", (59, 120, 176)),
        ("exif/landscape_6.jpg", (98, 96, 84)),
    ],
)
def test_colours_are_those_of_an_independent_program(test_data: Path, name: str, wanted: Colour) -> None:
    assert near(mean(made((test_data / "assets" / name).read_bytes(), Size(64))), wanted, 3)


@pytest.mark.parametrize(
    ("inks", "wanted"),
    [
        ((0, 0, 0, 0), (255, 255, 255)),
        ((255, 0, 0, 0), (0, 158, 224)),
        ((0, 255, 255, 0), (227, 6, 19)),
        ((0, 0, 0, 255), (29, 29, 27)),
    ],
)
def test_unprofiled_cmyk_looks_printed(inks: Colour, wanted: Colour) -> None:
    data = make.saved(Image.new("CMYK", (32, 32), inks), "TIFF")
    assert near(at(made(data, Size(32)), 0.5, 0.5), wanted, 1)


def test_a_profile_of_another_kind_of_colour_is_not_obeyed() -> None:
    profile = make.matrix_profile(make.P3, make.srgb_curve())
    data = make.saved(Image.new("CMYK", (8, 8), (0, 0, 0, 0)), "TIFF", icc_profile=profile)
    assert at(made(data, Size(8)), 0.5, 0.5) == (255, 255, 255)


GREEN = (0, 200, 0)


def with_alpha(mode: str) -> bytes:
    image = Image.new("RGBA", (40, 40), (*GREEN, 255))
    image.paste((255, 0, 0, 0), (0, 0, 20, 40))
    if mode == "P":
        palette = image.convert("RGB").quantize(8)
        return make.saved(palette, "PNG", transparency=palette.getpixel((5, 5)))
    return make.saved(image.convert(mode), "PNG")


@pytest.mark.parametrize("mode", ["RGBA", "P", "LA"])
@pytest.mark.parametrize("form", ["jpeg", "webp", "png", "avif"])
def test_transparency_shows_the_background_in_jpeg_and_stays_elsewhere(mode: str, form: str) -> None:
    image = made(with_alpha(mode), Size(20, background="#204060"), form)
    if form == "jpeg":
        assert near(at(image, 0.1, 0.5), (0x20, 0x40, 0x60), 4)
    else:
        assert image.mode == "RGBA"
        assert [image.getchannel("A").getpixel((x, 10)) for x in (2, 17)] == [0, 255]


def test_no_fringe_of_hidden_colours_appears_at_an_edge() -> None:
    image = made(with_alpha("RGBA"), Size(11))
    pixels = [image.getpixel((x, 5)) for x in range(11)]
    assert all(red < 20 for red, _, _, alpha in pixels if alpha > 10)


@pytest.mark.parametrize("form", ["jpeg", "webp", "png"])
def test_padding_fills_up_to_the_box_in_every_format(form: str) -> None:
    image = made(with_alpha("RGBA"), Size(60, 60, "pad", background="#204060"), form)
    assert image.mode == "RGB"
    assert near(at(image, 0.02, 0.02), (0x20, 0x40, 0x60), 4)
    assert near(at(image, 0.3, 0.5), (0x20, 0x40, 0x60), 12)
    assert near(at(image, 0.7, 0.5), GREEN, 12)


def test_a_padded_picture_that_fills_its_box_is_as_opaque_as_any_other() -> None:
    assert made(with_alpha("RGBA"), Size(20, 20, "pad"), "webp").mode == "RGB"


def test_a_crop_shows_what_lies_at_the_focal_point() -> None:
    data = make.turned(6)
    assert near(at(made(data, Size(10, 10, "crop"), focus=(0.1, 0.1)), 0.2, 0.2), (224, 0, 0), 25)
    cut = made(data, Size(10), crop=(0.5, 0.5, 0.5, 0.5))
    assert near(mean(cut), (255, 255, 255), 5)


def odd(mode: str) -> bytes:
    if mode == "1":
        return make.saved(Image.new("1", (9, 9), 1), "PNG")
    if mode == "I;16":
        return make.saved(Image.frombytes("I;16", (9, 9), b"\0\xc0" * 81), "PNG")
    return make.saved(Image.new("L", (9, 9), 192), "PNG", **({"transparency": 3} if mode == "L+" else {}))


@pytest.mark.parametrize(("mode", "wanted"), [("1", 255), ("L", 192), ("L+", 192), ("I;16", 192)])
def test_odd_modes(mode: str, wanted: int) -> None:
    assert at(made(odd(mode), Size(9)), 0.5, 0.5) == (wanted,) * 3


def test_floating_point_pictures_are_refused_with_a_reason() -> None:
    data = make.saved(Image.new("F", (9, 9), 0.5), "TIFF")
    with pytest.raises(RefusedError, match="no defined white"):
        made(data, Size(9))


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF"])
def test_of_an_animation_the_first_frame_is_shown(form: str) -> None:
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("#e00000", "#0000e0", "#00c000")]
    data = make.saved(frames[0], form, save_all=True, append_images=frames[1:])
    for target in ("jpeg", "avif", "png"):
        assert near(mean(made(data, Size(16), target)), (224, 0, 0), 12)


def test_nothing_of_the_sidecar_is_believed_against_the_original() -> None:
    data = make.turned(6)
    wrong = Master(master(data).original, (48, 64))
    with pytest.raises(RefusedError, match="has 48 x 64 pixels, but the original has 64 x 48"):
        ENGINE.make(rendition(wrong, Size(20), "jpeg", Terms()).data, [data])


@pytest.mark.parametrize("data", [b"", b"%!PS", make.png(65000, 65000), make.turned(1)[:500]])
def test_an_unfit_original_is_refused_with_a_finding(data: bytes) -> None:
    plan = planned(make.turned(1), Size(20))
    with pytest.raises(RefusedError) as caught:
        ENGINE.make(plan.data, [data])
    assert caught.value.findings[0].code.startswith("original-")


def test_every_real_picture_becomes_renditions_of_the_promised_size(test_data: Path) -> None:
    done = 0
    for path in sorted((test_data / "assets").rglob("*")):
        facts = examine(path, path.name) if path.is_file() and "photos" not in path.parts else None
        if isinstance(facts, Picture) and facts.format in RENDERED:
            data, done = path.read_bytes(), done + 1
            plans = [planned(data, size, form) for size in (Size(64, 64, "pad"), Size(90)) for form in ("jpeg", "webp")]
            for plan, made in zip(plans, ENGINE.make_many([(plan.data, [data]) for plan in plans]), strict=True):
                assert Image.open(io.BytesIO(made)).size == (plan.width, plan.height), path
    assert done > 45


big = make.saved(make.corners(3400, 1700).resize((3400, 1700)), "JPEG", quality=90)
small = make.turned(8, "PNG")


def several() -> list[tuple[Rendition, bytes]]:
    sizes = (Size(3000), Size(1600), Size(700, 700, "pad"), Size(333), Size(90, 200, "crop"), Size(20))
    return [(planned(data, size, form), data) for data in (big, small) for size in sizes for form in ("jpeg", "webp")]


def test_a_rendition_made_alone_has_the_bytes_of_one_made_together() -> None:
    wanted = several()
    together = ENGINE.make_many([(plan.data, [data]) for plan, data in wanted])
    assert together == [ENGINE.make(plan.data, [data]) for plan, data in wanted]
    backwards = ENGINE.make_many([(plan.data, [data]) for plan, data in reversed(wanted)])
    assert backwards == together[::-1]


def test_other_processes_make_the_same_bytes() -> None:
    plan = planned(small, Size(33), "webp", OWNED)
    code = "import sys, json; from packshot.outputs.renditions.pillow import ENGINE\n"
    code += "data, path = sys.argv[1:]; sys.stdout.buffer.write(ENGINE.make(json.loads(data), [bytes.fromhex(path)]))"
    run = [sys.executable, "-c", code, json.dumps(plan.data), small.hex()]
    done = subprocess.run(run, capture_output=True, check=True, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"})
    assert done.stdout == ENGINE.make(plan.data, [small])


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 90),
    st.integers(1, 90),
    st.integers(1, 8),
    st.integers(1, 120),
    st.none() | st.integers(1, 120),
    st.sampled_from(["contain", "pad", "crop"]),
    st.sampled_from(["jpeg", "webp", "png"]),
)
def test_the_planned_size_is_the_size(w: int, h: int, turn: int, tw: int, th: int | None, fit: str, form: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    data = make.saved(Image.new("RGB", (w, h), "#336699"), "JPEG", exif=exif)
    size = Size(tw, th, fit)
    made(data, size, form, focus=(0.3, 0.9))
    for one in srcset(master(data), size, form, Terms()):
        assert Image.open(io.BytesIO(ENGINE.make(one.data, [data]))).size == (one.width, one.height)
