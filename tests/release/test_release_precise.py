"""Cost follows the change: what a build writes is what differs between two clean builds, and nothing more."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fjell import Files, facts, fjell, picture
from releases import NOW, Press, copied, entries_of, quick_folder

from packshot.git.tree import MemoryTree

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
import generate

SHELL = "catalog/products/jacket/shell/product.yaml"
FRONT = "assets/shell/front.png"


def replaced(path: str, old: str, new: str) -> Files:
    text = fjell()[path].decode()
    assert old in text, f"{old} is not in {path}"
    return {path: text.replace(old, new).encode()}


def recoloured() -> Files:
    """Another original, and the sidecar that says so."""
    sidecar = fjell()[f"{FRONT}.yaml"].decode()
    said = facts(picture("red"))
    assert sidecar.startswith(said)
    return {FRONT: picture("orange"), f"{FRONT}.yaml": sidecar.replace(said, facts(picture("orange"))).encode()}


CHANGES: dict[str, dict[str, bytes | None]] = {
    "a price": {**replaced("catalog/prices/eu.yaml", "ZIP-90: 12.90", "ZIP-90: 13.90")},
    "a translation": {**replaced("catalog/products/jacket/trousers/fr.yaml", "Pantalon", "Culotte")},
    "a new translation": {"catalog/products/article/zip-90/de.yaml": b"name: Zipp\n"},
    "a translation removed": {"catalog/products/jacket/trousers/fr.yaml": None},
    "an image": {**recoloured()},
    "an option's label": {**replaced("catalog/options/color.yaml", "en: Red", "en: Crimson")},
    "a family": {**replaced("catalog/families/article.yaml", "gtin, mpn", "mpn, gtin")},
    "a category moved": {
        **replaced(
            "catalog/categories/shop.yaml",
            "      trousers: {label: Trousers}",
            "  trousers: {label: Trousers}",
        )
    },
    "a stock line": {**replaced("catalog/stock/central.yaml", "FJ-BLUE-S: 14", "FJ-BLUE-S: 0")},
    "a licence": {**replaced("catalog/records/licence/studio.yaml", "2026-06-01", "2026-07-01")},
    "a channel": {**replaced("channels/google.yaml", "cut: 150", "cut: 9")},
    "a market": {**replaced("catalog/catalog.yaml", "standard: 19", "standard: 25")},
    "a product": {**replaced(SHELL, "name: Fjell Shell\n", "name: Fjell Coat\n")},
    "a product removed": {"catalog/products/article/set/product.yaml": None},
}
IDLE = frozenset({"a family"})
"""Changes that may leave every byte as it was."""


@pytest.fixture(scope="module")
def start() -> Iterator[Press]:
    with quick_folder() as folder:
        press = Press(folder, materialise=True)
        assert not press.build(MemoryTree(fjell())).failed()
        yield press


@pytest.mark.parametrize("change", CHANGES)
def test_written_is_what_differs_between_two_clean_builds(start: Press, change: str) -> None:
    base = MemoryTree(fjell())
    tree = base.edited(CHANGES[change])
    with quick_folder() as folder:
        press = copied(start, folder / "run")
        before = press.shown()
        with quick_folder() as apart:
            clean = Press(apart, materialise=True)
            assert not clean.build(tree).failed()
            wanted = clean.shown()
        result = press.build(tree, NOW, base)
        assert press.shown() == wanted
    written = {path for verb, path in result.paths() if verb == "written"}
    removed = {path for verb, path in result.paths() if verb == "removed"}
    own = re.compile(r"manifest(/.*)?\.json")
    differing = {path for path in wanted if wanted[path] != before.get(path) and not own.fullmatch(path)}
    gone = {path for path in before if path not in wanted and not own.fullmatch(path)}
    assert (written, removed) == (differing, gone)
    assert (result.written, result.removed) == (len(differing), len(gone))
    assert differing or gone or change in IDLE


def test_a_second_build_evaluates_and_writes_nothing(start: Press) -> None:
    with quick_folder() as folder:
        press = copied(start, folder / "run")
        tree = MemoryTree(fjell())
        for instant in (NOW, "2026-02-14T23:00:00Z", "2026-02-27T00:00:00Z"):
            result = press.build(tree, instant)
            assert (result.records, result.views, result.made, result.written, result.removed) == (0, 0, 0, 0, 0)
            assert press.evaluated == []


# The same number at any size


def generated(products: int) -> MemoryTree:
    return MemoryTree({path: text.encode() for path, text in generate.files(products, ["en", "de"])})


def one_price(products: int) -> tuple[int, int, int]:
    """Records, views and artifacts of the change of one price in a catalogue of that size."""
    tree = generated(products)
    part = "catalog/prices/retail/part-0000.yaml"
    text = tree.read(part).decode()
    dearer = tree.edited({part: re.sub(r"(p000007/\*): .*", r"\1: 77.70", text)})
    with quick_folder() as folder:
        press = Press(folder)
        assert not press.build(tree).failed()
        result = press.build(dearer, NOW, tree)
        assert not result.failed()
        return result.records, result.views, result.written


def test_a_price_costs_as_many_views_in_a_small_catalogue_as_in_a_large_one() -> None:
    sizes = (1000, 10000) if os.environ.get("PACKSHOT_LARGE") else (100, 400)
    small, large = map(one_price, sizes)
    assert small == large


# The clock


def naming(press: Press, wanted: str) -> list[str]:
    """The artifacts that mention something."""
    return sorted(path for path in press.entries() if wanted.encode() in press.read(path))


def test_a_licence_that_ends_takes_its_picture_from_everything_and_gives_it_back() -> None:
    tree = MemoryTree(fjell())
    with quick_folder() as folder:
        press = Press(folder)
        press.build(tree, "2026-05-31T23:59:59Z")
        ending = [path for path in press.entries() if path.startswith("media-20260601T0000Z/")]
        before = press.entries()
        assert {entry.expires for path, entry in before.items() if path in ending} == {"2026-06-01T00:00:00Z"}
        names = [name for path in ending if (name := Path(path).name)]
        shows = {path for name in names for path in naming(press, name)}
        assert any(path.endswith(".html") for path in shows)
        assert any("/api/v1/products/" in path for path in shows)
        assert any(path.startswith("feeds/") for path in shows)

        press.build(tree, "2026-06-01T00:00:00Z")
        assert not set(ending) & press.entries().keys()
        assert [path for name in [*names, "front"] for path in naming(press, name)] == []

        press.build(tree, "2026-05-31T23:59:59Z")
        assert press.entries() == before


def test_a_release_says_how_long_it_holds() -> None:
    with quick_folder() as folder:
        result = Press(folder).build(MemoryTree(fjell()))
        assert result.valid_from is not None
        assert result.valid_from <= NOW < (result.next_transition or "")
        assert entries_of(fjell(), result.valid_from) == entries_of(fjell())
