"""What is known of a rendition before it exists: its size, its name, its place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendition_cases import OWNED, Size

from packshot.engine.types import Original
from packshot.outputs import find
from packshot.outputs.renditions.layout import lay_out
from packshot.outputs.renditions.pillow import ENGINE
from packshot.outputs.renditions.rights import Rights
from packshot.outputs.renditions.spec import Master, Rendition, Terms, folder, rendition, srcset

MASTER = Master(Original("shirt", "a" * 64, "assets/shirt.jpg"), (3000, 4000))
HERO = Size(1600)
CARD = Size(640, 640, "pad")

sides = st.integers(1, 20000)
targets = st.integers(1, 4000)


def plan(size: Size = HERO, form: str = "jpeg", master: Master = MASTER, rights: Rights = OWNED) -> Rendition:
    return rendition(master, size, form, Terms(rights))


@pytest.mark.parametrize(
    ("source", "size", "canvas", "inner", "box"),
    [
        ((3000, 4000), Size(1600), (1600, 2133), (1600, 2133), (0, 0, 3000, 4000)),
        ((3000, 4000), Size(None, 1600), (1200, 1600), (1200, 1600), (0, 0, 3000, 4000)),
        ((800, 600), Size(1600), (800, 600), (800, 600), (0, 0, 800, 600)),
        ((4000, 3000), Size(640, 640), (640, 480), (640, 480), (0, 0, 4000, 3000)),
        ((4000, 3000), Size(640, 640, "pad"), (640, 640), (640, 480), (0, 0, 4000, 3000)),
        ((300, 100), Size(640, 640, "pad"), (640, 640), (300, 100), (0, 0, 300, 100)),
        ((4000, 3000), Size(300, 300, "crop"), (300, 300), (300, 300), (500, 0, 3500, 3000)),
        ((200, 100), Size(300, 300, "crop"), (100, 100), (100, 100), (50, 0, 150, 100)),
        ((1, 20000), Size(640), (1, 16383), (1, 16383), (0, 0, 1, 20000)),
    ],
)
def test_fits(source: tuple[int, int], size: Size, canvas: object, inner: object, box: object) -> None:
    found = lay_out(source, (size.width, size.height), size.fit)
    assert (found.canvas, found.inner, found.box) == (canvas, inner, box)


def test_a_crop_keeps_the_focal_point_as_near_the_middle_as_it_can() -> None:
    assert lay_out((4000, 3000), (300, 300), "crop", focus=(0.0, 0.5)).box == (0, 0, 3000, 3000)
    assert lay_out((4000, 3000), (300, 300), "crop", focus=(0.4, 0.5)).box == (100, 0, 3100, 3000)
    assert lay_out((4000, 3000), (300, 300), "crop", focus=(1.0, 1.0)).box == (1000, 0, 4000, 3000)


def test_a_crop_of_the_sidecar_comes_first() -> None:
    assert lay_out((4000, 3000), (1000, None), "contain", crop=(0.25, 0.0, 0.5, 0.5)).box == (1000, 0, 3000, 1500)


@given(sides, sides, targets, targets, st.sampled_from(["contain", "pad", "crop"]), st.floats(0, 1), st.floats(0, 1))
def test_layouts_hold_together(w: int, h: int, tw: int, th: int, fit: str, x: float, y: float) -> None:
    found = lay_out((w, h), (tw, th), fit, focus=(x, y))
    left, top, right, bottom = found.box
    assert 0 <= left < right <= w
    assert 0 <= top < bottom <= h
    assert 1 <= found.inner[0] <= min(right - left, tw)
    assert 1 <= found.inner[1] <= min(bottom - top, th)
    assert all(
        at >= 0 and at + part <= whole for at, part, whole in zip(found.offset, found.inner, found.canvas, strict=True)
    )
    assert fit != "pad" or found.canvas == (tw, th)


@given(sides, sides, st.tuples(*[st.floats(0, 1)] * 4))
def test_any_crop_leaves_at_least_a_pixel(w: int, h: int, crop: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = lay_out((w, h), (100, None), "contain", crop=crop).box
    assert 0 <= left < right <= w
    assert 0 <= top < bottom <= h


def test_the_path_is_the_name_in_its_shelf() -> None:
    found = plan()
    folder, shelf, name = found.path.split("/")
    assert (folder, shelf) == ("media", name[:2])
    assert len(name) == 32 + len(".jpg")
    assert (found.width, found.height, found.type) == (1600, 2133, "image/jpeg")


@pytest.mark.parametrize(
    "other",
    [
        plan(form="webp"),
        plan(replace(HERO, width=1599)),
        plan(replace(HERO, quality=83)),
        plan(replace(HERO, background="#eeeeee")),
        plan(rights=replace(OWNED, credit="")),
        plan(master=replace(MASTER, crop=(0.0, 0.0, 0.5, 0.5))),
        plan(master=replace(MASTER, original=Original("shirt", "b" * 64, "assets/shirt.jpg"))),
    ],
)
def test_whatever_changes_the_bytes_changes_the_name(other: Rendition) -> None:
    assert other.path != plan().path


def test_the_generation_of_the_engine_is_part_of_the_name() -> None:
    class Next(type(ENGINE)):  # type: ignore[misc] # the class of an instance is a fine base
        generation = ENGINE.generation + 1

    assert rendition(MASTER, HERO, "jpeg", Terms(), Next()).path != rendition(MASTER, HERO, "jpeg", Terms()).path


@pytest.mark.parametrize(
    "other",
    [
        plan(master=replace(MASTER, focus=(0.1, 0.1))),  # nothing is cut
        plan(replace(HERO, background="#FFFFFF")),
        plan(replace(HERO, height=9000)),  # the width decides
        plan(rights=replace(OWNED, credit="  Kari   Moe /\nNordlys ")),
        plan(master=replace(MASTER, original=Original("renamed", "a" * 64, "assets/else.jpg"))),
    ],
)
def test_what_does_not_change_the_bytes_does_not_change_the_name(other: Rendition) -> None:
    assert other.path == plan().path


def test_the_end_of_a_licence_moves_the_picture_and_remakes_nothing() -> None:
    free = rendition(MASTER, HERO, "jpeg", Terms())
    limited = rendition(MASTER, HERO, "jpeg", Terms(until="2027-02-28T23:00:59Z"))
    assert limited.path == free.path.replace("media/", "media-20270228T2300Z/")
    assert limited.data == free.data
    assert limited.view("us/en").expires == "2027-02-28T23:00:59Z"
    assert folder(None) == "media"


def test_a_view_names_its_original_and_its_engine() -> None:
    view = plan().view("web")
    assert (view.output, view.type, view.audience) == ("renditions.pillow", "image/jpeg", "web")
    assert view.originals == (MASTER.original,)
    assert find("renditions.pillow") is ENGINE


def test_a_srcset_falls_by_halves_and_enlarges_nothing() -> None:
    def widths(size: Size, source: tuple[int, int]) -> list[int]:
        return [one.width for one in srcset(replace(MASTER, size=source), size, "webp", Terms())]

    assert widths(HERO, (4000, 3000)) == [1600, 800, 400]
    assert widths(HERO, (1000, 1000)) == [1000, 800, 400]
    assert widths(HERO, (300, 300)) == [300]
    assert widths(CARD, (4000, 3000)) == [640, 320, 160]
    assert widths(CARD, (100, 100)) == [640, 320, 160]
    assert widths(Size(200), (4000, 3000)) == [200]


def test_the_first_of_a_srcset_is_the_rendition_itself() -> None:
    assert srcset(MASTER, CARD, "jpeg", Terms(OWNED))[0] == plan(CARD)
