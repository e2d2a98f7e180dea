"""The sitemap against its schema and limits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import site_views
from lxml import etree

from judges.sitemap import NS, schema
from packshot.engine.types import Page, View
from packshot.outputs.site import sitemap

SITE = {"origin": "https://www.havn.example", "base": "/"}


def item(number: int, images: int = 1) -> dict[str, Any]:
    frame = site_views.frame(f"products/p{number}/")
    media = [f"/media/{number}-{one}.jpg" for one in range(images)]
    return {"href": frame["canonical"], "alternates": frame["alternates"], "images": media}


def views(count: int, bucket: int = 0, buckets: int = 1, **site: str) -> list[View]:
    items = [(f"m{n}", item(n)) for n in range(count)]
    return list(sitemap.OUTPUT.compose({**SITE, **site}, Page(bucket, buckets, None, items)))


def test_a_file_is_valid(test_data: Path, tmp_path: Path) -> None:
    judge = schema(test_data, tmp_path)
    for count in (0, 1, 50):
        file, *_ = views(count)
        judge.assertValid(etree.fromstring(sitemap.OUTPUT.make(file.data, [])))


def test_the_judge_refuses_what_is_wrong(test_data: Path, tmp_path: Path) -> None:
    file, *_ = views(1)
    wrong = sitemap.OUTPUT.make(file.data, []).replace(b"</url>", b"<lastmod>today</lastmod></url>")
    assert not schema(test_data, tmp_path).validate(etree.fromstring(wrong))


def test_a_page_names_its_languages_and_pictures() -> None:
    file, *_ = views(1)
    tree = etree.fromstring(sitemap.OUTPUT.make(file.data, []))
    assert tree.xpath("//s:loc/text()", namespaces=NS) == ["https://www.havn.example/de/de/products/p0/"]
    assert len(tree.xpath("//x:link[@hreflang]", namespaces=NS)) == 6
    assert tree.xpath("//i:loc/text()", namespaces=NS) == ["https://www.havn.example/media/0-0.jpg"]


def test_the_first_bucket_makes_the_index_of_all() -> None:
    file, index = views(2, buckets=3, base="/shop/")
    assert (file.path, index.path) == ("sitemap-1.xml", "sitemap.xml")
    tree = etree.fromstring(sitemap.OUTPUT.make(index.data, []))
    assert tree.xpath("//s:loc/text()", namespaces=NS) == [
        f"https://www.havn.example/shop/sitemap-{n}.xml" for n in (1, 2, 3)
    ]
    assert [view.path for view in views(2, bucket=2, buckets=3)] == ["sitemap-3.xml"]


def test_addresses_are_escaped() -> None:
    view = {"origin": "https://x.example", "items": [{"href": "/a?b&c<d", "alternates": [], "images": []}], "files": []}
    tree = etree.fromstring(sitemap.OUTPUT.make(view, []))
    assert tree.xpath("//s:loc/text()", namespaces=NS) == ["https://x.example/a?b&c<d"]


def test_limits_hold_for_many_languages_and_pictures() -> None:
    for alternates, images in [(0, 0), (5, 3), (60, 20), (200, 1000)]:
        size = sitemap.size(alternates, images)
        assert 10 <= size <= 50_000
        assert size * sitemap.ADDRESS * (1 + alternates + min(images, sitemap.IMAGES)) <= 5_000_000


def test_at_most_a_thousand_pictures_a_page() -> None:
    view = {"origin": "https://x.example", "items": [item(0, images=1_200)], "files": []}
    tree = etree.fromstring(sitemap.OUTPUT.make(view, []))
    assert len(tree.xpath("//i:image", namespaces=NS)) == 1_000
