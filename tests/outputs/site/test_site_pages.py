"""Whole pages: what browsers, robots and attackers find in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import site_views
from jinja2 import UndefinedError, meta
from lxml import html as lxml_html

from judges import html
from packshot.engine.types import Page
from packshot.outputs.site import category, chooser, home, missing, product, redirect, robots, style, theme

OUTPUTS = [
    product.OUTPUT, category.OUTPUT, home.OUTPUT, chooser.OUTPUT, missing.OUTPUT, redirect.OUTPUT, style.OUTPUT,
]  # fmt: skip
HOSTILE = """'"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"""


def parsed(page: bytes) -> Any:
    return lxml_html.document_fromstring(page.decode())


def hostile(view: Any) -> Any:
    if isinstance(view, dict):
        return {key: hostile(value) for key, value in view.items()}
    if isinstance(view, list):
        return [hostile(value) for value in view]
    return HOSTILE if isinstance(view, str) else view


def test_every_page_is_valid_html(tmp_path: Path) -> None:
    for path, page in site_views.pages().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(page)
    assert html.problems(tmp_path) == []


def test_pages_load_nothing_foreign_and_run_nothing() -> None:
    for path, page in site_views.pages().items():
        if not path.endswith(".html"):
            continue
        tree = parsed(page)
        loaded = tree.xpath("//img/@src | //script/@src | //link[@rel='stylesheet']/@href | //iframe/@src")
        assert all(address.startswith("/") for address in loaded), path
        assert {script.get("type") for script in tree.iter("script")} <= {"application/ld+json"}
        assert not tree.xpath("//@style | //style | //@*[starts-with(name(), 'on')]")


def test_the_stylesheet_loads_nothing() -> None:
    assert "url(" not in theme.source("site/style.css")
    assert "@import" not in theme.source("site/style.css")


@pytest.mark.parametrize("make", [site_views.product, site_views.simple])
def test_a_hostile_catalogue_stays_text(make: Any) -> None:
    plain = make()
    view = {**hostile(plain), "frame": {**hostile(plain["frame"]), "locale": "de", "words": {}}}
    view["pictures"] = [{**one, "rights": hostile(one["rights"])} for one in hostile(plain["pictures"])]
    for group in (view, *view["variants"]):
        group["availability"] = {"code": "in_stock", "label": HOSTILE, "date": HOSTILE}
    page = product.OUTPUT.make(view, [])
    tree = parsed(page)
    assert {script.get("type") for script in tree.iter("script")} == {"application/ld+json"}
    assert not tree.xpath("//@onerror")
    assert b"49" not in page


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "/\\evil.example",
        " x",
        "a\nb",
    ],
)
def test_an_address_that_may_not_be_linked_leads_nowhere(address: str) -> None:
    assert theme.link(address) == "#"


@pytest.mark.parametrize(
    "address", ["/de/de/", "#FJ%2FRED", "?sku=FJ%2FRED#FJ%2FRED", "https://x.example/a?b=c", "mailto:a@x.example", "/"]
)
def test_other_addresses_stay(address: str) -> None:
    assert theme.link(address) == address


def test_a_swatch_can_only_be_a_colour() -> None:
    assert theme.color("#a65a3a") == "#a65a3a"
    assert theme.color("url(https://evil.example)") == "none"


def test_language_direction_and_alternates_are_told() -> None:
    tree = parsed(product.OUTPUT.make(site_views.product(), []))
    assert (tree.get("lang"), tree.get("dir")) == ("de", "ltr")
    alternates = {link.get("hreflang"): link.get("href") for link in tree.xpath("//link[@rel='alternate']")}
    assert alternates["fr-CH"] == "https://www.havn.example/ch/fr/products/skagen/"
    assert "x-default" in alternates
    assert tree.xpath("//link[@rel='canonical']/@href") == ["https://www.havn.example/de/de/products/skagen/"]


def test_every_choice_leads_to_a_variant_of_the_page() -> None:
    tree = parsed(product.OUTPUT.make(site_views.product(), []))
    anchors = {f"#{one}" for one in tree.xpath("//li[contains(@class, 'variant')]/@id")}
    assert len(anchors) == 12
    assert set(tree.xpath("//ul[@class='chips']//@href")) <= anchors


def test_a_picture_names_its_size_formats_and_author() -> None:
    tree = parsed(product.OUTPUT.make(site_views.simple(), []))
    first = tree.xpath("//main//img")[0]
    assert (first.get("width"), first.get("height"), first.get("fetchpriority")) == ("640", "640", "high")
    assert first.xpath("ancestor::picture//source/@type") == ["image/webp", "image/jpeg"]
    assert "Bild: Inga Lind" in tree.text_content()


def test_a_product_of_which_little_is_known_still_has_a_page(tmp_path: Path) -> None:
    bare = site_views.simple(
        brand=None, price=None, availability=None, pictures=[], features=[], description="", gtin="", mpn="",
        groups=[], parts=[], downloads=[], notes=[], related=[], summary="", properties={},
    )  # fmt: skip
    page = product.OUTPUT.make(bare, [])
    assert "Preis auf Anfrage" in page.decode()
    (tmp_path / "index.html").write_bytes(page)
    assert html.problems(tmp_path) == []


