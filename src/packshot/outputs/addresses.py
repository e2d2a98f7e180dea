"""The permanent addresses of site pages: artifact paths (`de/de/products/fjord/index.html`) and links
(`/de/de/products/fjord/`).
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

INDEX = "index.html"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
MISSING = "404.html"
CHOOSER = INDEX


def home(market: str, locale: str) -> str:
    """Return the path of the home page of a market in a locale."""
    return f"{market}/{locale}/{INDEX}"


def product(market: str, locale: str, name: str) -> str:
    """Return the path of the page of a product; `name` is the slug of the product, or the key if it has no slug."""
    return f"{market}/{locale}/products/{name}/{INDEX}"


def category(market: str, locale: str, key: str, bucket: int = 0) -> str:
    """Return the path of a page of a category. The first bucket has no number in its path; the second
    bucket is page 2.
    """
    number = f"{bucket + 1}/" if bucket else ""
    return f"{market}/{locale}/categories/{key}/{number}{INDEX}"


def numbered(href: str, bucket: int) -> str:
    """Return the link to one page of a category, given the link to the first page. Bucket 0 is the first page."""
    return f"{href}{bucket + 1}/" if bucket else href


def anchor(sku: str) -> str:
    """Return the HTML id of a variant's row: the SKU, percent-encoded, so that the id contains no space and is valid in
    an address.
    """
    return quote(sku, safe="")


def variant(page: str, sku: str) -> str:
    """Return the address of a variant, given the address of its product's page (format rule 48)."""
    return f"{page}?sku={anchor(sku)}"


def on_page(page: str, sku: str) -> str:
    """Return the link to the row of a variant on its page, for links within the site."""
    return f"{variant(page, sku)}#{anchor(sku)}"


def address(url: str) -> tuple[str, str]:
    """Return the origin and the base path of a URL: `https://x.example/shop` -> (`https://x.example`, `/shop/`)."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    base = quote(parts.path.strip("/"), safe="/%")
    return origin, f"/{base}/" if base else "/"


def href(path: str, base: str = "/") -> str:
    """Return the link to an artifact: percent-encoded, below the base path, and without `index.html`."""
    folder = path[: -len(INDEX)] if path == INDEX or path.endswith(f"/{INDEX}") else path
    return base + quote(folder, safe="/")


def absolute(origin: str, link: str) -> str:
    """Return a link as an absolute URL; absolute URLs are unchanged."""
    return origin + link if link.startswith("/") else link
