"""The output `channels.feed`: rows of many records in one file, made part by part (head, buckets of rows, tail).

Head and tail are the channel's own, so that a changed row touches its bucket and nothing else, whichever that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from packshot.engine.types import Json, Listing, Page, View
from packshot.outputs.channels import rss
from packshot.outputs.channels.tables import Csv, JsonLines, Tsv

NAME = "channels.feed"
BUCKET = 500
"""Rows to a bucket: a changed row rewrites about this many."""


class Format(Protocol):
    """How a feed is written; the concatenation of its parts is the file."""

    TYPE: str
    """Its media type."""

    def head(self, about: Json) -> bytes:
        """Everything before the first row."""
        ...

    def rows(self, rows: Sequence[Json], about: Json) -> bytes:
        """Some rows."""
        ...

    def tail(self, about: Json) -> bytes:
        """Everything after the last row."""
        ...


FORMATS: Mapping[str, Format] = {"csv": Csv(), "jsonl": JsonLines(), "rss": rss, "tsv": Tsv()}
"""What `output.format` may name and can be made."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself: the catalogue's name and address, and the audience in words."""

    title: str
    link: str
    description: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields of a feed in their order, and those of them that may repeat."""

    names: tuple[str, ...]
    repeats: tuple[str, ...] = ()


def feed(path: str, form: str, head: Head, columns: Columns, audience: str = "") -> Listing:
    """Declares one feed: one channel in one market and locale. Its members are SKUs, its items `Row.data()`."""
    data = {
        "path": path,
        "format": form,
        "audience": audience,
        "head": {"title": head.title, "link": head.link, "description": head.description},
        "columns": list(columns.names),
        "repeats": sorted(columns.repeats),
    }
    return Listing(f"feed/{path}", NAME, BUCKET, data)


def frame(listing: Json) -> Iterator[View]:
    """Head and tail of a feed: its whole file where it has no rows."""
    yield _part(listing, "0", {"head": listing["head"], **_columns(listing)})
    yield _part(listing, "2", {"tail": True})


class Feed:
    """Composes buckets of rows into parts, and makes their bytes."""

    name = NAME

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """One bucket's part; none for a bucket without rows."""
        if page.items:
            rows = [row for _, row in sorted(page.items, key=lambda item: item[0])]
            yield _part(listing, f"1/{page.bucket:06x}", {"rows": rows, **_columns(listing)})

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """The bytes of one part."""
        form = FORMATS[data["format"]]
        if "rows" in data:
            return form.rows(data["rows"], data)
        if "head" in data:
            return form.head({**data, **data["head"]})
        return form.tail(data)


def _part(listing: Json, part: str, data: Json) -> View:
    form = listing["format"]
    return View(
        listing["path"], NAME, {"format": form, **data}, FORMATS[form].TYPE, audience=listing["audience"], part=part
    )


def _columns(listing: Json) -> dict[str, Json]:
    return {key: listing[key] for key in _COLUMNS[listing["format"]]}


_COLUMNS: Mapping[str, tuple[str, ...]] = {"csv": ("columns",), "jsonl": ("repeats",), "rss": (), "tsv": ("columns",)}
"""What a format's parts must know of the whole, and nothing else: a part is made again when that changes."""

OUTPUT = Feed()
