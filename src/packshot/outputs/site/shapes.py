"""The views of the site: plain JSON, and everything a page shows. Whoever fills them has already decided what may be
seen, resolved each value for market and locale, and written numbers and prices as people of that locale read them.

All keys are always there; what does not exist is `""`, `[]` or `None`. A text is plain unless it is called rich
(CommonMark without raw HTML) or prose (HTML, cleaned before it is shown). Each `href` and `src` is an absolute path
of the site (`/de/de/products/fjord/`, the path of the catalogue's URL included) or a whole http(s) address; `paths`
makes them. A colour is `#rgb` or `#rrggbb`.
"""

from __future__ import annotations

from typing import Literal, TypedDict

AvailabilityCode = Literal["in_stock", "out_of_stock", "preorder", "backorder", "limited", "discontinued", ""]
"""What a stock list may say; `""` where nothing is said."""

SchemaProperty = Literal["color", "size", "material", "pattern", "suggestedAge", "suggestedGender", ""]
"""The schema.org property an axis or attribute speaks of; `""` for all others."""


class Link(TypedDict):
    """A link with its text."""

    href: str
    label: str


class Alternate(TypedDict):
    """The same page for another market or language, this one included; `x-default` has no label."""

    hreflang: str
    href: str
    label: str  # "Österreich – Deutsch", as its readers write it; "" keeps it out of the visible switcher


class Frame(TypedDict):
    """What surrounds every page: names, navigation and the page's own address."""

    site: str  # the catalogue's name
    origin: str  # "https://www.nordlys.example": scheme and host, no slash at the end; "" if there is no address yet
    market: str
    locale: str  # a BCP 47 tag, "de-AT"
    place: str  # market and language as people read them, "Deutschland – Deutsch"
    canonical: str  # the page's own path
    alternates: list[Alternate]
    home: str
    chooser: str  # the root page, where markets and languages are chosen
    style: str  # the path of the stylesheet, see `style.path`
    nav: list[Link]  # first level of the tree that the site navigates
    section: str  # the `href` in `nav` that this page belongs to, or ""
    words: dict[str, str]  # the repository's own words in place of those of `words`; mostly {}


class Source(TypedDict):
    """One picture format: media type and candidates, `/media/ab/x.webp 640w, /media/cd/y.webp 1280w`."""

    type: str
    srcset: str


class Rights(TypedDict):
    """What must be said about a picture's author and terms; `license` and `acquire` are addresses."""

    credit: str
    notice: str
    creator: str
    license: str
    acquire: str


class Picture(TypedDict):
    """A picture in its renditions, best format first; width and height are those of `src`."""

    alt: str
    src: str
    width: int
    height: int
    sources: list[Source]
    zoom: str  # the largest rendition, or ""
    rights: Rights | None


class Tier(TypedDict):
    """The unit price from a quantity on."""

    quantity: int
    text: str
    amount: str


class Price(TypedDict):
    """A price for people (`149,00 €`) and for machines (`149.00`, `EUR`); `was` is the price struck through."""

    text: str
    amount: str
    currency: str
    was: str
    was_amount: str
    until: str  # the date (2026-12-01) on which this price ends, or ""
    tax_included: bool
    note: str  # "inkl. 19 % MwSt.", or ""
    tiers: list[Tier]


class Availability(TypedDict):
    """Whether it can be had: a code for machines, a label for people; the date of its arrival, or ""."""

    code: AvailabilityCode
    label: str
    date: str


class AxisValue(TypedDict):
    """One choice; `href` leads to the first variant that has it (`#FJ-RED-S`)."""

    label: str
    swatch: str  # a colour, or ""
    href: str


class Axis(TypedDict):
    """What variants differ by, and the choices in display order."""

    label: str
    property: SchemaProperty
    values: list[AxisValue]


class Variant(TypedDict):
    """One SKU of a product with axes. `values` stand in the order of the page's axes."""

    sku: str
    anchor: str  # the percent-encoded SKU: the id of its row and the fragment of its address
    name: str
    values: list[str]
    swatch: str
    picture: Picture | None  # None for all where none has a picture of its own
    price: Price | None
    availability: Availability | None
    gtin: str
    mpn: str
    badge: str


