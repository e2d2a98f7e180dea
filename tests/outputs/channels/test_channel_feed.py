"""Feeds as files: parts that make a whole, and bytes that every reader takes."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judges import google
from packshot.engine.types import Page, View
from packshot.outputs import find
from packshot.outputs.channels.feed import Columns, Head, feed, frame
from packshot.outputs.channels.rows import Row

HEAD = Head("Nordlys & Co", "https://www.nordlys.example", "Products in <de>")
COLUMNS = Columns(("id", "title", "image"), repeats=("image",))


def composed(form: str, *pages: list[tuple[str, Any]]) -> list[View]:
    """All parts of a feed with some buckets of rows."""
    listing = feed("feeds/google-de/de-de.xml", form, HEAD, COLUMNS, "de/de/google")
    output: Any = find(listing.output)
    views = [*frame(listing.data)]
    for bucket, items in enumerate(pages):
        count = sum(map(len, pages)) if bucket == 0 else None
        views += output.compose(listing.data, Page(bucket, len(pages), count, items))
    return views


def item(sku: str, title: str = "T", *images: str) -> tuple[str, Any]:
    return sku, Row({"id": sku, "title": title} | ({"image": images} if images else {})).data()


def file_of(form: str, *pages: list[tuple[str, Any]]) -> bytes:
    """The whole file: the parts of each bucket in the order of their names."""
    views = composed(form, *pages)
    parts = [(view.part, find(view.output).make(json.loads(json.dumps(view.data)), ())) for view in views]
    return b"".join(data for _, data in sorted(parts))


def test_the_bytes_of_a_feed() -> None:
    assert file_of("rss", [item("B", "Tea & <milk>", "1.jpg", "2.jpg"), item("A")]) == (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0">\n'
        b"<channel>\n"
        b"<title>Nordlys &amp; Co</title>\n"
        b"<link>https://www.nordlys.example</link>\n"
        b"<description>Products in &lt;de&gt;</description>\n"
        b"<item><g:id>A</g:id><g:title>T</g:title></item>\n"
        b"<item><g:id>B</g:id><g:title>Tea &amp; &lt;milk&gt;</g:title>"
        b"<g:image>1.jpg</g:image><g:image>2.jpg</g:image></item>\n"
        b"</channel>\n"
        b"</rss>\n"
    )


def test_a_feed_without_rows_is_a_whole_file() -> None:
    assert google.items(file_of("rss", [])) == []


def test_rows_stand_in_buckets_between_head_and_tail() -> None:
    pages = [[item("A")], [], [item("B"), item("C")]]
    views = composed("rss", *pages)
    assert [view.part for view in views] == ["0", "2", "1/000000", "1/000002"]
    assert {view.path for view in views} == {"feeds/google-de/de-de.xml"}
    assert {view.type for view in views} == {"application/rss+xml"}
    assert {view.audience for view in views} == {"de/de/google"}
    assert [dict(google.fields(row))["id"] for row in google.items(file_of("rss", *pages))] == ["A", "B", "C"]


def test_a_row_knows_nothing_of_the_feeds_name_and_neither_of_other_buckets() -> None:
    *_, view = composed("rss", [], [item("A")])
    assert (view.part, view.data) == ("1/000001", {"rows": [item("A")[1]]})


def test_the_order_of_items_does_not_matter() -> None:
    one, two = item("A"), item("B")
    assert file_of("rss", [one, two]) == file_of("rss", [two, one])


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_any_text_makes_xml_that_reads_back(texts: list[str]) -> None:
    feed_bytes = file_of("rss", [item("A", texts[0], *texts[1:])])
    (row,) = google.items(feed_bytes)
    written = [text for name, text in google.fields(row) if name != "id"]
    assert written == [readable(text) for text in texts]


def readable(text: str) -> str:
    """What XML 1.0 can hold of a text; its readers turn every line end into LF."""
    kept = [
        c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    ]
    return "".join(kept).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_what_xml_cannot_hold_is_dropped(bad: str) -> None:
    (row,) = google.items(file_of("rss", [item("A", f"a{bad}b")]))
    assert dict(google.fields(row))["title"] == "ab"


def test_a_percent_sign_is_a_percent_sign() -> None:
    (row,) = google.items(file_of("rss", [item("A", "100 %s wool, 5 %")]))
    assert dict(google.fields(row))["title"] == "100 %s wool, 5 %"


def test_tab_separated_text() -> None:
    text = file_of("tsv", [item("A", "two\tor\nmore", "1,5.jpg", "2.jpg"), item("B", "x")]).decode()
    assert text == "id\ttitle\timage\nA\ttwo or more\t1 5.jpg,2.jpg\nB\tx\t\n"


def test_csv_reads_back() -> None:
    text = file_of("csv", [item("A", 'a "b", c\nd', "1.jpg", "2.jpg"), item("B", "x")]).decode()
    rows = list(csv.reader(io.StringIO(text)))
    assert rows == [["id", "title", "image"], ["A", 'a "b", c\nd', "1.jpg,2.jpg"], ["B", "x", ""]]


def test_json_lines_keep_lists() -> None:
    lines = file_of("jsonl", [item("A", "Größe", "1.jpg"), item("B")]).decode().splitlines()
    assert [json.loads(line) for line in lines] == [
        {"id": "A", "title": "Größe", "image": ["1.jpg"]},
        {"id": "B", "title": "T"},
    ]
