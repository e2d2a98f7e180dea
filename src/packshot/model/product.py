"""Products and their translations as the files say them: structure typed, attribute values still text.

The values become typed by their family (`typed`), and one value is found by the resolver (`resolve`).
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from packshot.model.entity import LAYER, Entity
from packshot.model.frozen import EMPTY, Frozen, freeze
from packshot.model.lifecycle import Status
from packshot.model.problems import refuse
from packshot.model.schema import Maps
from packshot.model.text_forms import SCALAR, Code, Key, LocaleTag, MomentText, Names, Sku, Text, whole
from packshot.model.text_forms import Scope as ChannelScope

Reference = Sku
"""A product key or a SKU: both live in one namespace."""

STATUS = "draft and in-review: nowhere; active; phase-out: until stock ends; retired: gone; see lifecycle.yaml."

HASH = re.compile("[0-9a-f]{8}")
"""What stands in `<code>.of`."""

Quantity = Annotated[int, whole(1, 10**6)]


class Link(Entity):
    """One entry of a relation."""

    short_forms = (SCALAR,)

    to: Annotated[Reference, Names("name")] = Field(description="Key of the product, or a SKU.")
    qty: Quantity | None = Field(None, description="How many of it.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        return {"to": data} if isinstance(data, str) else data


Related = Frozen[Annotated[Code, Names("relation")], tuple[Link, ...] | None]
"""Relation -> its entries; null takes an inherited relation away."""


class Layer(Entity):
    """What one level of a file says: attribute values as raw data, and what is inherited entry by entry."""

    own: ClassVar[frozenset[str]] = frozenset({"assets", "related", "maps"})

    values: Frozen[str, Any] = Field(EMPTY, description="Attribute code -> raw value.")
    assets: Frozen[str, Any] = Field(EMPTY, description="Asset attribute -> raw id or list of ids.")
    related: Related = Field(EMPTY, description="Relation -> products.")
    maps: Maps = Field(EMPTY, description="Codes in foreign taxonomies.")
    of: Frozen[str, Text] = Field(EMPTY, description="Attribute code -> hash of the text that its value translates.")

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """What editors see: the keys of its own; a family adds its attributes."""
        reference = super().__get_pydantic_json_schema__(core, handler)
        schema = handler.resolve_ref_schema(reference)
        own = {key: value for key, value in schema.get("properties", {}).items() if key in cls.own}
        schema.update({"properties": own, LAYER: True})
        return reference

    @model_validator(mode="before")
    @classmethod
    def _split(cls, data: object) -> object:
        return split(data, cls.own)


def split(data: object, own: frozenset[str]) -> object:
    """A file's map with attribute values and `.of` hashes put together under `values` and `of`."""
    if not isinstance(data, dict):
        return data
    layer: dict[str, Any] = {}
    found: dict[str, Any] = {}
    hashes: dict[str, Any] = {}
    for key, value in data.items():
        if key in own:
            layer[key] = value
        elif key[-3:] == ".of":
            hashes[key[:-3]] = value
        else:
            found[key] = value if value.__class__ is str else freeze(value)
    if hashes:
        layer["of"] = hashes
    layer["values"] = found
    return layer


class Scheduled(Layer):
    """What product and variant have in common: their life and their address."""

    own: ClassVar[frozenset[str]] = Layer.own | {"status", "available_from", "available_until", "formerly", "slug"}

    status: Status | None = Field(None, description=STATUS)
    available_from: MomentText | None = Field(None, description="First day or instant at which it may be seen.")
    available_until: MomentText | None = Field(
        None, description="First day or instant at which it may not be seen any more."
    )
    formerly: tuple[Reference, ...] = Field((), description="Keys, slugs or SKUs it had before; they redirect.")
    slug: Key | None = Field(None, description="Its name in addresses, in place of the key; localizable.")


class Variant(Scheduled):
    """One SKU of a product with axes: what differs."""


By = Frozen[Code, Frozen[str, Layer]]
"""Axis -> value -> what is said of it."""


