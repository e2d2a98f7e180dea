"""The entries of products in the indexes and category documents of the API, and the listings of these documents."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.engine.types import Item, Listing
from packshot.model.audience import Audience
from packshot.model.labels import label_in
from packshot.model.schema import Category
from packshot.outputs import category_paths
from packshot.outputs.api import FORMAT, folder, index
from packshot.outputs.api import category as leaf

PRODUCTS_A_FILE = 500
WHOLE = 1 << 30
"""A bucket size that is larger than any number of members, so that there is one bucket."""


def indexes(audience: Audience) -> Iterator[Listing]:
    """Yield the indexes of a market and locale: the index of all products, and the index from SKU to product."""
    at = folder(audience.market, audience.locale)
    products = {"stem": f"{at}/index/products", "entries": "products", "fixed": False, "audience": audience.id}
    skus = {"stem": f"{at}/index/sku", "entries": "skus", "fixed": True, "audience": audience.id}
    yield Listing(f"{at}/products", index.OUTPUT.name, PRODUCTS_A_FILE, products)
    yield Listing(f"{at}/skus", index.OUTPUT.name, WHOLE, skus, buckets=256)


def of_category(visible: Visible, found: Category) -> Listing:
    """Return the listing from which the document of a category is made."""
    reader, audience = visible.reader, visible.audience
    at = folder(audience.market, audience.locale)
    head = {
        "format": FORMAT,
        "market": audience.market,
        "locale": audience.locale,
        "key": found.key,
        "label": label_in(found.label, visible.chain, found.key),
        "tree": found.tree,
        "path": [above.key for above in reader.path_to(found.key)],
        "children": [child for child in reader.below(found.key) if reader.category(child)],
    }
    if maps := {taxonomy: code for taxonomy, code in found.maps.items() if code}:
        head["maps"] = maps
    data = {"path": f"{at}/categories/{found.key}.json", "head": head, "audience": audience.id}
    return Listing(f"{at}/category/{found.key}", leaf.OUTPUT.name, WHOLE, data)


def entries(shown: VisibleProduct) -> Iterator[Item]:
    """Yield the entries of a product: one in the index of products, one for each SKU in the index of SKUs, and one in
    each category that shows the product.
    """
    reader, audience = shown.visible.reader, shown.visible.audience
    at = folder(audience.market, audience.locale)
    entry = {"key": shown.key, "name": shown.name(), "slug": shown.slug()}
    yield Item(f"{at}/products", shown.key, entry)
    yield from (Item(f"{at}/skus", sku, shown.key) for sku in shown.skus)
    for key in category_paths.above(reader, shown.product):
        yield Item(f"{at}/category/{key}", shown.key, entry)
