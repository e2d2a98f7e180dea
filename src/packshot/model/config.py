"""The configuration in catalog.yaml: locales, markets, renditions, thresholds and authorities."""

from collections.abc import Callable
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from packshot.model.codes import has_credentials
from packshot.model.entity import Entity, Keyed, with_keys
from packshot.model.frozen import EMPTY, Frozen
from packshot.model.problems import refuse
from packshot.model.text_forms import (
    Amount,
    CatalogLocale,
    Country,
    Currency,
    Key,
    Label,
    LocaleTag,
    Name,
    Names,
    Percent,
    Text,
    Zone,
    text,
    whole,
)
from packshot.model.values import clean

FORMAT = "1"
"""The version of the file format that this program reads and writes."""

SITE_SCOPE = "web"
"""The channel scope of the site."""

API_SCOPE = "api"
"""The channel scope of the JSON API."""

BUILT_IN_SCOPES = (SITE_SCOPE, API_SCOPE)


def _address(text: str) -> str:
    address = clean(text)
    if has_credentials(address):
        raise PydanticCustomError("url_credentials", "url")
    return address


Side = Annotated[int, whole(1, 8192)]


class Preset(Keyed):
    """A rendition preset: a size and formats in which images are published."""

    width: Side | None = Field(None, description="Width in pixels; the width of the box if a height is given as well.")
    height: Side | None = Field(None, description="Height in pixels.")
    fit: Literal["contain", "pad", "crop"] = Field(
        "contain",
        description="contain: the whole image within the box; pad: the same, padded to the box with `background`; "
        "crop: the box filled, cropped around the focal point.",
    )
    formats: tuple[Literal["jpeg", "webp"], ...] = Field(
        ("jpeg",), min_length=1, description="Published formats, preferred first."
    )
    quality: Annotated[int, whole(1, 100)] = Field(82, description="Quality of lossy formats, 1 to 100.")
    background: Annotated[str, text(7, 7, "#[0-9a-fA-F]{6}")] = Field(
        "#ffffff", description="Colour behind transparent images and around padded images."
    )

    @model_validator(mode="after")
    def _has_a_size(self) -> Self:
        sides = [side for side in (self.width, self.height) if side is not None]
        refuse(
            (not sides, "bad-combination.size", {"rendition": self.key}),
            (self.fit != "contain" and len(sides) < 2, "bad-combination.fit", {"fit": self.fit}),
        )
        return self


class Market(Keyed):
    """A market: country, locales, currency, price lists, stock lists and tax rates."""

    label: Label | None = Field(None, description="Display name.")
    country: Country = Field(description="ISO 3166-1 country code, compared with territory rights.")
    locales: tuple[CatalogLocale, ...] = Field(min_length=1, description="Published locales; the first is the default.")
    currency: Currency = Field(description="ISO 4217 code; required currency of its price lists.")
    prices: tuple[Annotated[Key, Names("prices")], ...] = Field(
        (), description="Price lists in order; the first that has the SKU is used."
    )
    stock: tuple[Annotated[Key, Names("stock")], ...] = Field(
        (), description="Stock lists in order; the first that has the SKU is used."
    )
    customers: Key | None = Field(
        None,
        description="Customer group (`group` of a price list) of pages, API and feeds; required if the market has "
        "price lists of several groups.",
    )
    tax: Frozen[Key, Percent] = Field(EMPTY, description="Tax class -> tax rate, such as 19 %.")
    zone: Zone | None = Field(None, description="Time zone in which dates begin; default: that of the catalogue.")


class Site(Entity):
    """The settings of the static site."""

    tree: Annotated[Key, Names("tree")] | None = Field(None, description="Category tree of the navigation.")


PACKSHOT = "packshot"
"""The authority of values maintained in the repository; every committer may edit them."""


class Authority(Entity):
    """A system or department that owns values, and the committers who may write them."""

    label: Label | None = Field(None, description="Display name.")
    people: tuple[Text, ...] = Field(
        (), description="E-mail addresses of committers who may write its values; * is a wildcard."
    )

    def includes(self, email: str) -> bool:
        """Return whether a committer may write the values of this authority; case is ignored."""
        return any(fnmatchcase(email.casefold(), pattern.casefold()) for pattern in self.people)


class Thresholds(Entity):
    """The thresholds that feeds and reports apply to products."""

    completeness: Frozen[Annotated[Key, Names("requirement")], Percent] = Field(
        EMPTY,
        description="Required completeness by channel scope (all: every scope not listed), such as 80 %; a SKU below "
        "it is excluded from the feeds of that scope.",
    )


