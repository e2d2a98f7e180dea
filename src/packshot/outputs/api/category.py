"""The output `api.category`: the document of a category with its products."""

from __future__ import annotations

from collections.abc import Iterable

from packshot.engine.types import Json, Page, View
from packshot.outputs.api import JSON
from packshot.outputs.api.document import Document


class CategoryDocument(Document):
    """The output that makes the document of a category, with its products and those of its subcategories."""

    name = "api.category"

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """Yield the document of the category. The listing of the category has one bucket."""
        products = [data for _, data in sorted(page.items)]
        yield View(listing["path"], self.name, {**listing["head"], "products": products}, JSON, listing["audience"])


OUTPUT = CategoryDocument()
