"""The output `site.product`: the page of one product in one market and language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from packshot.engine.types import Json
from packshot.outputs.site import jsonld, theme

if TYPE_CHECKING:
    from packshot.outputs.site.product_shapes import ProductView


class ProductPage:
    """The output that makes a product page, with images, prices, variants, attributes and relations."""

    name = "site.product"
    templates = (
        "site/base.html",
        "site/cards.html",
        "site/pictures.html",
        "site/prices.html",
        "site/product.html",
        "site/tables.html",
    )

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the product page as HTML."""
        view = cast("ProductView", data)
        frame = view["frame"]
        nodes = [jsonld.product(view), jsonld.breadcrumb(frame, view["breadcrumb"], view["title"])]
        return theme.page("site/product.html", frame, view=view, nodes=nodes)


OUTPUT = ProductPage()
