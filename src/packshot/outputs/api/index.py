"""The output `api.index`: the documents of an index, each with the entries of one bucket."""

from __future__ import annotations

from collections.abc import Iterable

from packshot.engine.types import Json, Page, View
from packshot.outputs.api import FORMAT, JSON
from packshot.outputs.api.document import Document


class Index(Document):
    """The output that writes one document per bucket of an index: `<stem>-<bucket>.json`.

    If the number of buckets is fixed, a bucket is named by two hexadecimal digits, which a client computes from the
    member, such as a SKU. Otherwise, the buckets are numbered, and the first one contains the total number of entries.
    """

    name = "api.index"

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """Yield the document of one bucket; nothing for an empty bucket if the number of buckets is fixed."""
        bucket = f"{page.bucket:02x}" if listing["fixed"] else str(page.bucket)
        body: dict[str, Json] = {"format": FORMAT, "bucket": bucket, "buckets": page.buckets}
        if page.count is not None and not listing["fixed"]:
            body["count"] = page.count
        members = sorted(page.items)
        body[listing["entries"]] = dict(members) if listing["fixed"] else [data for _, data in members]
        if page.items or not listing["fixed"]:
            yield View(f"{listing['stem']}-{bucket}.json", self.name, body, JSON, listing["audience"])


OUTPUT = Index()