class Scope(Layer):
    """What is said for one channel scope."""

    own: ClassVar[frozenset[str]] = frozenset({"assets", "maps", "by", "variants"})

    by: By = Field(EMPTY, description="Axis -> value -> attributes.")
    variants: Frozen[Sku, Layer] = Field(EMPTY, description="SKU -> attributes.")


class Product(Scheduled):
    """product.yaml: a product with its SKU or its variants."""

    given: ClassVar[frozenset[str]] = frozenset({"key"})
    own: ClassVar[frozenset[str]] = Scheduled.own | {
        "key", "family", "sku", "axes", "by", "variants", "for", "bundle", "categories", "replaced_by"
    }  # fmt: skip

    key: Key = Field(description="The product's key, which is its folder's name.")
    family: Annotated[Key, Names("product-family")] = Field(description="The family that says which attributes it has.")
    status: Status = Field(description=STATUS)
    sku: Sku | None = Field(None, description="The SKU of a product without axes.")
    axes: tuple[Code, ...] = Field((), description="Attributes in which its variants differ, in order.")
    by: By = Field(EMPTY, description="Axis -> value -> attributes.")
    variants: Frozen[Sku, Variant] = Field(EMPTY, description="SKU -> what differs.")
    scopes: Frozen[ChannelScope, Scope] = Field(EMPTY, alias="for", description="Channel scope -> what differs there.")
    bundle: Frozen[Annotated[Sku, Names("sku")], Quantity] = Field(
        EMPTY, description="SKU -> how many of it are in this one."
    )
    categories: tuple[Annotated[Key, Names("category")], ...] = Field(
        (), description="Categories; the first one is the main one."
    )
    replaced_by: Annotated[Reference, Names("name")] | None = Field(
        None, description="The product that takes its place."
    )

    @model_validator(mode="after")
    def _has_skus(self) -> Self:
        has_axes = bool(self.axes or self.variants)
        twice = [axis for place, axis in enumerate(self.axes) if axis in self.axes[:place]]
        refuse(
            (self.sku and has_axes, "bad-combination.sku"),
            (not self.sku and not self.axes, "bad-combination.no-sku"),
            (self.axes and not self.variants and self.status != "draft", "bad-combination.variants"),
            (self.bundle and not self.sku, "bad-combination.bundle"),
            (twice, "bad-combination.axes", {"names": tuple(dict.fromkeys(twice))}),
        )
        return self


def iter_skus(product: Product) -> Iterator[str]:
    """The product's SKUs in file order."""
    if product.sku:
        yield product.sku
    yield from product.variants


class VariantTranslation(Layer):
    """What a locale says of one SKU."""

    own: ClassVar[frozenset[str]] = frozenset({"assets", "slug", "formerly"})

    slug: Key | None = Field(None, description="The SKU's name in this locale's addresses.")
    formerly: tuple[Reference, ...] = Field((), description="Slugs it had before in this locale.")


class Translation(Layer):
    """A locale file of a product: the same shape, localizable values only."""

    given: ClassVar[frozenset[str]] = frozenset({"key", "locale"})
    own: ClassVar[frozenset[str]] = frozenset({"key", "locale", "assets", "slug", "formerly", "by", "variants", "for"})

    key: Key = Field(description="The product's key, which is its folder's name.")
    locale: LocaleTag = Field(description="The locale, which is the file's name.")
    slug: Key | None = Field(None, description="The product's name in this locale's addresses.")
    formerly: tuple[Reference, ...] = Field((), description="Slugs it had before in this locale.")
    by: By = Field(EMPTY, description="Axis -> value -> translations.")
    variants: Frozen[Sku, VariantTranslation] = Field(EMPTY, description="SKU -> translations.")
    scopes: Frozen[ChannelScope, Scope] = Field(EMPTY, alias="for", description="Channel scope -> translations for it.")


def scheduled_value(product: Product, sku: str | None, field: str) -> Any:
    """What the variant says of status, available_from or available_until, else what the product says."""
    variant = product.variants.get(sku) if sku is not None else None
    if variant is not None and field in variant.model_fields_set:
        return getattr(variant, field)
    return getattr(product, field)
