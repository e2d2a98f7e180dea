"""The base of all nouns, and `read`: raw data in, a frozen noun and the findings out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from packshot.findings import Finding, Location
from packshot.model import problems
from packshot.model.frozen import Raw


class Noun(BaseModel):
    """A frozen thing read from a file.

    `given` names the fields that come from the file's name, not from its text. A `short` noun may also be written as
    one text, a list or null.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)
    given: ClassVar[frozenset[str]] = frozenset()
    short: ClassVar[bool] = False


N = TypeVar("N", bound=Noun)


def read(model: type[N], raw: Raw, at: Location, **given: Any) -> tuple[N | None, list[Finding]]:
    """The noun that raw data describes, with all its findings.

    Where something is wrong the noun holds what is right, so that reading can go on; it is None when too little is.
    """
    if model.short and not isinstance(raw, dict):
        return attempt(model, raw, at)
    if not isinstance(raw, dict):
        return None, [problems.no_map(raw, at)]
    mine = [problems.unknown_key(key, model, Location(at.path, (*at.keys, key), "key")) for key in raw if key in given]
    data = {**raw, **given}
    noun, found = attempt(model, data, at)
    return noun, mine + found


def attempt(model: type[N], data: Raw, at: Location) -> tuple[N | None, list[Finding]]:
    """Validate; on errors, report them all and try once more without the wrong values."""
    try:
        return model.model_validate(data), []
    except ValidationError as failed:
        errors = failed.errors(include_url=False)
    findings = problems.findings(errors, data, at, model)
    try:
        return model.model_validate(problems.without(data, errors)), findings
    except ValidationError:
        return None, findings


def required(model: type[Noun]) -> Iterator[str]:
    """The keys that a file of this kind must have."""
    fields: Mapping[str, Any] = model.model_fields
    return (name for name, field in fields.items() if field.is_required() and name not in model.given)
