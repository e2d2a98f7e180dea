"""The base of all nouns, and `read`: raw data in, a frozen noun and the findings out."""

from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, ValidationError
from pydantic_core import CoreSchema

from packshot.findings import Finding, Location
from packshot.model import problems
from packshot.model.frozen import Raw

LAYER = "x-layer"
"""Marks, in a JSON Schema, what takes the attributes of a family."""

TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
"""A plain scalar as editors see it."""


class Entity(BaseModel):
    """A frozen thing read from a file.

    `given` names the fields that come from the file's name, not from its text. A `short` noun may also be written as
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
            _as_written(schema, cls.given | {cls.rest})
            schema["additionalProperties"] = bool(cls.rest)
        return {"anyOf": [*cls.short_forms, reference]} if cls.short_forms else reference


def _as_written(schema: dict[str, Any], given: frozenset[str]) -> None:
    schema["properties"] = {key: value for key, value in schema["properties"].items() if key not in given}
    schema["required"] = [key for key in schema.get("required", ()) if key not in given]


N = TypeVar("N", bound=Entity)


def read(model: type[N], raw: Raw, at: Location, **given: Any) -> tuple[N | None, list[Finding]]:
    """The noun that raw data describes, with all its findings.

    Where something is wrong the noun holds what is right, so that reading can go on; it is None when too little is.
    """
    if model.short and not isinstance(raw, dict):
        return attempt(model, raw, at)
    if not isinstance(raw, dict):
        return None, [problems.no_map(raw, at)]
    mine = [problems.unknown_key(key, model, Location(at.path, (*at.keys, key), "key")) for key in given if key in raw]
    data = {**raw, **given}
    noun, found = attempt(model, data, at)
    return noun, mine + found


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
