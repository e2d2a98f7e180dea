"""Rows a second of one core: ready rows serialised by packshot, lxml and jinja2, and rows made from product values.

python bench/feed.py [ROWS] [--products 300]

The comparison with lxml and jinja2 starts from ready rows and is about the writing of XML alone. `from values` starts
from the parsed YAML of a generated catalogue (three variants a product, three locales): values are typed, mapped by the
channel and serialised. `from files` parses the YAML, too. Both run in memory; facts are known before, nothing is kept.
"""

from __future__ import annotations

import argparse
import io
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from measure import SOURCES, Spread, catalogue, scratch, spread

from packshot.catalog.documents import Files
from packshot.catalog.reader import Reader
from packshot.catalog.reader_memory import Memory
from packshot.catalog.whole_tree import read_facts
from packshot.engine.types import Item, Page, Reads
from packshot.git import repository
from packshot.git.commit_tree import CommitTree
from packshot.outputs.channels import views
from packshot.outputs.channels.feed import Columns, Head, feed
from packshot.outputs.channels.format import BUCKET
from packshot.outputs.channels.formats import rss
from packshot.outputs.channels.row_values import Money, Value, row, text
from packshot.outputs.channels.rows import Row

ROUNDS = 5
LOCALES = 3
NOW = "2026-06-01T00:00:00Z"


def rows(count: int) -> list[tuple[str, Any]]:
    """Rows of fourteen fields, almost 1 kB as XML; every fifth holds a character to escape."""
    return [(f"SKU-{place:06}", _row(place).data()) for place in range(count)]


def _row(place: int) -> Row:
    text = "A sturdy bowl of stoneware, glazed by hand in small batches. " * 3
    return Row(
        {
            "id": f"SKU-{place:06}",
            "title": f"Bowl number {place}, glazed",
            "description": text + ("Salt & pepper" if place % 5 == 0 else ""),
            "link": f"https://www.bowls.example/de/de/products/bowl-{place}/",
            "image_link": f"https://www.bowls.example/media/{place % 256:02x}/{place:040x}.jpg",
            "additional_image_link": (f"https://www.bowls.example/media/{place % 256:02x}/{place:039x}a.jpg",),
            "availability": "in_stock",
            "price": Money(Decimal(f"{place % 200}.90"), "EUR"),
            "brand": "Bowls",
            "gtin": "4006381333931",
            "google_product_category": "3553",
            "item_group_id": f"bowl-{place // 4}",
            "color": "blue",
            "product_highlight": ("Dishwasher safe", "Made by hand"),
        }
    )


def _texts(data: Any) -> list[tuple[str, str]]:
    """The name and the text of each element of a row."""
    return [(name, text(each)) for name, value in row(data).items() for each in _each(value)]


def _each(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


def ours(items: list[tuple[str, Any]]) -> bytes:
    """A whole feed by packshot."""
    listing = feed("feeds/x/de-de.xml", "rss", Head("Bowls", "https://www.bowls.example", "de"), Columns(())).data
    buckets = max(1, len(items) // BUCKET)
    parts: dict[str, bytes] = {}
    for bucket in range(buckets):
        page = Page(bucket, buckets, len(items), items[bucket * BUCKET : (bucket + 1) * BUCKET])
        for view in rss.FORMAT.compose(listing, page):
            parts[view.part] = rss.FORMAT.make(view.data, ())
    return b"".join(parts[name] for name in sorted(parts))


def lxml(items: list[tuple[str, Any]]) -> bytes:
    from lxml import etree

    out = io.BytesIO()
    names = {"g": rss.NAMESPACE}
    with etree.xmlfile(out, encoding="UTF-8") as file, file.element("rss", nsmap=names), file.element("channel"):
        for _, data in items:
            item = etree.Element("item", nsmap=names)
            for name, value in _texts(data):
                etree.SubElement(item, f"{{{rss.NAMESPACE}}}{name}").text = value
            file.write(item)
    return out.getvalue()


def jinja(items: list[tuple[str, Any]]) -> bytes:
    from jinja2 import Environment

    environment = Environment(autoescape=True)
    template = environment.from_string(
        '<rss xmlns:g="' + rss.NAMESPACE + '"><channel>{% for item in items %}<item>'
        "{% for name, value in item %}<g:{{ name }}>{{ value }}</g:{{ name }}>{% endfor %}</item>{% endfor %}"
        "</channel></rss>"
    )
    return template.render(items=[_texts(data) for _, data in items]).encode()


class Products:
    """A catalogue with its files and facts in memory."""

    def __init__(self, root: Path) -> None:
        tree = CommitTree.at(repository.find(root))
        self.data = dict(tree.read_many([entry.path for entry in tree.entries()]))
        self.facts = read_facts(tree)
        self.keys = [
            record.removeprefix("product/") for record in self.facts.records() if record.startswith("product/")
        ]
        self.parsed = self._files()
        for path in self.data:
            self.parsed.document(path)

    def read(self, path: str) -> bytes:
        """The bytes of a file, as `Files` asks a tree for them."""
        return self.data[path]

    def from_values(self) -> int:
        """Make all feeds from parsed files; the number of rows."""
        return self._made(self.parsed)

    def from_files(self) -> int:
        """Make all feeds from the bytes of the files; the number of rows."""
        return self._made(self._files())

    def _files(self) -> Files:
        return Files(self, len(self.data) + 1)

    def _made(self, files: Files) -> int:
        memory, feeds = Memory(), defaultdict(list)
        for key in self.keys:
            for item in views.entries(Reader(files, self.facts, NOW, memory, Reads()), key):
                if isinstance(item, Item):
                    feeds[item.listing].append((item.member, item.data))
        for items in feeds.values():
            ours(items)
        return sum(map(len, feeds.values()))


Job = Callable[[], int]
"""Makes rows, tells how many."""


def measured(jobs: Mapping[str, Job]) -> dict[str, Spread]:
    """Rows a CPU second; the jobs take turns, after a warm-up of each."""
    found = defaultdict(list)
    for _ in range(ROUNDS + 1):
        for name, job in jobs.items():
            start = time.process_time()
            count = job()
            found[name].append(count / (time.process_time() - start))
    return {name: spread(speeds[1:]) for name, speeds in found.items()}


def serialised(make: Callable[[list[tuple[str, Any]]], bytes], items: list[tuple[str, Any]]) -> Job:
    """The job of writing ready rows."""

    def job() -> int:
        make(items)
        return len(items)

    return job


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=50_000, help="Ready rows.")
    parser.add_argument("--products", type=int, default=300, help="Products that rows are made from, nine rows each.")
    args = parser.parse_args()
    items = rows(args.rows)
    with scratch(SOURCES * args.products * LOCALES) as folder:
        products = Products(catalogue(folder, args.products, LOCALES))
        speeds = measured({make.__name__: serialised(make, items) for make in (ours, lxml, jinja)})
        made = measured({"from values": products.from_values, "from files": products.from_files})
    print(f"{len(items):,} ready rows of {len(ours(items)) / len(items):.0f} bytes, rows/s of one core")
    for name, speed in speeds.items():
        print(f"{name:12}{speed.text(0):>32}   ours is {speeds['ours'].median / speed.median:5.1f}x")
    print(f"{products.from_values():,} rows of {args.products:,} products, rows/s of one core; goal 30,000 from values")
    for name, speed in made.items():
        print(f"{name:12}{speed.text(0):>32}")


if __name__ == "__main__":
    main()
