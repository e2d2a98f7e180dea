"""Pages of a category of 500 products: sorted by name in each language, and a rename touches its old and new page.

`PACKSHOT_EXAMPLES` asks for more renames, whose numbers of touched pages are written to standard output.
"""

import os
import random
import sys
from collections import Counter
from collections.abc import Iterator

import pytest
from lxml import html
from releases import NOW, Press, copied, quick_folder

from judges import icu
from packshot.engine.chain import why
from packshot.engine.effects import effects
from packshot.engine.plan import planned
from packshot.git.tree import MemoryTree
from support import files_of

PRODUCTS = 500
RENAMES = int(os.environ.get("PACKSHOT_EXAMPLES", "8"))
CATALOGUE = """
    --- catalog/catalog.yaml
    packshot: 1
    name: Havn
    url: https://havn.example
    source: sv
    zone: Europe/Stockholm
    locales: {sv: null, de: sv}
    markets:
      se: {country: SE, locales: [sv, de], currency: SEK}
    --- catalog/attributes/texts.yaml
    attributes:
      name: {type: text, localizable: true}
    --- catalog/families/article.yaml
    attributes: [name]
    --- catalog/categories/shop.yaml
    label: Shop
    children:
      all: {label: All}
"""
WORDS = ["Ål", "Ärt", "Öl", "Zink", "Aska", "Björk", "Ek", "Fjäll", "Glas", "Häst", "Is", "Järn", "Ljus", "Moss", "Ört"]
PAGES = "se/sv/categories/all/"


def product(number: int, name: str) -> dict[str, bytes]:
    """The file of a product."""
    text = f"family: article\nstatus: active\nsku: P-{number}\nname: {name}\ncategories: [all]\n"
    return {f"catalog/products/article/p{number:03}/product.yaml": text.encode()}


def name(dice: random.Random) -> str:
    return f"{dice.choice(WORDS)}{dice.choice(['', ' ', '-'])}{dice.choice(WORDS).lower()} {dice.randrange(30)}"


def catalogue() -> MemoryTree:
    dice = random.Random(1)
    files = {path: text.encode() for path, text in files_of(CATALOGUE).items()}
    for number in range(PRODUCTS):
        files |= product(number, name(dice))
    return MemoryTree(files)


def renamed(tree: MemoryTree, count: int) -> Iterator[MemoryTree]:
    """The tree after each of some renames, one after the other."""
    dice = random.Random(2)
    for _ in range(count):
        tree = tree.edited(product(dice.randrange(PRODUCTS), name(dice)))
        yield tree


def titles(press: Press, locale: str) -> list[list[str]]:
    """The names on each page of the category."""
    shown, found, href = press.shown(), list[list[str]](), f"/se/{locale}/categories/all/"
    while href:
        page = html.document_fromstring(shown[f"{href[1:]}index.html"].decode())
        found.append([card.text_content().strip() for card in page.xpath("//ul[@class='cards']//h2")])
        href = next(iter(page.xpath("//link[@rel='next']/@href")), "")
    return found


@pytest.fixture(scope="module")
def start() -> Iterator[Press]:
    with quick_folder() as folder:
        press = Press(folder, materialise=True)
        assert not press.build(catalogue()).failed()
        yield press


@pytest.mark.parametrize("locale", ["sv", "de"])
def test_all_products_are_in_the_order_of_the_language(start: Press, locale: str) -> None:
    pages = titles(start, locale)
    assert 24 <= min(map(len, pages)) <= max(map(len, pages)) <= 72
    shown = [name for page in pages for name in page]
    assert len(shown) == PRODUCTS
    assert icu.misplaced({locale: shown}) == {}


def test_the_languages_order_differently(start: Press) -> None:
    assert [titles(start, locale)[-1][-1][0] for locale in ("sv", "de")] == ["Ö", "Z"]


def test_a_rename_touches_its_old_and_its_new_page(start: Press) -> None:
    touched = Counter[int]()
    with quick_folder() as folder:
        press, before = copied(start, folder / "run"), catalogue()
        for tree in renamed(before, RENAMES):
            result = press.build(tree, NOW, before)
            touched[sum(path.startswith(PAGES) for _, path in result.paths())] += 1
            before = tree
        assert icu.misplaced({"sv": [name for page in titles(press, "sv") for name in page]}) == {}
    sys.stdout.write(f"pages of {PRODUCTS} products touched by {RENAMES} renames: {dict(sorted(touched.items()))}\n")
    assert touched[1] + touched[2] >= 0.8 * RENAMES


def test_a_plan_names_the_touched_pages_and_the_renamed_product(start: Press) -> None:
    before = catalogue()
    tree = next(renamed(before, 1))
    with quick_folder() as folder:
        press = copied(start, folder / "run")
        with planned(press.request(tree, NOW, before)) as plan:
            found = effects(plan)
            listed = [change.path for change in found.changes]
            pages = [path for path in listed if path.startswith(PAGES)]
            assert all("  <- member p" in "\n".join(why(plan, found, path)) for path in pages)
        assert 1 <= len(pages) <= 2
        assert sorted(path for _, path in press.build(tree, NOW, before).paths()) == listed
