"""The output `api.category`: a category with its products."""

from __future__ import annotations

from collections.abc import Iterable

from packshot.engine.types import Json, Page, View
from packshot.outputs.api import JSON
from packshot.outputs.api.document import Document


class CategoryDocument(Document):
    """A category with its products, including those of the categories below."""

    name = "api.category"

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """Yield the document; a category has one bucket."""
        products = [data for _, data in sorted(page.items)]
        yield View(listing["path"], self.name, {**listing["head"], "products": products}, JSON, listing["audience"])


OUTPUT = CategoryDocument()