def test_a_view_without_a_key_is_refused() -> None:
    view: Any = site_views.simple()
    del view["badge"]
    with pytest.raises(UndefinedError, match="badge"):
        product.OUTPUT.make(view, [])


def test_pages_are_the_same_each_time() -> None:
    assert site_views.pages() == site_views.pages()


def test_a_missing_page_is_not_indexed_and_shows_the_way() -> None:
    tree = parsed(missing.OUTPUT.make({"frame": site_views.root(), "places": site_views.places()}, []))
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "/ch/fr/" in tree.xpath("//main//@href")


def test_a_redirect_names_the_new_address_and_goes_there_at_once() -> None:
    tree = parsed(redirect.OUTPUT.make(site_views.moved(), []))
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/de/de/products/skagen/"]
    assert tree.xpath("//link[@rel='canonical']/@href") == ["https://www.havn.example/de/de/products/skagen/"]


def test_robots_names_the_sitemap() -> None:
    view = {"sitemap": "https://www.havn.example/sitemap.xml", "disallow": ["/partners/", "/x\nAllow: /secret"]}
    assert robots.OUTPUT.make(view, []).decode().splitlines() == [
        "User-agent: *", "Disallow: /partners/", "Disallow: /x", "", "Sitemap: https://www.havn.example/sitemap.xml",
    ]  # fmt: skip


def test_a_new_stylesheet_has_a_new_name() -> None:
    plain = {"accent": "", "accent_dark": ""}
    assert re.fullmatch(r"theme/[0-9a-f]{16}\.css", style.path(plain))
    assert style.path({**plain, "accent": "#123456"}) != style.path(plain)
    assert b"}body" not in style.OUTPUT.make({**plain, "accent": "red}body{color:red"}, [])


def closure(template: str) -> set[str]:
    """A template and all it extends, includes or imports; names must be constants."""
    seen: set[str] = set()
    waiting = [template]
    while waiting:
        name = waiting.pop()
        seen.add(name)
        referenced = meta.find_referenced_templates(theme.packaged().parse(theme.source(name)))
        waiting += [str(other) for other in referenced if other not in seen]
    return seen


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
def test_an_output_names_all_its_templates(output: Any) -> None:
    sources = [name for name in output.templates if name.endswith(".html")]
    entry = [name for name in sources if closure(name) == set(sources)]
    assert len(entry) == (1 if sources else 0)
    assert list(output.templates) == sorted(output.templates)


class TestCategory:
    def pages(self, buckets: int = 9) -> list[Any]:
        cards = [("a", site_views.card(0)), ("b", site_views.card(1))]
        listed = (Page(n, buckets, 17 if n == 0 else None, cards) for n in range(buckets))
        return [view for page in listed for view in category.OUTPUT.compose(site_views.declared(), page)]

    def test_the_first_page_has_no_number_and_the_second_is_2(self) -> None:
        assert [view.path for view in self.pages(3)] == [
            "de/de/categories/bowls/index.html",
            "de/de/categories/bowls/2/index.html",
            "de/de/categories/bowls/3/index.html",
        ]

    def test_only_the_first_page_says_how_many_there_are(self) -> None:
        first, second, *_ = (category.OUTPUT.make(view.data, []).decode() for view in self.pages())
        assert "17 Produkte" in first
        assert "Produkte</p>" not in second

    def test_a_new_description_touches_the_first_page_only(self) -> None:
        cards = [("a", site_views.card(0))]
        for bucket, same in [(0, False), (1, True)]:
            page = Page(bucket, 2, None, cards)
            one, other = (
                next(iter(category.OUTPUT.compose(site_views.declared(description=text), page))) for text in ("A", "B")
            )
            assert (one == other) is same

    def test_numbers_far_away_are_left_out(self) -> None:
        made = category.pagination("/c/", 4, 9)
        assert [(link["number"], link["gap"]) for link in made["links"]] == [
            (1, False), (3, True), (4, False), (5, False), (6, False), (7, False),
        ]  # fmt: skip
        assert (made["previous"], made["next"]) == ("/c/4/", "/c/6/")

    def test_growth_far_behind_changes_no_link(self) -> None:
        assert category.pagination("/c/", 4, 7) == category.pagination("/c/", 4, 900)

    def test_one_page_needs_no_numbers(self) -> None:
        made = category.pagination("/c/", 0, 1)
        assert (made["links"], made["previous"], made["next"]) == ([], "", "")

    def test_the_second_page_leads_back_to_the_first(self) -> None:
        assert category.pagination("/c/", 1, 2)["previous"] == "/c/"

    def test_a_later_page_is_nobodys_translation(self) -> None:
        first, second = (parsed(category.OUTPUT.make(view.data, [])) for view in self.pages(2))
        assert first.xpath("//link[@rel='alternate']")
        assert not second.xpath("//link[@rel='alternate']")
        assert second.xpath("//link[@rel='canonical']/@href") == ["https://www.havn.example/de/de/categories/bowls/2/"]

    def test_an_empty_category_says_so(self) -> None:
        page = Page(0, 1, 0, [])
        view = next(iter(category.OUTPUT.compose(site_views.declared(children=[]), page)))
        assert "Hier ist noch nichts." in category.OUTPUT.make(view.data, []).decode()
