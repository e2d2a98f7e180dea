"""What a person sees in an editor that takes the written settings: asked of the real language server."""

import pytest

from cli.commands import SHOP, shop
from judges.yamlserver import Server
from packshot.cli.main import run
from support import files_of

MUG = "catalog/products/cup/mug/product.yaml"
FILES = files_of(SHOP)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    root = shop(tmp_path_factory.mktemp("shop"))
    assert run(["-C", str(root), "schema", "--vscode"]) == 0
    with Server(root) as running:
        yield running


def offered(server, path, before):
    """What is offered at the end of a text, in a file of its own folder."""
    server.open(path, before)
    lines = before.split("\n")
    return server.completions(path, len(lines) - 1, len(lines[-1]))


HEAD = "family: cup\nstatus: active\naxes: [color]\n"
OFFERS = {
    "families": ("catalog/products/cup/a/product.yaml", "family: ", {"cup"}),
    "attributes of the family": ("catalog/products/cup/b/product.yaml", HEAD + "we", {"weight"}),
    "options": ("catalog/products/cup/c/product.yaml", HEAD + "variants:\n  A:\n    color: ", {"red", "blue"}),
    "categories": ("catalog/products/cup/d/product.yaml", HEAD + "categories:\n  - ", {"cups"}),
    "assets": ("catalog/products/cup/e/product.yaml", HEAD + "assets:\n  main: ", {"mug"}),
    "SKUs of a bundle": ("catalog/products/cup/f/product.yaml", HEAD + "bundle:\n  ", {"MUG-BLUE", "MUG-RED", "OLD-1"}),
    "scopes": ("catalog/products/cup/g/product.yaml", HEAD + "for:\n  ", {"web", "api", "google"}),
    "SKUs of a price list": ("catalog/prices/new.yaml", "prices:\n  ", {"MUG-RED", "mug/*"}),
    "SKUs of a stock list": ("catalog/stock/new.yaml", "stock:\n  ", {"MUG-RED"}),
    "localizable attributes": ("catalog/products/cup/h/de.yaml", "na", {"name"}),
    "types": ("catalog/attributes/new.yaml", "attributes:\n  size:\n    type: ", {"select", "measure"}),
    "markets": ("channels/new.yaml", "markets:\n  - ", {"de", "fr"}),
    "paths": ("catalog/families/new.yaml", "name_from: ", {"name", "assets.main"}),
}  # fmt: skip


@pytest.mark.parametrize("what", OFFERS)
def test_it_offers(server, what):
    path, before, wanted = OFFERS[what]

    assert wanted <= set(offered(server, path, before))


def test_it_does_not_offer_what_is_not_localizable(server):
    assert "weight" not in offered(server, "catalog/products/cup/i/de.yaml", "")


def test_it_tells_what_an_attribute_is(server):
    path = "catalog/products/cup/j/product.yaml"
    server.open(path, HEAD + "weight: 300 g\n")

    assert "Weight. measure (weight)." in server.hover(path, 3, 2)


def test_it_tells_the_label_of_an_option(server):
    path = "catalog/products/cup/k/product.yaml"
    server.open(path, HEAD + "variants:\n  A: {color: red}\n")

    assert "Red" in server.hover(path, 4, 15)


@pytest.mark.parametrize("path", [path for path in FILES if path.endswith(".yaml")])
def test_it_underlines_nothing_that_is_right(server, path):
    server.open(path, FILES[path])

    assert server.problems(path) == []


def test_it_underlines_what_is_wrong(server):
    path = "catalog/products/cup/l/product.yaml"
    server.open(path, HEAD + "wieght: 300 g\nvariants:\n  A: {color: rad}\n")
    problems = server.problems(path)

    assert any("wieght" in each for each in problems)
    assert any("red" in each for each in problems)
