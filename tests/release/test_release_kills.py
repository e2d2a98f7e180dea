"""Builds and publications that die at any write, or whose disk is full: no reader sees a hole, the next completes."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fjell import facts, picture
from kills import Doomed, dies, fill, holes, kill
from releases import NOW, Press, copied, quick_folder, shown

from packshot.engine.storage import open_storage
from packshot.engine.store import Store
from packshot.engine.up_to_date import latest
from packshot.findings import RefusedError
from packshot.git.tree import MemoryTree
from packshot.publish.directory import Directory
from packshot.publish.publish import Publication
from support import files_of

TEXTS = """
--- catalog/catalog.yaml
packshot: 1
name: Small
url: https://small.example
source: en
locales: {en: null}
markets: {de: {country: DE, locales: [en], currency: EUR, prices: [eu], stock: [central]}}
renditions: {hero: {width: 4, formats: [jpeg]}}
--- catalog/attributes/main.yaml
label: Main

attributes:
  name: {type: text, label: Name}
  main: {type: asset, label: Picture}
--- catalog/families/thing.yaml
label: Thing
image_from: assets.main

attributes: [name, main]
--- catalog/prices/eu.yaml
currency: EUR
tax: included

prices:
  A: 1.00
  B: 2.00
--- catalog/stock/central.yaml
unlisted: in_stock
--- catalog/products/a/product.yaml
family: thing
status: active
sku: A

name: First
assets: {main: one}
--- catalog/products/b/product.yaml
family: thing
status: active
sku: B