class Row(TypedDict):
    """One attribute: its values as text, several for a many-valued one."""

    label: str
    values: list[str]


class Table(TypedDict):
    """An attribute that is itself a table."""

    label: str
    columns: list[str]  # the first one heads the row labels and may be ""
    rows: list[list[str]]


class Group(TypedDict):
    """A group of attributes."""

    label: str
    rows: list[Row]
    tables: list[Table]


class Note(TypedDict):
    """A labelled text that must stand on the page: warnings, maker, care. Rich."""

    label: str
    text: str


class Swatch(TypedDict):
    """A colour in which a product can be had."""

    label: str
    color: str


class Card(TypedDict):
    """A product in a listing: small, because it is repeated on many pages."""

    href: str
    title: str
    subtitle: str  # brand or family, or ""
    picture: Picture | None
    price: str
    price_from: bool
    was: str
    badge: str
    swatches: list[Swatch]


class Related(TypedDict):
    """The products of one relation."""

    label: str
    cards: list[Card]


class Part(TypedDict):
    """One part of a set; `quantity` is written for people."""

    card: Card
    quantity: str


class Download(TypedDict):
    """A document: `kind` is "PDF", `size` "1,2 MB", `lang` the document's own language or ""."""

    href: str
    label: str
    kind: str
    size: str
    lang: str


class Brand(TypedDict):
    """The brand; `href` may be ""."""

    name: str
    href: str


class ProductView(TypedDict):
    """A product page. A product has either `sku` (simple) or `axes` and `variants`."""

    frame: Frame
    key: str
    title: str
    summary: str  # plain text of at most about 160 characters for search engines
    description: str  # rich
    brand: Brand | None
    badge: str
    breadcrumb: list[Link]  # from the home page to the main category
    pictures: list[Picture]  # the first one is the main picture
    features: list[str]
    price: Price | None  # of a product with variants: the lowest
    price_from: bool  # whether variants cost differently
    availability: Availability | None
    sku: str
    gtin: str
    mpn: str
    properties: dict[str, str]  # schema.org property -> text, as far as known: color, size, material, pattern
    axes: list[Axis]
    variants: list[Variant]
    groups: list[Group]
    parts: list[Part]
    downloads: list[Download]
    notes: list[Note]
    related: list[Related]


class Tile(TypedDict):
    """A way into a category."""

    href: str
    label: str
    picture: Picture | None


class CategoryListing(TypedDict):
    """The data of a category's listing: all that its pages share. The items are cards."""

    frame: Frame  # canonical and alternates of the first page
    key: str
    title: str
    summary: str
    description: str  # rich; shown on the first page only
    breadcrumb: list[Link]  # from the home page to the parent
    children: list[Tile]
    prose: str  # HTML from the prose of the site, or ""


class Pagination(TypedDict):
    """Where this page stands among its listing: numbers from 1, `gap` before a link where numbers are left out."""

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


class Place(TypedDict):
    """A market with its home pages, one a language: label in that language, hreflang and href."""

    label: str
    pages: list[Alternate]


class PlacesView(TypedDict):
    """All markets and languages: the root page, and the page for addresses that lead nowhere (`404.html`)."""

    frame: Frame
    places: list[Place]


class RedirectView(TypedDict):
    """A former address: a static page that sends readers and search engines to the new one."""

    site: str
    origin: str
    locale: str
    style: str
    href: str
    title: str
    words: dict[str, str]


class SitemapListing(TypedDict):
    """The data of the sitemap's listing; `base` is the path below which the site lies, `/` mostly."""

    origin: str
    base: str


class SitemapItem(TypedDict):
    """One page in the sitemap. Paths as everywhere; labels of alternates are not used and may be left empty."""

    href: str
    alternates: list[Alternate]
    images: list[str]


class SitemapView(TypedDict):
    """One sitemap file, or with `files` the index of them."""

    origin: str
    items: list[SitemapItem]
    files: list[str]


class RobotsView(TypedDict):
    """robots.txt: the sitemap's address and the paths that robots are asked to leave out."""

    sitemap: str
    disallow: list[str]


class StyleView(TypedDict):
    """The stylesheet; `accent` replaces the theme's accent colour (light, dark), both "" by default."""

    accent: str
    accent_dark: str
