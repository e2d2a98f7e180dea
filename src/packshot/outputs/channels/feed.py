"""The output `channels.feed`: rows of many records in one file, made part by part (head, buckets of rows, tail).

Head and tail are separate parts, so that a changed row affects only its bucket, even the first or last.
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
"""Rows per bucket: a changed row rewrites about this many."""


class Format(Protocol):
    """A format of feeds; the concatenation of its parts is the file."""

    TYPE: str
    """Its media type."""

    def head(self, about: Json) -> bytes:
        """Return the bytes before the first row."""
        ...

    def rows(self, rows: Sequence[Json], about: Json) -> bytes:
        """Return the bytes of some rows."""
        ...

    def tail(self, about: Json) -> bytes:
        """Return the bytes after the last row."""
        ...


FORMATS: Mapping[str, Format] = {"csv": Csv(), "jsonl": JsonLines(), "rss": rss, "tsv": Tsv()}
"""The formats that `output.format` may name and that can be built."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a feed: name and address of the catalogue, and the audience in words."""

    title: str
    link: str
    description: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields of a feed in their order, and those that may repeat."""

    names: tuple[str, ...]
    repeats: tuple[str, ...] = ()


def feed(path: str, form: str, head: Head, columns: Columns, audience: str = "") -> Listing:
    """Return the listing of one feed: one channel in one market and locale. Its members are SKUs, its items
    `Row.data()`.
    """
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
    """Yield head and tail of a feed: its whole file if it has no rows."""
    yield _part(listing, "0", {"head": listing["head"], **_columns(listing)})
    yield _part(listing, "2", {"tail": True})


class Feed:
    """Composes buckets of rows into parts, and makes their bytes."""

    name = NAME

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """Yield the part of one bucket; none for a bucket without rows."""
        if page.items:
            rows = [row for _, row in sorted(page.items, key=lambda item: item[0])]
            yield _part(listing, f"1/{page.bucket:06x}", {"rows": rows, **_columns(listing)})

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the bytes of one part."""
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
"""The keys of the listing that the parts of a format need, and no others: a part is made again when one changes."""

OUTPUT = Feed()
