"""The outputs of the API: `api.document` writes what it is given; `api.index` and `api.category` gather entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from packshot.build.types import Json, Page, View, canonical
from packshot.outputs.api import FORMAT, JSON, NAME


class Document:
    """A document of its own."""

    name = NAME

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """The document, in its one spelling."""
        return canonical(data) + b"\n"


class Index:
    """Entries in buckets: `<stem>-<bucket>.json`. Only the first bucket knows how many entries there are.

    A listing with a fixed number of buckets names them by two hex digits, which a client computes from the member.
    """

    name = "api.index"

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """The document of one bucket."""
        bucket = f"{page.bucket:02x}" if listing["fixed"] else str(page.bucket)
        body: dict[str, Json] = {"format": FORMAT, "bucket": bucket, "buckets": page.buckets}
        if page.count is not None and not listing["fixed"]:
            body["count"] = page.count
        body[listing["entries"]] = _entries(listing, page)
        if page.items or not listing["fixed"]:
            yield View(f"{listing['stem']}-{bucket}.json", self.name, body, JSON)

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """The document, in its one spelling."""
        return canonical(data) + b"\n"


def _entries(listing: Json, page: Page) -> Json:
    members = sorted(page.items)
    return dict(members) if listing["fixed"] else [data for _, data in members]


class CategoryDocument:
    """A category with the products it shows, those of the categories below included."""

    name = "api.category"

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """The document; a category has one bucket."""
        products = [data for _, data in sorted(page.items)]
        yield View(listing["path"], self.name, {**listing["head"], "products": products}, JSON)

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """The document, in its one spelling."""
        return canonical(data) + b"\n"


DOCUMENT, INDEX, CATEGORY = Document(), Index(), CategoryDocument()
