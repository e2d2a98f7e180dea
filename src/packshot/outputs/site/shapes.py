"""The views of the site: plain JSON with everything that a page shows. They are already resolved for market and locale:
only visible data, with numbers and prices formatted for the locale.

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
    """The data of a category's listing, shared by its pages. The items are cards."""

    frame: Frame  # canonical and alternates of the first page
    key: str
    title: str
    summary: str
    description: str  # rich; shown on the first page only
    breadcrumb: list[Link]  # from the home page to the parent
    children: list[Tile]
    prose: str  # HTML from the prose of the site, or ""


class Pagination(TypedDict):
    """The position of this page in its listing: numbers from 1, `gap` before a link if numbers are left out."""

    number: int
    total: int
    previous: str
    next: str
    links: list[PageLink]


class PageLink(TypedDict):
    """One number of the pagination."""

    href: str
    number: int
    gap: bool


class CategoryView(TypedDict):
    """One page of a category, made by `category.compose`: head data, its cards, and the count on the first page."""

    head: CategoryListing
    cards: list[Card]
    count: int | None
    pages: Pagination


class Hero(TypedDict):
    """The opening of the home page; `text` is rich, `action` may be None."""

    title: str
    text: str
    picture: Picture | None
    action: Link | None


class HomeView(TypedDict):
    """The home page of one market and locale."""

    frame: Frame
    title: str
    summary: str
    hero: Hero
    tiles: list[Tile]
    highlights: list[Card]
    prose: str  # HTML from the prose of the site, or ""
    logo: str  # an address, for search engines; or ""


class MarketHomes(TypedDict):
    """A market with its home pages, one per language: label in that language, hreflang and href."""

    label: str
    pages: list[Alternate]


class RedirectView(PageBase):
    """A former address: a static page that sends visitors and search engines to the new one."""

    href: str
    title: str


class SitemapListing(TypedDict):
    """The data of the sitemap's listing; `base` is the path below which the site is, mostly `/`."""

    origin: str
    base: str


class SitemapItem(TypedDict):
    """One page in the sitemap. Labels of alternates are not used and may be empty."""

    href: str
    alternates: list[Alternate]
    images: list[str]


class SitemapView(TypedDict):
    """One sitemap file, or with `files` the index of them."""

    origin: str
    items: list[SitemapItem]
    files: list[str]


class StyleView(TypedDict):
    """The stylesheet; `accent` replaces the theme's accent colour (light, dark), both "" by default."""

    accent: str
    accent_dark: str
