"""The types of the views of the site. A view is plain JSON with everything that a page shows. It is already resolved
for a market and locale: it contains only visible data, and numbers and prices are formatted for the locale.

All keys are always present; absent values are `""`, `[]` or `None`. A text is plain unless it is called rich
(CommonMark without raw HTML) or prose (HTML, cleaned before it is shown). Each `href` and `src` is an absolute path of
the site (`/de/de/products/fjord/`, the path of the catalogue's URL included) or an absolute http(s) URL; `addresses`
makes them. A colour is `#rgb` or `#rrggbb`.
"""

from __future__ import annotations

from typing import TypedDict

from packshot.outputs.site.frame_shapes import Alternate, Frame, Link, PageBase
from packshot.outputs.site.product_shapes import Card, Picture


class Tile(Link):
    """A link to a category, with an image."""

    picture: Picture | None


class CategoryListing(TypedDict):
    """The data of the listing of a category, shared by its pages. The items of the listing are cards."""

    frame: Frame  # canonical and alternates of the first page
    key: str
    title: str
    summary: str
    description: str  # rich; shown on the first page only
    breadcrumb: list[Link]  # from the home page to the parent
    children: list[Tile]
    prose: str  # HTML from the prose of the site, or ""


class Pagination(TypedDict):
    """The position of a page in its listing, counted from 1, and links to other pages. `gap` means that page numbers
    are omitted before a link.
    """

    number: int
    total: int
    previous: str
    next: str
    links: list[PageLink]


class PageLink(TypedDict):
    """A link to one page of the pagination."""

    href: str
    number: int
    gap: bool


class CategoryView(TypedDict):
    """The view of one page of a category, made by `category.compose`: the head, the cards, and on the first page the
    number of products.
    """

    head: CategoryListing
    cards: list[Card]
    count: int | None
    pages: Pagination


class Hero(TypedDict):
    """The opening section of the home page. `text` is rich text; `action` may be None."""

    title: str
    text: str
    picture: Picture | None
    action: Link | None


class HomeView(TypedDict):
    """The view of the home page of one market and locale."""

    frame: Frame
    title: str
    summary: str
    hero: Hero
    tiles: list[Tile]
    highlights: list[Card]
    prose: str  # HTML from the prose of the site, or ""
    logo: str  # an address, for search engines; or ""


class MarketHomes(TypedDict):
    """A market with its home pages, one per language. Each has a label in that language, `hreflang` and `href`."""

    label: str
    pages: list[Alternate]


class RedirectView(PageBase):
    """The view of the page at a former address, which redirects visitors and search engines to the new address."""

    href: str
    title: str


class SitemapListing(TypedDict):
    """The data of the listing of the sitemap. `base` is the base path of the site, usually `/`."""

    origin: str
    base: str


class SitemapItem(TypedDict):
    """One page in the sitemap. The labels of its alternates are not used and may be empty."""

    href: str
    alternates: list[Alternate]
    images: list[str]


class SitemapView(TypedDict):
    """The view of one sitemap file. If `files` is not empty, it is the index of these sitemap files."""

    origin: str
    items: list[SitemapItem]
    files: list[str]


class StyleView(TypedDict):
    """The view of the stylesheet. `accent` and `accent_dark` replace the accent colours of the theme; "" keeps the
    default.
    """

    accent: str
    accent_dark: str
