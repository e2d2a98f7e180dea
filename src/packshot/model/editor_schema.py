"""JSON Schemas of each kind of file for text editors, generated from the entities and from compiled families.

A text editor parses `640` as a number and `540 g` as a string, so the schemas allow numbers in place of strings;
packshot reads every scalar as a string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import DictSchema, WithDefaultSchema

from packshot.model.entity import LAYER, Entity
from packshot.model.family import TypedFamily
from packshot.model.labels import texts_of
from packshot.model.product import Product, Translation
from packshot.model.record import RecordTranslation, kind_of_record
from packshot.model.schema import Attribute
from packshot.model.text_forms import NAMES

Json = dict[str, Any]


class _PlainDefaults(GenerateJsonSchema):
    """A schema generator that writes only scalar defaults; null and empty maps are left out."""

    def default_schema(self, schema: WithDefaultSchema) -> Json:
        inner = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return {**inner, "default": default} if isinstance(default, str | int) and default != "" else inner

    def dict_schema(self, schema: DictSchema) -> Json:
        """Return the schema of a map, with the kind of entry that its keys name, if any."""
        found = super().dict_schema(schema)
        kind = self.generate_inner(schema["keys_schema"]).get(NAMES) if "keys_schema" in schema else None
        return found if kind is None else {**found, "propertyNames": {NAMES: kind}}


DIALECT = "https://json-schema.org/draft/2020-12/schema"


def entity_schema(model: type[Entity]) -> Json:
    """Return the JSON Schema of a kind of file."""
    schema = model.model_json_schema(schema_generator=_PlainDefaults)
    _fill(schema, {})
    return {"$schema": DIALECT, **schema}


def family_schema(family: TypedFamily, *, translated: bool = False) -> Json:
    """Return the JSON Schema of the products or records of a family, or of their locale files if `translated`."""
    model = family.translated.model if translated else family.source.model
    layer = model.model_json_schema(schema_generator=_PlainDefaults)
    for part in [layer, *layer.get("$defs", {}).values()]:
        properties = part.get("properties", {})
        for code in properties.keys() & family.attributes.keys():
            properties[code]["description"] = description(family.attributes[code])
    schema = _entity_of(family, translated).model_json_schema(schema_generator=_PlainDefaults)
    schema.setdefault("$defs", {}).update(layer.pop("$defs", {}))
    hashes = {"patternProperties": {r"\.of$": {"type": ["string", "number"]}}} if translated else {}
    _fill(schema, {"properties": layer["properties"], "additionalProperties": False, **hashes})
    return {"$schema": DIALECT, **schema}


def _entity_of(family: TypedFamily, translated: bool) -> type[Entity]:
    if family.kind == "record":
        return RecordTranslation if translated else kind_of_record(family.key)
    return Translation if translated else Product


def description(attribute: Attribute) -> str:
    """Return the text that a text editor shows for an attribute: its labels, type and limits."""
    labels = " / ".join(dict.fromkeys(texts_of(attribute.label)))
    return f"{labels or attribute.code}. {_type_summary(attribute)}."


def _type_summary(attribute: Attribute) -> str:
    """Return type and limits in one line: `measure (weight), at least 0 g, localizable`."""
    of = attribute.options or attribute.unit or attribute.entity or ", ".join(attribute.kinds or attribute.columns)
    words = [
        f"{attribute.type} ({of})" if of else attribute.type,
        f"at least {attribute.min}" if attribute.min else "",
        f"at most {attribute.max}" if attribute.max else "",
        *(flag for flag in ("many", "localizable", "unique") if getattr(attribute, flag)),
    ]
    return ", ".join(filter(None, words))


def naming(schema: Json, kinds: Iterable[str], words: str) -> Json:
    """Return the schema with its `x-names` marks replaced by references to the lists of names in the file `words`.

    `kinds` are the kinds that have a list; marks of other kinds are removed, so their names are unrestricted. For
    allowed values that look like numbers or booleans, the number or boolean is allowed too.
    """
    found: Json = _named(schema, frozenset(kinds), words)
    return found


def pointer(kind: str) -> str:
    """Return a kind, escaped for use in a JSON Pointer (RFC 6901)."""
    return kind.replace("~", "~0").replace("/", "~1")


def _named(part: Any, kinds: frozenset[str], words: str) -> Any:
    if isinstance(part, list):
        return [_named(each, kinds, words) for each in part]
    if not isinstance(part, dict):
        return part
    done = {key: _named(value, kinds, words) for key, value in part.items() if key != NAMES}
    if "const" in done:
        done["enum"] = [done.pop("const")]
    if isinstance(done.get("enum"), list):
        done["enum"] = editor_values(done["enum"])
        done.pop("type", None)
    kind = part.get(NAMES)
    return {**done, "$ref": f"{words}#/$defs/{pointer(kind)}"} if isinstance(kind, str) and kind in kinds else done


_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,2})?", re.ASCII)


def editor_values(words: Iterable[Any]) -> list[Any]:
    """Return the values in each form that a text editor may parse.

    For example, the string `42` is also listed as a number, and the string `true` as a boolean.
    """
    found: list[Any] = []
    for word in words:
        if word in ("true", "false"):
            found.append(word == "true")
        elif isinstance(word, str) and _NUMBER.fullmatch(word):
            found.append(int(word) if word.lstrip("+-").isdigit() else float(word))
        found.append(word)
    return found


def _fill(schema: Json, layer: Json) -> None:
    """Add the attributes of a family to every layer in a schema."""
    for each in [schema, *schema.get("$defs", {}).values()]:
        if each.pop(LAYER, False):
            each["properties"] |= layer.get("properties", {})
            each.update({"additionalProperties": True, **layer, "properties": each["properties"]})
