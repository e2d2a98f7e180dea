"""The output `api.category`: a category with the products it shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from packshot.build.types import Json, Page, View, canonical
from packshot.outputs.api import JSON


class CategoryDocument:
    """A category with the products it shows, those of the categories below included."""

    name = "api.category"

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """The document; a category has one bucket."""
        products = [data for _, data in sorted(page.items)]
        yield View(listing["path"], self.name, {**listing["head"], "products": products}, JSON, listing["audience"])

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """The document, in its one spelling."""
        return canonical(data) + b"\n"


OUTPUT = CategoryDocument()