Criterion = Literal["length", "capitals", "pictures", "size", "alt", "optional", "unique"]
"""A criterion of data quality."""


class Quality(Entity):
    """The settings of the data quality score: weights of criteria, recommended lengths, number and size of images."""

    weights: Frozen[Criterion, Amount] = Field(
        EMPTY, description="Criterion -> weight, if it differs from the packaged weight; 0 disables the criterion."
    )
    name: Annotated[int, whole(0, 1000)] = Field(15, description="Minimum recommended length of a product name.")
    rich: Annotated[int, whole(0, 100_000)] = Field(150, description="Minimum recommended length of rich texts.")
    lengths: Frozen[
        Annotated[Key, Names("requirement")],
        Frozen[Annotated[Name, Names("attribute")], Annotated[int, whole(0, 100_000)]],
    ] = Field(
        EMPTY,
        description="Minimum recommended lengths of other texts: channel scope (or all) -> attribute -> characters.",
    )
    pictures: Annotated[int, whole(1, 100)] = Field(3, description="Recommended number of images of a product.")
    pixels: Annotated[int, whole(1, 100_000)] = Field(
        800, description="Minimum recommended length of an image's longer edge, in pixels."
    )


class Catalog(Entity):
    """The file catalog.yaml: the configuration of a product repository."""

    packshot: Literal["1"] = Field(description="Version of the file format.")
    name: Text = Field(description="Name of the catalogue.")
    url: Annotated[str, text(500, 1, "https?://[^ ]+", _address)] = Field(
        description="URL of the published site, without a trailing slash."
    )
    source: LocaleTag = Field(description="Source locale, the locale of product.yaml.")
    zone: Zone = Field("UTC", description="Time zone in which dates begin, unless the market sets another.")
    locales: Frozen[LocaleTag, CatalogLocale | None] = Field(
        EMPTY, description="Locale -> next locale of its fallback chain; null for the source."
    )
    markets: Frozen[Key, Market] = Field(EMPTY, description="Markets by key.")
    taxonomies: Frozen[Name, Text] = Field(EMPTY, description="External taxonomy used in `maps` -> its version.")
    renditions: Frozen[Key, Preset] = Field(EMPTY, description="Sizes in which images are published.")
    thresholds: Thresholds = Field(
        Thresholds.model_construct(), description="Thresholds that feeds and reports apply to products."
    )
    quality: Quality = Field(Quality.model_construct(), description="Settings of the data quality score.")
    scopes: tuple[Key, ...] = Field((), description="Additional channel scopes without a channel file.")
    authorities: Frozen[Key, Authority] = Field(
        EMPTY, description="Owners of values that must not be edited in this repository, such as erp or plm."
    )
    tax_class: Annotated[Name, Names("attribute")] = Field(
        "tax_class", description="Attribute with the tax class of a product."
    )
    weight: Annotated[Name, Names("attribute")] = Field(
        "weight",
        description="Attribute with the weight of a product; the weight of a bundle is computed from its parts.",
    )
    site: Site = Field(Site.model_construct(), description="Settings of the static site.")
    severity: Frozen[Key, Literal["error", "warning", "suggestion", "off"]] = Field(
        EMPTY, description="Finding code -> severity, or off; errors cannot be lowered."
    )

    @model_validator(mode="before")
    @classmethod
    def _give_keys(cls, data: object) -> object:
        return with_keys(with_keys(data, "markets"), "renditions")

    def chain(self, locale: str) -> tuple[str, ...]:
        """Return the fallback chain of a locale, starting with the locale.

        In a valid catalogue, the chain ends with the source locale.
        """
        return chain(locale, self.locales.get)


def chain(locale: str, following: Callable[[str], str | None]) -> tuple[str, ...]:
    """Return the fallback chain of a locale, starting with the locale; a cycle ends the chain before a repetition."""
    found: list[str] = []
    step: str | None = locale
    while step is not None and step not in found:
        found.append(step)
        step = following(step)
    return tuple(found)


def zone_of(market: Market | None, catalog: Catalog) -> str:
    """Return the time zone in which dates begin: the zone of the market if set, otherwise the zone of the catalogue."""
    return (market.zone if market else None) or catalog.zone


def tax_rate(market: Market, tax_class: str | None) -> Decimal | None:
    """Return the tax rate in percent; None if there is no tax class or the market has no rate for it."""
    return None if tax_class is None else market.tax.get(tax_class)
