"""What editors know of each kind of file: JSON Schema made from the nouns and from compiled families.

An editor reads `640` as a number and `540 g` as text, so texts may be numbers there; the program itself sees only text.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import WithDefaultSchema

from packshot.model.family import TypedFamily
from packshot.model.noun import LAYER, Noun
from packshot.model.product import Product, Translation
from packshot.model.record import RecordTranslation, kind_of_record

Json = dict[str, Any]


class _Shown(GenerateJsonSchema):
    """Shows plain defaults only; null and empty maps say nothing to a reader."""

    def default_schema(self, schema: WithDefaultSchema) -> Json:
        inner = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return {**inner, "default": default} if isinstance(default, str | int) and default != "" else inner


DIALECT = "https://json-schema.org/draft/2020-12/schema"


def noun_schema(model: type[Noun]) -> Json:
    """The JSON Schema of a kind of file."""
    schema = model.model_json_schema(schema_generator=_Shown)
    _fill(schema, {})
    return {"$schema": DIALECT, **schema}


def family_schema(family: TypedFamily, *, translated: bool = False) -> Json:
    """The JSON Schema of the files of a family: product.yaml or records, or their locale files."""
    compiled = family.translated if translated else family.source
    layer = compiled.model.model_json_schema(schema_generator=_Shown)
    schema = _noun_of(family, translated).model_json_schema(schema_generator=_Shown)
    schema.setdefault("$defs", {}).update(layer.pop("$defs", {}))
    hashes = {"patternProperties": {r"\.of$": {"type": "string"}}} if translated else {}
    _fill(schema, {"properties": layer["properties"], "additionalProperties": False, **hashes})
    return {"$schema": DIALECT, **schema}


def _noun_of(family: TypedFamily, translated: bool) -> type[Noun]:
    if family.kind == "record":
        return RecordTranslation if translated else kind_of_record(family.key)
    return Translation if translated else Product


def _fill(schema: Json, layer: Json) -> None:
    """Let every layer in a schema take the attributes of a family."""
    for each in [schema, *schema.get("$defs", {}).values()]:
        if each.pop(LAYER, False):
            properties = {**each["properties"], **layer.get("properties", {})}
            each.update({"additionalProperties": True, **layer, "properties": properties})
