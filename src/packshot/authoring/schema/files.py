"""JSON Schemas of a catalogue: one for each kind of file, and two for each family of products or records.

Records and their locale files have only the schemas of their families. The schema of product.yaml selects the schema of
a family by the key `family`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from packshot.authoring.schema.words import Words
from packshot.catalog.entities import MAPS, MODELS
from packshot.catalog.layout import Kind
from packshot.catalog.reader import Reader
from packshot.model.editor_schema import DIALECT, entity_schema, family_schema, naming
from packshot.model.entity import Entity
from packshot.model.price import PriceList
from packshot.model.product import Product
from packshot.model.stock import StockList

Json = dict[str, Any]

PARTS: Mapping[Kind, tuple[type[Entity], str]] = {
    "prices-part": (PriceList, "prices"),
    "stock-part": (StockList, "stock"),
}
"""Kinds of file that contain one key of an entity."""

BY_FAMILY: tuple[Kind, ...] = ("product", "product-locale", "record", "record-locale")
"""Kinds of file with a schema per family."""

WORDS = "words.json"
"""The file of all lists of names."""


def of_kind(kind: Kind) -> str:
    """Return the file name of the schema for a kind of file."""
    return f"kinds/{kind}.json"


PRODUCT = of_kind("product")
LOCALE = of_kind("product-locale")


def of_family(key: str, *, translated: bool = False) -> str:
    """Return the file name of the schema for the products or records of a family, or for their locale files."""
    return f"families/{key}.locale.json" if translated else f"families/{key}.json"


def all_schemas(reader: Reader, words: Words) -> dict[str, Json]:
    """Return all schemas of a catalogue by file name."""
    found = {WORDS: {"$schema": DIALECT, **words.document()}}
    for name, schema in _schemas(reader):
        found[name] = naming(schema, words.kinds, "../" * name.count("/") + WORDS)
    return found


def _schemas(reader: Reader) -> Iterator[tuple[str, Json]]:
    for kind, entity in MODELS.items():
        yield of_kind(kind), entity_schema(entity)
    for kind, entity in MAPS.items():
        yield of_kind(kind), _map_of(entity_schema(entity))
    for kind, (entity, key) in PARTS.items():
        schema = entity_schema(entity)
        yield of_kind(kind), {**schema, "properties": {key: schema["properties"][key]}, "required": [key]}
    products: list[str] = []
    for key in reader.names("family"):
        family = reader.typed_family(key)
        if family is not None and family.kind != "mixin":
            products += [key] if family.kind == "product" else []
            yield of_family(key), family_schema(family)
            yield of_family(key, translated=True), family_schema(family, translated=True)
    yield PRODUCT, _product(products)
    yield LOCALE, _translation(products)


def _map_of(schema: Json) -> Json:
    """Return the schema of a file that contains several named entries."""
    definitions = schema.pop("$defs", {})
    schema.pop("$schema")
    title = schema.get("title", "Entry")
    return {
        "$schema": DIALECT,
        "$defs": {**definitions, title: schema},
        "type": "object",
        "additionalProperties": {"$ref": f"#/$defs/{title}"},
    }


def _product(families: list[str]) -> Json:
    """Return the schema of product.yaml: the family of the product selects the other keys."""
    own = entity_schema(Product)
    return {
        "$schema": DIALECT,
        "$defs": own.get("$defs", {}),
        "title": "Product",
        "description": own["description"],
        "type": "object",
        "required": own["required"],
        "properties": {"family": own["properties"]["family"]},
        "allOf": [
            {
                "if": {"properties": {"family": {"const": key}}, "required": ["family"]},
                "then": {"$ref": f"../{of_family(key)}"},
            }
            for key in families
        ],
    }


def _translation(families: list[str]) -> Json:
    """Return the schema of a locale file of any family, because a locale file does not name its family."""
    choices = [{"$ref": f"../{of_family(key, translated=True)}"} for key in families]
    return {"$schema": DIALECT, "type": "object", **({"anyOf": choices} if choices else {})}
