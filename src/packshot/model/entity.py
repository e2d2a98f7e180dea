"""The base class of all entities, and `read`, which converts raw data to a frozen entity and findings."""

from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, ValidationError
from pydantic_core import CoreSchema

from packshot.findings import Finding, Location
from packshot.model import problems
from packshot.model.frozen import Raw
from packshot.model.text_forms import Key

LAYER = "x-layer"
"""The JSON Schema key that marks an object to which the attributes of a family are added."""


class Entity(BaseModel):
    """A frozen object read from a file.

    `given` lists the fields that come from the file name or a map key, not from the text of the file. A `short` entity
    may also be written as a scalar, a list or null. `short_forms` are the JSON Schemas of the forms of an entity
    other than a map of its keys. `rest` is the field that collects all other keys.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, defer_build=True)
    given: ClassVar[frozenset[str]] = frozenset()
    short: ClassVar[bool] = False
    short_forms: ClassVar[tuple[dict[str, Any], ...]] = ()
    rest: ClassVar[str] = ""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the JSON Schema for text editors: the keys of the file and the short forms."""
        reference = handler(core)
        schema = handler.resolve_ref_schema(reference)
        if "properties" in schema:
            hidden = cls.given | {cls.rest}
            schema["properties"] = {key: value for key, value in schema["properties"].items() if key not in hidden}
            schema["required"] = [key for key in schema.get("required", ()) if key not in hidden]
            schema["additionalProperties"] = bool(cls.rest)
        return {"anyOf": [*cls.short_forms, reference]} if cls.short_forms else reference


class Keyed(Entity):
    """An entity whose key is its file name or its key in a map."""

    given: ClassVar[frozenset[str]] = frozenset({"key"})

    key: Key = Field(description="Key: the file name without the extension, or the key in a map.")


def with_keys(data: object, field: str, name: str = "key", **more: Raw) -> object:
    """Return raw data in which each entry of the map `field` has its key, under `name`, and the values in `more`."""
    entries = data.get(field) if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(entries, dict):
        return data
    return {
        **data,
        field: {key: {**raw, name: key, **more} if isinstance(raw, dict) else raw for key, raw in entries.items()},
    }


N = TypeVar("N", bound=Entity)


def read(model: type[N], raw: Raw, at: Location, **given: Any) -> tuple[N | None, list[Finding]]:
    """Validate raw data; return the entity and its findings.

    Invalid values are left out, so that validation can continue. The entity is None if required values are invalid or
    missing, if values contradict each other, or if the data does not have the form of the entity.
    """
    if not isinstance(raw, dict):
        return attempt(model, raw, at) if model.short else (None, [problems.no_map(raw, at)])
    misplaced = [
        problems.unknown_key(key, model, Location(at.path, (*at.keys, key), "key")) for key in given if key in raw
    ]
    entity, found = attempt(model, {**raw, **given}, at)
    return entity, misplaced + found


ROUNDS = 4
"""Maximum validation attempts; each removes the invalid values, which can invalidate others that need them."""


def attempt(model: type[N], data: Raw, at: Location) -> tuple[N | None, list[Finding]]:
    """Validate raw data; return the entity, or None, and the errors of the first attempt as findings.

    After errors, validation is repeated without the invalid values. There are at most `ROUNDS` attempts; if all of them
    have errors, the entity is None.
    """
    findings: list[Finding] = []
    for _ in range(ROUNDS):
        try:
            return model.__pydantic_validator__.validate_python(data), findings
        except ValidationError as failed:
            errors = failed.errors(include_url=False)
        findings = findings or problems.findings(errors, data, at, model)
        data = problems.without(data, errors)
    return None, findings
