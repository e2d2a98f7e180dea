"""Products and their translations, with typed structure and untyped attribute values.

`typed_files` converts the values to the types that the family defines; `resolve` finds the value for a SKU, a locale
and a channel scope.
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
"""A product key or a SKU; they share one namespace."""

STATUS = "Lifecycle status. By default active is shown, phase-out while in stock, all others never; see lifecycle.yaml."

HASH = re.compile("[0-9a-f]{8}")
"""The form of a hash in `<code>.of`."""

Quantity = Annotated[int, whole(1, 10**6)]


class Link(Entity):
    """An entry of a relation: a product key or SKU, and a quantity."""

    short_forms = (SCALAR,)

    to: Annotated[Reference, Names("name")] = Field(description="Product key or SKU.")
    qty: Quantity | None = Field(None, description="Quantity of the linked product.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        return {"to": data} if isinstance(data, str) else data


Related = Frozen[Annotated[Code, Names("relation")], tuple[Link, ...] | None]
"""Relation -> its entries; null removes an inherited relation."""


class Layer(Entity):
    """One level of a product or record file: raw attribute values, and the maps that are inherited entry by entry."""

    own: ClassVar[frozenset[str]] = frozenset({"assets", "related", "maps"})

    values: Frozen[str, Any] = Field(EMPTY, description="Attribute code -> raw value.")
    assets: Frozen[str, Any] = Field(EMPTY, description="Asset attribute -> raw id or list of ids.")
    related: Related = Field(EMPTY, description="Relation -> products.")
    maps: Maps = Field(EMPTY, description="Codes in external taxonomies.")
    of: Frozen[str, Text] = Field(EMPTY, description="Attribute code -> hash of the source text of its translation.")

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the JSON Schema of the fixed keys for editors; `family_schema` adds the attributes of a family."""
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
    """Return a raw map with its attribute values collected under `values` and its `.of` hashes under `of`.

    The keys in `own` are not attributes and are kept. Data that is not a map is returned unchanged.
    """
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
    """The lifecycle and address keys that products and variants share."""

    own: ClassVar[frozenset[str]] = Layer.own | {"status", "available_from", "available_until", "formerly", "slug"}

    status: Status | None = Field(None, description=STATUS)
    available_from: MomentText | None = Field(
        None, description="Date or timestamp from which the product or SKU is available."
    )
    available_until: MomentText | None = Field(
        None, description="Date or timestamp from which the product or SKU is no longer available."
    )
    formerly: tuple[Reference, ...] = Field((), description="Previous keys, slugs or SKUs; their addresses redirect.")
    slug: Key | None = Field(None, description="Name in URLs, instead of the key; localizable.")


class Variant(Scheduled):
    """A SKU of a product with axes, and the values in which it differs from the product."""


By = Frozen[Code, Frozen[str, Layer]]
"""Axis -> value -> attribute values of the SKUs with that axis value."""


class Scope(Layer):
    """The values of a product for one channel scope."""

    own: ClassVar[frozenset[str]] = frozenset({"assets", "maps", "by", "variants"})

    by: By = Field(EMPTY, description="Axis -> value -> attributes.")
    variants: Frozen[Sku, Layer] = Field(EMPTY, description="SKU -> attributes.")


class Product(Scheduled):
    """A file product.yaml: a product with its SKU or its variants."""

    given: ClassVar[frozenset[str]] = frozenset({"key"})
    own: ClassVar[frozenset[str]] = Scheduled.own | {
        "key", "family", "sku", "axes", "by", "variants", "for", "bundle", "categories", "replaced_by"
    }  # fmt: skip

    key: Key = Field(description="Key of the product, its folder name.")
    family: Annotated[Key, Names("product-family")] = Field(description="Family, which defines the attributes.")
    status: Status = Field(description=STATUS)
    sku: Sku | None = Field(None, description="SKU of a product without axes.")
    axes: tuple[Code, ...] = Field((), description="Attributes by which the variants differ, in order.")
    by: By = Field(EMPTY, description="Axis -> value -> attributes.")
    variants: Frozen[Sku, Variant] = Field(EMPTY, description="SKU -> differing values.")
    scopes: Frozen[ChannelScope, Scope] = Field(EMPTY, alias="for", description="Channel scope -> differing values.")
    bundle: Frozen[Annotated[Sku, Names("sku")], Quantity] = Field(
        EMPTY, description="Bundle: SKU of a part -> quantity."
    )
    categories: tuple[Annotated[Key, Names("category")], ...] = Field(
        (), description="Categories; the first is the main category."
    )
    replaced_by: Annotated[Reference, Names("name")] | None = Field(
        None, description="Product or SKU that replaces this product."
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
    """Yield the SKUs of a product in file order."""
    if product.sku:
        yield product.sku
    yield from product.variants


class VariantTranslation(Layer):
    """The translations of one SKU."""

    own: ClassVar[frozenset[str]] = frozenset({"assets", "slug", "formerly"})

    slug: Key | None = Field(None, description="Name of the SKU in URLs of this locale.")
    formerly: tuple[Reference, ...] = Field((), description="Previous slugs in this locale.")


class Translation(Layer):
    """A locale file of a product: the structure of product.yaml with localizable values only."""

    given: ClassVar[frozenset[str]] = frozenset({"key", "locale"})
    own: ClassVar[frozenset[str]] = frozenset({"key", "locale", "assets", "slug", "formerly", "by", "variants", "for"})

    key: Key = Field(description="Key of the product, its folder name.")
    locale: LocaleTag = Field(description="Locale, the file name.")
    slug: Key | None = Field(None, description="Name of the product in URLs of this locale.")
    formerly: tuple[Reference, ...] = Field((), description="Previous slugs in this locale.")
    by: By = Field(EMPTY, description="Axis -> value -> translations.")
    variants: Frozen[Sku, VariantTranslation] = Field(EMPTY, description="SKU -> translations.")
    scopes: Frozen[ChannelScope, Scope] = Field(EMPTY, alias="for", description="Channel scope -> translations.")


def scheduled_value(product: Product, sku: str | None, field: str) -> Any:
    """Return the value of `status`, `available_from` or `available_until` for a SKU.

    The value of the variant overrides that of the product. If `sku` is None, the value of the product is returned.
    """
    variant = product.variants.get(sku) if sku is not None else None
    if variant is not None and field in variant.model_fields_set:
        return getattr(variant, field)
    return getattr(product, field)
