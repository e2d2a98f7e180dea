"""The base of all entities, and `read`: raw data in, a frozen entity and the findings out."""

from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, ValidationError
from pydantic_core import CoreSchema

from packshot.findings import Finding, Location
from packshot.model import problems
from packshot.model.frozen import Raw
from packshot.model.text_forms import Key

LAYER = "x-layer"
"""Marks, in a JSON Schema, what takes the attributes of a family."""


class Entity(BaseModel):
    """A frozen thing read from a file.

    `given` names the fields that come from the file's name, not from its text. A `short` entity may also be written as
    one text, a list or null. `short_forms` tells editors of other ways to write it, `rest` of the field that takes all
    further keys.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, defer_build=True)
    given: ClassVar[frozenset[str]] = frozenset()
    short: ClassVar[bool] = False
    short_forms: ClassVar[tuple[dict[str, Any], ...]] = ()
    rest: ClassVar[str] = ""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """What editors see: the keys of the file, and the short forms."""
        reference = handler(core)
        schema = handler.resolve_ref_schema(reference)
        if "properties" in schema:
            hidden = cls.given | {cls.rest}
            schema["properties"] = {key: value for key, value in schema["properties"].items() if key not in hidden}
            schema["required"] = [key for key in schema.get("required", ()) if key not in hidden]
            schema["additionalProperties"] = bool(cls.rest)
        return {"anyOf": [*cls.short_forms, reference]} if cls.short_forms else reference


class Keyed(Entity):
    """An entity that is named by its file, or by its entry in a map."""

    given: ClassVar[frozenset[str]] = frozenset({"key"})

    key: Key = Field(description="Its name: that of the file without the extension, or its key in a map.")


def with_keys(data: object, field: str, name: str = "key", **more: Raw) -> object:
    """Return raw data in which the entries of one map know their own keys, as `name`, and `more`."""
    entries = data.get(field) if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(entries, dict):
        return data
    return {
        **data,
        field: {key: {**raw, name: key, **more} if isinstance(raw, dict) else raw for key, raw in entries.items()},
    }


N = TypeVar("N", bound=Entity)


def read(model: type[N], raw: Raw, at: Location, **given: Any) -> tuple[N | None, list[Finding]]:
    """Return the entity that raw data describes, with all its findings.

    Where something is wrong the entity has what is right, so that reading can go on; it is None when too little is.
    """
    if not isinstance(raw, dict):
        return attempt(model, raw, at) if model.short else (None, [problems.no_map(raw, at)])
    misplaced = [
        problems.unknown_key(key, model, Location(at.path, (*at.keys, key), "key")) for key in given if key in raw
    ]
    entity, found = attempt(model, {**raw, **given}, at)
    return entity, misplaced + found


ROUNDS = 4
"""How often a thing is tried again without what was wrong with it, since that may have been needed elsewhere."""


def attempt(model: type[N], data: Raw, at: Location) -> tuple[N | None, list[Finding]]:
    """Validate; on errors, report them all and try again without the wrong values."""
    findings: list[Finding] = []
    for _ in range(ROUNDS):
        try:
            return model.__pydantic_validator__.validate_python(data), findings
        except ValidationError as failed:
            errors = failed.errors(include_url=False)
        findings = findings or problems.findings(errors, data, at, model)
        data = problems.without(data, errors)
    return None, findings