name: Second
assets: {main: two}
--- channels/google.yaml
extends: google-primary
markets: [de]
fields: {image_link: null, link: {value: "https://small.example/"}}
rules: {image_link: null}
images: {extra: {from: assets.main, preset: hero}}
output: {format: csv, file: "{market}-{locale}.csv"}
"""


def original(name: str, colour: str) -> dict[str, bytes]:
    data = picture(colour)
    return {f"assets/{name}.png": data, f"assets/{name}.png.yaml": (facts(data) + "alt: A thing\n").encode()}


OLD = MemoryTree({**{path: text.encode() for path, text in files_of(TEXTS).items()}, **original("one", "red")}).edited(
    original("two", "blue")
)
NEW = OLD.edited(
    {
        **original("one", "green"),
        "catalog/products/b/product.yaml": None,
        "catalog/products/c/product.yaml": b"family: thing\nstatus: active\nsku: C\n\n"
        b"name: Third\nassets: {main: two}\n",
        "catalog/prices/eu.yaml": b"currency: EUR\ntax: included\n\nprices:\n  A: 1.50\n  C: 2.00\n",
    }
)
OTHER = OLD.edited({"catalog/products/a/product.yaml": b"family: thing\nstatus: active\nsku: A\n\nname: Once\n"})


def released(tree: MemoryTree) -> dict[str, bytes]:
    with quick_folder() as folder:
        press = Press(folder, materialise=True)
        result = press.build(tree)
        assert not result.failed(), result.findings
        return press.shown()


@pytest.fixture(scope="module")
def start() -> Iterator[Press]:
    with quick_folder() as folder:
        press = Press(folder, materialise=True)
        press.build(OLD)
        assert not holes(press.shown())
        yield press


@pytest.fixture(scope="module")
def wanted() -> dict[str, dict[str, bytes]]:
    return {tree.id: released(tree) for tree in (OLD, NEW, OTHER)}


def on(press: Press, disk: Doomed) -> Press:
    return replace(press, extra={"disk": disk})


def test_a_build_killed_at_every_write_is_completed_by_the_next(
    start: Press, wanted: dict[str, dict[str, bytes]]
) -> None:
    for at in range(1, 10_000):
        with quick_folder() as folder:
            press = copied(start, folder / "run")
            killed = dies(lambda: on(press, Doomed(at, kill)).build(NEW, NOW, OLD))  # noqa: B023 - done at once
            assert holes(press.shown()) == [], f"killed at {at}"
            tree = (NEW, OTHER, OLD)[at % 3] if killed else NEW
            press.build(tree)
            assert press.shown() == wanted[tree.id], f"killed at {at}"
        if not killed:
            assert at > 20
            return


def test_a_first_build_killed_at_every_write_is_completed_by_the_next(wanted: dict[str, dict[str, bytes]]) -> None:
    for at in range(1, 10_000, 1 if os.environ.get("PACKSHOT_LARGE") else 5):
        with quick_folder() as folder:
            press = Press(folder, materialise=True)
            killed = dies(lambda: on(press, Doomed(at, kill)).build(OLD))  # noqa: B023 - done at once
            assert holes(shown(press.dist) if press.dist.exists() else {}) == []
            press.build(OLD)
            assert press.shown() == wanted[OLD.id], f"killed at {at}"
        if not killed:
            return


def test_a_disk_that_is_full_at_any_write_is_a_refusal(start: Press, wanted: dict[str, dict[str, bytes]]) -> None:
    for at in range(1, 10_000):
        with quick_folder() as folder:
            press = copied(start, folder / "run")
            disk = Doomed(at, fill)
            try:
                on(press, disk).build(NEW, NOW, OLD)
            except RefusedError as refusal:
                assert "No space left" in str(refusal)  # noqa: PT017 - until the disk is large enough
            else:
                assert at > 20
                return
            assert holes(press.shown()) == []
            pointer = latest(press.place)
            assert pointer is not None
            if pointer.tree == OLD.id and not list(press.home.glob("intent*")):
                assert press.shown() == wanted[OLD.id], f"full at {at}"
            tree = (OLD, NEW)[at % 2]
            press.build(tree)
            assert press.shown() == wanted[tree.id], f"full at {at}"


# Publishing


def publication(press: Press, target: Path, disk: Doomed | None = None) -> Publication:
    pointer = latest(press.place)
    assert pointer is not None
    return Publication(Store(open_storage(press.place)), Directory(target, disk or Doomed()), pointer.manifest)


def served(target: Path) -> dict[str, bytes]:
    """What readers of a target see."""
    return {path: data for path, data in shown(target).items() if not path.startswith(".packshot/")}


@pytest.fixture(scope="module")
def published(start: Press) -> Iterator[tuple[Press, Path]]:
    """A target that holds the old release, and a store that holds the new one."""
    with quick_folder() as folder:
        press = copied(start, folder / "press")
        publication(press, folder / "target").publish()
        press.build(NEW, NOW, OLD)
        yield press, folder / "target"


def test_a_publication_killed_at_every_write_is_completed_by_the_next(
    published: tuple[Press, Path], wanted: dict[str, dict[str, bytes]]
) -> None:
    press, before = published
    for at in range(1, 10_000):
        with quick_folder() as folder:
            target = folder / "target"
            shutil.copytree(before, target)
            killed = dies(publication(press, target, Doomed(at, kill)).publish)
            assert holes(served(target)) == [], f"killed at {at}"
            publication(press, target).publish()
            assert served(target) == wanted[NEW.id], f"killed at {at}"
            assert publication(press, target).publish().uploaded == 0
        if not killed:
            assert at > 10
            return


def test_a_target_that_is_full_at_any_write_has_no_holes_and_is_completed(
    published: tuple[Press, Path], wanted: dict[str, dict[str, bytes]]
) -> None:
    press, before = published
    for at in range(1, 10_000):
        with quick_folder() as folder:
            target = folder / "target"
            shutil.copytree(before, target)
            try:
                publication(press, target, Doomed(at, fill)).publish()
            except (OSError, RefusedError) as failure:
                assert "No space left" in str(failure)  # noqa: PT017 - until the disk is large enough
            else:
                return
            assert holes(served(target)) == []
            publication(press, target).publish()
            assert served(target) == wanted[NEW.id], f"full at {at}"
