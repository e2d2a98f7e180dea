"""The types of the views of product pages and of cards. See `shapes` for the conventions of all views."""

from __future__ import annotations

from typing import Literal, TypedDict

from packshot.outputs.site.frame_shapes import Frame, Link

AvailabilityCode = Literal["in_stock", "out_of_stock", "preorder", "backorder", "limited", "discontinued", ""]
"""The availability of a SKU; `""` if it is unknown."""

SchemaProperty = Literal["color", "size", "material", "pattern", "suggestedAge", "suggestedGender", ""]
"""The schema.org property of an axis or attribute; `""` if schema.org has no such property."""


class Source(TypedDict):
    """The sources of an image in one format: the media type and the srcset, such as `/media/ab/x.webp 640w,
    /media/cd/y.webp 1280w`.
    """

    type: str
    srcset: str


class Rights(TypedDict):
    """The required credits and terms of an image; `license` and `acquire` are addresses."""

    credit: str
    notice: str
    creator: str
    license: str
    acquire: str


class Picture(TypedDict):
    """An image with its renditions, the preferred format first. `width` and `height` are the dimensions of `src`."""

    alt: str
    src: str
    width: int
    height: int
    sources: list[Source]
    zoom: str  # the largest rendition, or ""
    rights: Rights | None


class Tier(TypedDict):
    """A tier of a price: the unit price at or above a quantity."""

    quantity: int
    text: str
    amount: str


class Price(TypedDict):
    """A price, both formatted (`149,00 €`) and machine-readable (`149.00`, `EUR`). `was` is the former price, struck
    through.
    """

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
    """The availability: a machine-readable code, a label, and the arrival date of the stock list or an empty text."""

    code: AvailabilityCode
    label: str
    date: str


class AxisValue(Link):
    """One value of an axis. `href` is the link to the first variant with this value (`?sku=FJ-RED-S#FJ-RED-S`)."""

    swatch: str  # a colour, or ""


class Axis(TypedDict):
    """An axis of the variants, with its values in display order."""

    label: str
    property: SchemaProperty
    values: list[AxisValue]


class Offered(TypedDict):
    """The keys that a product and each variant have in common: product numbers, price, availability and badge."""

    sku: str
    gtin: str
    mpn: str
    price: Price | None  # of a product with variants: the lowest
    availability: Availability | None
    badge: str


class Variant(Offered):
    """One SKU of a product with axes. `values` has the same order as the axes of the page."""

    anchor: str  # the percent-encoded SKU: the id of its row
    name: str
    values: list[str]
    swatch: str
    picture: Picture | None  # None for all if no variant has a different image


class Row(TypedDict):
    """A row of the attribute table: one attribute with its values as text. An attribute with `many` may have several
    values.
    """

    label: str
    values: list[str]


class Table(TypedDict):
    """A table attribute, with its label, its column headings and its cells as text."""

    label: str
    columns: list[str]  # the first one heads the row labels and may be ""
    rows: list[list[str]]


class Group(TypedDict):
    """A group of attributes, with its label, its single attributes and its tables."""

    label: str
    rows: list[Row]
    tables: list[Table]


class Note(TypedDict):
    """A rich text of the product other than the description, with its label, such as warnings, manufacturer or care."""

    label: str
    text: str


class Swatch(TypedDict):
    """A colour of the product, with its label."""

    label: str
    color: str


class Card(TypedDict):
    """A product in a listing. It has few keys, because it is repeated on many pages."""

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
    """The products of one relation, as cards."""

    label: str
    cards: list[Card]


class Part(TypedDict):
    """One part of a bundle. `quantity` is formatted."""

    card: Card
    quantity: str


class Download(Link):
    """A document for download.

    `kind` is the file type, such as "PDF"; `size` is formatted, such as "1,2 MB"; `lang` is the language of the
    document or empty.
    """

    kind: str
    size: str
    lang: str


class Brand(TypedDict):
    """The brand of a product. `href` may be empty."""

    name: str
    href: str


class ProductView(Offered):
    """The view of a product page. A product has either `sku` (simple product) or `axes` and `variants`."""

    frame: Frame
    key: str
    title: str
    summary: str  # plain text of at most about 160 characters for search engines
    description: str  # rich
    brand: Brand | None
    breadcrumb: list[Link]  # from the home page to the main category
    pictures: list[Picture]  # the first one is the main image
    features: list[str]
    price_from: bool  # whether variants cost differently
    properties: dict[str, str]  # schema.org property -> text, as far as known: color, size, material, pattern
    axes: list[Axis]
    variants: list[Variant]
    groups: list[Group]
    parts: list[Part]
    downloads: list[Download]
    notes: list[Note]
    related: list[Related]
