"""The listing of a feed: the rows of many products, written to one file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packshot.engine.types import Json, Listing, View
from packshot.outputs.channels import formats
from packshot.outputs.channels.format import BUCKET


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a feed: its title, the address of the catalogue, and a description."""

    title: str
    link: str
    description: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields of a feed in their order, and those that may be repeated. The parts of a nested field have dotted
    names: `shipping.price`.
    """

    names: tuple[str, ...]
    repeats: tuple[str, ...] = ()


def feed(path: str, form: str, head: Head, columns: Columns, audience: str = "") -> Listing:
    """Return the listing of one feed: one channel in one market and locale. Its members are SKUs, and its items are
    results of `Row.data()`.
    """
    data = {
        "path": path,
        "format": form,
        "audience": audience,
        "head": {"title": head.title, "link": head.link, "description": head.description},
        "columns": list(columns.names),
        "repeats": sorted(columns.repeats),
    }
    output, buckets = f"channels.formats.{form}", formats.known(form).buckets
    return Listing(f"feed/{path}", output, BUCKET, data, buckets, indexed=True)


def frame(listing: Json) -> Iterator[View]:
    """Yield the parts of a feed that contain no rows: its head and its tail; nothing if the feed is one document."""
    return formats.known(listing["format"]).frame(listing)
