"""The addresses of products and SKUs on the site, for documents and feeds that refer to their pages."""

from __future__ import annotations

from typing import NamedTuple, cast

from packshot.catalog.audiences import audience_of
from packshot.catalog.offer import Offer
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.model.config import SITE_SCOPE
from packshot.outputs import addresses


class Page(NamedTuple):
    """The page of a product on the site: its absolute address, and the SKUs that it shows."""

    address: str
    skus: tuple[str, ...]


def of_product(shown: VisibleProduct, url: str) -> str | None:
    """Return the absolute address of a product's page; None if the site does not show the product.

    `url` is the URL of the catalogue.
    """
    page = _page(shown, url)
    return page.address if page else None


def of_offer(offer: Offer, url: str) -> str | None:
    """Return the absolute address of a SKU: the address of the variant, or of the page of a product without variants.

    Return None if the site does not show the SKU.
    """
    page = _page(offer.shown, url)
    if page is None or offer.sku not in page.skus:
        return None
    return addresses.variant(page.address, offer.sku) if offer.group else page.address


def _page(shown: VisibleProduct, url: str) -> Page | None:
    """Return the page in the same market and locale, which is computed once for all outputs of a product."""
    audience, found = shown.visible.audience, shown.visible.reader.found
    key = ("page", audience.market, audience.locale, shown.key)
    if key not in found:
        found[key] = _made(shown, url)
    return cast("Page | None", found[key])


def _made(shown: VisibleProduct, url: str) -> Page | None:
    reader, audience = shown.visible.reader, shown.visible.audience
    visitor = audience_of(reader, audience.market, audience.locale, SITE_SCOPE)
    page = Visible(reader, visitor).product(shown.key) if visitor else None
    if not isinstance(page, VisibleProduct):
        return None
    origin, base = addresses.address(url)
    path = addresses.product(audience.market, audience.locale, page.slug())
    return Page(addresses.absolute(origin, addresses.href(path, base)), page.skus)
