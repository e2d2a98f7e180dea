"""The addresses of products and SKUs on the site, for documents and feeds that refer to their pages."""

from __future__ import annotations

from packshot.catalog.audiences import audience_of
from packshot.catalog.offer import Offer
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.outputs import addresses

SCOPE = "web"
"""The channel scope of the site."""


def of_product(shown: VisibleProduct, url: str) -> str | None:
    """Return the absolute address of a product's page; None if the site does not show the product.

    `url` is the URL of the catalogue.
    """
    page = _on_site(shown)
    if page is None:
        return None
    audience, (origin, base) = shown.visible.audience, addresses.address(url)
    path = addresses.product(audience.market, audience.locale, page.slug())
    return addresses.absolute(origin, addresses.href(path, base))


def of_offer(offer: Offer, url: str) -> str | None:
    """Return the absolute address of a SKU: the address of the variant, or of the page of a product without variants.

    Return None if the site does not show the SKU.
    """
    page, there = of_product(offer.shown, url), _on_site(offer.shown)
    if page is None or there is None or offer.sku not in there.skus:
        return None
    return addresses.variant(page, offer.sku) if offer.group else page


def _on_site(shown: VisibleProduct) -> VisibleProduct | None:
    """Return the product as the site shows it in the same market and locale."""
    reader, audience = shown.visible.reader, shown.visible.audience
    visitor = audience_of(reader, audience.market, audience.locale, SCOPE)
    found = Visible(reader, visitor).product(shown.key) if visitor else None
    return found if isinstance(found, VisibleProduct) else None
