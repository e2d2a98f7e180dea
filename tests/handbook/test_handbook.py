"""The handbook: everything that the catalogue declares, linked, in every language, and nothing of it runs."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from tests.reference import reference_files

from cli.commands import SHOP, Told, shop
from conftest import ROOT
from judges import html
from packshot.catalog.whole_tree import read_facts, read_whole
from packshot.git.tree import MemoryTree
from packshot.handbook.pages import handbook
from support import tree_of

NOW = "2026-11-20T12:00:00Z"


def pages(tree):
    facts = read_facts(tree)
    return {path: data.decode() for path, data in handbook(read_whole(tree, facts, NOW), facts).items()}


def example():
    roots = ("catalog", "assets", "channels")
    files = [path for root in roots for path in (ROOT / root).rglob("*.yaml")]
    return MemoryTree({path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files})


class Page(HTMLParser):
    """The ids of a page, what it links to, and its text."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.text = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        if "id" in held:
            self.ids.append(held["id"])
        if tag in ("a", "link"):
            self.links.append(held["href"])

    def handle_data(self, data):
        self.text += f" {data}"


@pytest.fixture(scope="module")
def book():
    return pages(example())


@pytest.mark.parametrize("which", ["example", "reference"])
def test_every_link_leads_to_an_entry_and_ids_stand_once(which, test_data):
    held = pages(example() if which == "example" else MemoryTree(reference_files()))
    read = {path: Page(text) for path, text in held.items() if path.endswith(".html")}
    for path, page in read.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in page.links:
            target, _, place = link.partition("#")
            folder = path.rpartition("/")[0]
            whole = f"{folder}/{target}".lstrip("/") if target else path
            whole = re.sub(r"[^/]+/\.\./", "", whole)
            assert whole in held, (path, link)
            assert not place or unquote(place) in read[whole].ids, (path, link)


def test_it_tells_everything_that_is_declared(book):
    tree = example()
    facts = read_facts(tree)
    for prefix, page in (("attribute/", "attributes"), ("category/", "categories"), ("family/", "families"),
                         ("relation/", "relations"), ("channel/", "channels"), ("market/", "markets")):  # fmt: skip
        names = [node.removeprefix(prefix) for node in facts.nodes(prefix)]
        assert names
        for locale in ("en", "de", "fr"):
            ids = Page(book[f"{locale}/{page}.html"]).ids
            assert {f"{prefix[:-1]}-{name}" for name in names} <= set(ids), page


def entry(text, id_):
    """The text of one entry, blanks as one."""
    found = re.search(rf'id="{id_}">(.*?)</section>', text, re.DOTALL)
    return " ".join(Page(found[1]).text.split())


def test_an_attribute_with_its_limits_homes_and_use():
    text = pages(tree_of(SHOP.replace("{type: measure, unit: weight,", "{type: measure, unit: weight, max: 900 g,")))

    assert entry(text["en/attributes.html"], "attribute-weight") == (
        "Weight weight type measure max 900 g unit weight In families cup Products 1"
    )
    assert "Required by cup: all" in entry(text["en/attributes.html"], "attribute-name")
    assert "Not used" in entry(text["en/attributes.html"], "attribute-gtin")
    assert entry(text["en/options.html"], "options-color") == ("Colour color Code Label Products red Red 1 blue Blue 1")
    assert "red Rot 1" in entry(text["de/options.html"], "options-color")
    assert "Attribute" in text["de/index.html"]
    assert '<html lang="fr"' in text["fr/index.html"]


def test_labels_cannot_run():
    text = pages(tree_of(SHOP.replace("label: Weight", 'label: "<script>alert(1)</script>"')))

    assert "<script>" not in "".join(text.values())
    assert "&lt;script&gt;alert(1)" in text["en/attributes.html"]


def test_html_is_valid(book, tmp_path):
    for path, text in book.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)

    assert html.problems(tmp_path) == []


def test_the_command_writes_once_and_refuses_what_is_not_its_own(tmp_path, capsys):
    root = shop(tmp_path)
    told = Told(capsys, "-C", str(root), "handbook")
    assert told.code == 0, told.err
    assert (root / "handbook/en/attributes.html").is_file()
    again = Told(capsys, "-C", str(root), "handbook", "--format", "json").json
    assert (again["written"], again["removed"]) == (0, 0)

    page = root / "handbook/en/attributes.html"
    page.write_text("mine")
    told = Told(capsys, "-C", str(root), "handbook")
    assert told.code == 3
    assert "refused[foreign-file]" in told.err
    assert "was edited" in told.err
    assert page.read_text() == "mine"


def test_builds_do_not_publish_it(tmp_path, capsys):
    root = shop(tmp_path)
    assert Told(capsys, "-C", str(root), "handbook").code == 0
    assert Told(capsys, "-C", str(root), "build", "--worktree").code == 0

    assert not list((root / "dist").rglob("*attributes.html"))


def test_a_category_is_told_whatever_the_one_above_is_called():
    tree = tree_of(SHOP).edited(
        {"catalog/categories/more.yaml": "children: {a: {label: b, children: {b: {label: B}}}}"}
    )
    assert "category-b" in Page(pages(tree)["en/categories.html"]).ids
