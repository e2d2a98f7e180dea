"""What catalog.yaml says: the languages, the markets, the renditions and the words that the whole catalogue shares."""

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

BUILT_IN_SCOPES = ("web", "api")


def _address(text: str) -> str:
    address = clean(text)
    if has_credentials(address):
        raise PydanticCustomError("url_credentials", "url")
    return address


Side = Annotated[int, whole(1, 8192)]


class Preset(Keyed):
    """One size in which pictures are published."""

    width: Side | None = Field(None, description="Width in pixels; the box's width where a height is given too.")
    height: Side | None = Field(None, description="Height in pixels.")
    fit: Literal["contain", "pad", "crop"] = Field(
        "contain",
        description="contain: the whole picture within the box; pad: the same, filled up to the box with `background`; "
        "crop: the box filled, cut around the focal point.",
    )
    formats: tuple[Literal["jpeg", "webp"], ...] = Field(
        ("jpeg",), min_length=1, description="Published formats, best first."
    )
    quality: Annotated[int, whole(1, 100)] = Field(82, description="Quality of lossy formats, 1 to 100.")
    background: Annotated[str, text(7, 7, "#[0-9a-fA-F]{6}")] = Field(
        "#ffffff", description="Colour behind transparent pictures and around padded ones."
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
    """Where and how products are sold: country, languages, currency, price lists, stock, tax."""

    label: Label | None = Field(None, description="What people call this market.")
    country: Country = Field(description="ISO 3166-1 code of the country; territory rights compare with it.")
    locales: tuple[CatalogLocale, ...] = Field(
        min_length=1, description="Published locales; the first is the market's own."
    )
    currency: Currency = Field(description="ISO 4217 code; every price list named here must have it.")
    prices: tuple[Annotated[Key, Names("prices")], ...] = Field(
        (), description="Price lists in order: the first that has the SKU wins."
    )
    stock: tuple[Annotated[Key, Names("stock")], ...] = Field(
        (), description="Stock lists in order: the first that has the SKU wins."
    )
    customers: Key | None = Field(
        None,
        description="The customer group (`group` of a price list) for which pages, API and feeds are; needed where the "
        "market names lists of several groups.",
    )
    tax: Frozen[Key, Percent] = Field(EMPTY, description="Tax rate by tax class, such as 19 %.")
    zone: Zone | None = Field(None, description="Time zone in which plain dates begin here; else the catalogue's.")


class Site(Entity):
    """What the static site shows."""

    tree: Annotated[Key, Names("tree")] | None = Field(None, description="The category tree that the navigation shows.")


PACKSHOT = "packshot"
"""The authority of what is kept here: anybody may edit it."""


class Authority(Entity):
    """A system or a department that keeps some of the values, and who commits for it."""

    label: Label | None = Field(None, description="What people call it.")
    people: tuple[Text, ...] = Field(
        (), description="E-mail addresses of committers that may write what it keeps; * stands for anything."
    )

    def includes(self, email: str) -> bool:
        """Whether a committer writes for it; case does not matter."""
        return any(fnmatchcase(email.casefold(), pattern.casefold()) for pattern in self.people)


class Thresholds(Entity):
    """Limits that feeds and reports hold products to."""

    completeness: Frozen[Annotated[Key, Names("requirement")], Percent] = Field(
        EMPTY,
        description="Wanted completeness by channel scope (all: those not named), such as 80 %; a SKU below it is in "
        "no feed of that scope.",
    )


Criterion = Literal["length", "capitals", "pictures", "size", "alt", "optional", "unique"]
"""What quality is judged by."""


class Quality(Entity):
    """What good product data is, beyond what is required."""

    weights: Frozen[Criterion, Amount] = Field(
        EMPTY, description="Weight of a criterion, where it shall differ from the packaged one; 0 leaves it out."
    )
    name: Annotated[int, whole(0, 1000)] = Field(15, description="Least good length of a product's name.")
    rich: Annotated[int, whole(0, 100_000)] = Field(150, description="Least good length of rich texts.")
    lengths: Frozen[
        Annotated[Key, Names("requirement")],
        Frozen[Annotated[Name, Names("attribute")], Annotated[int, whole(0, 100_000)]],
    ] = Field(
        EMPTY, description="Least good lengths of other texts: channel scope (or all) -> attribute -> characters."
    )
    pictures: Annotated[int, whole(1, 100)] = Field(3, description="How many pictures a product should have.")
    pixels: Annotated[int, whole(1, 100_000)] = Field(
        800, description="Least good length of a picture's longer edge, in pixels."
    )


class Catalog(Entity):
    """catalog.yaml: the head of a product repository."""

    packshot: Literal["1"] = Field(description="Version of the file format.")
    name: Text = Field(description="Name of the catalogue.")
    url: Annotated[str, text(500, 1, "https?://[^ ]+", _address)] = Field(
        description="Address of the published site, without a slash at its end."
    )
    source: LocaleTag = Field(description="The locale of product.yaml.")
    zone: Zone = Field("UTC", description="Time zone in which a plain date begins, unless the market says otherwise.")
    locales: Frozen[LocaleTag, CatalogLocale | None] = Field(
        EMPTY, description="Each locale with the next one of its fallback chain; null for the source."
    )
    markets: Frozen[Key, Market] = Field(EMPTY, description="The markets by their keys.")
    taxonomies: Frozen[Name, Text] = Field(
        EMPTY, description="Foreign taxonomies that `maps` speak, each with its version."
    )
    renditions: Frozen[Key, Preset] = Field(EMPTY, description="The sizes in which pictures are published.")
    thresholds: Thresholds = Field(
        Thresholds.model_construct(), description="Limits that feeds and reports hold products to."
    )
    quality: Quality = Field(Quality.model_construct(), description="What quality of product data is judged by.")
    scopes: tuple[Key, ...] = Field((), description="Channel scopes that no channel file declares.")
    authorities: Frozen[Key, Authority] = Field(
        EMPTY, description="Who keeps values that are not edited here, such as erp or plm."
    )
    tax_class: Annotated[Name, Names("attribute")] = Field(
        "tax_class", description="The attribute that holds a product's tax class."
    )
    weight: Annotated[Name, Names("attribute")] = Field(
        "weight", description="The attribute that holds a product's weight; a bundle's follows from its parts."
    )
    site: Site = Field(Site.model_construct(), description="What the static site shows.")
    severity: Frozen[Key, Literal["error", "warning", "suggestion", "off"]] = Field(
        EMPTY, description="Severity of a check, where it shall differ; errors cannot be lowered."
    )

    @model_validator(mode="before")
    @classmethod
    def _give_keys(cls, data: object) -> object:
        return with_keys(with_keys(data, "markets"), "renditions")

    def chain(self, locale: str) -> tuple[str, ...]:
        """The locale and those it falls back to, the source last."""
        return chain(locale, self.locales.get)


def chain(locale: str, following: Callable[[str], str | None]) -> tuple[str, ...]:
    """A locale and those it falls back to; ends where the chain ends or would turn in a circle."""
    found: list[str] = []
    step: str | None = locale
    while step is not None and step not in found:
        found.append(step)
        step = following(step)
    return tuple(found)


def zone_of(market: Market | None, catalog: Catalog) -> str:
    """The zone in which plain dates begin."""
    return (market.zone if market else None) or catalog.zone


def tax_rate(market: Market, tax_class: str | None) -> Decimal | None:
    """The tax rate in per cent; None when the market has none for this class."""
    return None if tax_class is None else market.tax.get(tax_class)
