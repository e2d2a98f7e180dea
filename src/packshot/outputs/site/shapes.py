"""The types of the views of the site. A view is plain JSON with everything that a page shows. It is already resolved
for a market and locale: it contains only visible data, and numbers and prices are formatted for the locale.

All keys are always present; absent values are `""`, `[]` or `None`. A text is plain unless a comment marks it as rich
(CommonMark without raw HTML) or prose (HTML, cleaned before output). Each `href` and `src` is made by the module
`addresses`: an absolute http(s) URL, or an absolute path of the site that includes the path of the catalogue's URL
(`/de/de/products/fjord/`); in an `AxisValue`, it is relative to the page. A colour is `#rgb` or `#rrggbb`.
"""

from __future__ import annotations

from typing import TypedDict

from packshot.outputs.site.frame_shapes import Alternate, Frame, Link, PageBase
from packshot.outputs.site.product_shapes import Card, Picture


class Tile(Link):
    """A link to a category, with an optional image."""

    picture: Picture | None


class CategoryListing(TypedDict):
    """The data that all pages of a category have in common. The items of the listing are cards."""

    frame: Frame  # canonical and alternates of the first page
    key: str
    title: str
    summary: str
    description: str  # rich; shown on the first page only
    breadcrumb: list[Link]  # from the home page to the parent
    children: list[Tile]
    prose: str  # HTML from the prose of the site, or ""


class Pagination(TypedDict):
    """The position of a page in its listing, counted from 1, and the links to pages of this listing."""

    number: int
    previous: str
    next: str
    links: list[PageLink]


class PageLink(TypedDict):
    """A link to one page of a listing. `gap` is true if page numbers are omitted before this link."""

    href: str
    number: int
    gap: bool


class CategoryView(TypedDict):
    """The view of one page of a category, made by the output `site.category`.

    `count` is the number of products in the category, on the first page only.
    """

    head: CategoryListing
    cards: list[Card]
    count: int | None
    pages: Pagination


class Hero(TypedDict):
    """The opening section of the home page. `text` is rich text; `picture` and `action` are optional."""

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
    """A market with the links to its home pages, one for each locale.

    The label of a link is the name of the language of the home page, in this language.
    """

    label: str
    pages: list[Alternate]


class RedirectView(PageBase):
    """The view of the redirect page at a former address. `href` is the new address, and `title` is the title of the
    page there.
    """

    href: str
    title: str


class SitemapListing(TypedDict):
    """The data that all sitemap files have in common. `base` is the base path of the site, usually `/`."""

    origin: str
    base: str


class SitemapItem(TypedDict):
    """One page in the sitemap. The labels of its alternates are not used and may be empty."""

    href: str
    alternates: list[Alternate]
    images: list[str]


class SitemapView(TypedDict):
    """The view of one sitemap file, or of the sitemap index if `files` is not empty.

    `files` are the paths of the sitemap files in the index.
    """

    origin: str
    items: list[SitemapItem]
    files: list[str]


class StyleView(TypedDict):
    """The view of the stylesheet. `accent` and `accent_dark` replace the accent colours of the theme; "" keeps the
    default.
    """

    accent: str
    accent_dark: str
