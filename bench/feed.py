"""Rows a second: a whole feed by packshot, lxml and jinja2 on the same rows in one run, and rows mapped from values.

python bench/feed.py [ROWS]
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from typing import Any

from packshot.build.types import Page
from packshot.outputs.channels.feed import BUCKET, OUTPUT, Columns, Head, feed
from packshot.outputs.channels.rows import Row
from packshot.outputs.channels.rss import NAMESPACE

ROUNDS = 3


def rows(count: int) -> list[tuple[str, Any]]:
    """Rows of fourteen fields, about 600 bytes; every fifth holds a character to escape."""
    return [(f"SKU-{place:06}", _row(place).data()) for place in range(count)]


def _row(place: int) -> Row:
    text = "A sturdy bowl of stoneware, glazed by hand in small batches. " * 3
    fields = (
        ("id", f"SKU-{place:06}"),
        ("title", f"Bowl number {place}, glazed"),
        ("description", text + ("Salt & pepper" if place % 5 == 0 else "")),
        ("link", f"https://www.bowls.example/de/de/products/bowl-{place}/"),
        ("image_link", f"https://www.bowls.example/media/{place % 256:02x}/{place:040x}.jpg"),
        ("additional_image_link", (f"https://www.bowls.example/media/{place % 256:02x}/{place:039x}a.jpg",)),
        ("availability", "in_stock"),
        ("price", f"{place % 200}.90 EUR"),
        ("brand", "Bowls"),
        ("gtin", "4006381333931"),
        ("google_product_category", "3553"),
        ("item_group_id", f"bowl-{place // 4}"),
        ("color", "blue"),
        ("product_highlight", ("Dishwasher safe", "Made by hand")),
    )
    return Row(fields)


def ours(items: list[tuple[str, Any]]) -> bytes:
    listing = feed("feeds/x/de-de.xml", "rss", Head("Bowls", "https://www.bowls.example", "de"), Columns(())).data
    buckets = max(1, len(items) // BUCKET)
    parts: dict[str, bytes] = {}
    for bucket in range(buckets):
        page = Page(bucket, buckets, len(items), items[bucket * BUCKET : (bucket + 1) * BUCKET])
        for view in OUTPUT.compose(listing, page):
            parts[view.part] = OUTPUT.make(view.data, ())
    return b"".join(parts[name] for name in sorted(parts))


def lxml(items: list[tuple[str, Any]]) -> bytes:
    from lxml import etree

    out = io.BytesIO()
    names = {"g": NAMESPACE}
    with etree.xmlfile(out, encoding="UTF-8") as file, file.element("rss", nsmap=names), file.element("channel"):
        for _, row in items:
            item = etree.Element("item", nsmap=names)
            for name, value in zip(row["names"].split(), row["values"], strict=True):
                etree.SubElement(item, f"{{{NAMESPACE}}}{name}").text = value
            file.write(item)
    return out.getvalue()


def jinja(items: list[tuple[str, Any]]) -> bytes:
    from jinja2 import Environment

    environment = Environment(autoescape=True)
    template = environment.from_string(
        '<rss xmlns:g="' + NAMESPACE + '"><channel>{% for item in items %}<item>'
        "{% for name, value in item %}<g:{{ name }}>{{ value }}</g:{{ name }}>{% endfor %}</item>{% endfor %}"
        "</channel></rss>"
    )
    pairs = [list(zip(row["names"].split(), row["values"], strict=True)) for _, row in items]
    return template.render(items=pairs).encode()


def measured(make: Callable[[list[tuple[str, Any]]], bytes], items: list[tuple[str, Any]]) -> float:
    """Rows a CPU second, the best of some rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        start = time.process_time()
        make(items)
        best = max(best, len(items) / (time.process_time() - start))
    return best


def main() -> None:
    items = rows(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
    size = len(ours(items)) / len(items)
    speeds = {make.__name__: measured(make, items) for make in (ours, lxml, jinja)}
    print(f"{len(items)} rows of {size:.0f} bytes, one core")
    for name, speed in speeds.items():
        print(f"{name:6} {speed:10,.0f} rows/s   ours is {speeds['ours'] / speed:5.1f}x")


if __name__ == "__main__":
    main()
