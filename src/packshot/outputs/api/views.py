"""The views of the API for a product, a category or the site, in every market and locale."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog.audiences import audiences
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.engine.types import Item, Listing, View
from packshot.model.config import API_SCOPE
from packshot.outputs.api import listings, product, schema


def views(reader: Reader, kind: str, key: str) -> Iterator[View | Item | Listing]:
    """Yield the documents, index entries and listings of one product, one category or the site; nothing for other
    kinds.
    """
    if kind == "site" and (catalog := reader.catalog()):
        yield from schema.views(catalog.url)
    for audience in audiences(reader, API_SCOPE):
        if kind == "product":
            yield from _product(Visible(reader, audience), key)
        elif kind == "category" and (category := reader.category(key)):
            yield listings.of_category(Visible(reader, audience), category)
        elif kind == "site":
            yield from listings.indexes(audience)


def _product(visible: Visible, key: str) -> Iterator[View | Item]:
    shown = visible.product(key)
    if isinstance(shown, VisibleProduct):
        yield from product.views(shown)
        yield from listings.entries(shown)
