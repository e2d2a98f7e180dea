"""Conversion of pydantic errors to findings: location, message and edits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails, PydanticCustomError

from packshot.findings import Edit, Finding, Location, report
from packshot.model import code_messages, markup, value_messages
from packshot.model.frozen import Raw
from packshot.model.names import choices, is_key, suggested, unlisted
from packshot.model.patterns import as_written
from packshot.model.value_problem import Context, Correction, Describe, Problem

Error = ErrorDetails


def findings(errors: Iterable[Error], data: Raw, at: Location, model: type[BaseModel] | None = None) -> list[Finding]:
    """Return the findings for the errors of a validation, without duplicates."""
    found: dict[tuple[Any, ...], Finding] = {}
    for each in errors:
        if each["type"] == "too_short" and each["input"]:  # all entries are invalid, and each is reported
            continue
        finding = _finding(each, data, at, model)
        found.setdefault((finding.at.keys, finding.message, finding.params), finding)
    return list(found.values())


def _finding(each: Error, data: Raw, at: Location, model: type[BaseModel] | None) -> Finding:
    keys, on_key = place(data, each["loc"])
    here = Location(at.path, (*at.keys, *keys), "key" if on_key else "value")
    if each["type"] == "extra_forbidden":
        return unknown_key(str(keys[-1]), model_at(model, each["loc"][:-1]), here._replace(on="key"))
    if each["type"] == "missing":
        return missing_key(str(each["loc"][-1]), here)
    problem = describe(each["type"], each["input"], each.get("ctx") or {})
    given = {"fix": problem.fix, "map" if on_key else "key": _key_of(problem, keys, each["loc"], model)}
    params = {**problem.params, **{name: value for name, value in given.items() if value is not None}}
    edits = () if problem.fix is None else (Edit(here, problem.fix, problem.safe),)
    return report(problem.message, here._replace(part=problem.part), *edits, suggestion=problem.suggestion).with_params(
        **params
    )


def _key_of(
    problem: Problem, keys: tuple[str | int, ...], loc: Sequence[str | int], model: type[BaseModel] | None
) -> str | int | None:
    """Return the key for a message: the key of the map, or of the field with an invalid choice."""
    if problem.message == "not-a-map":
        return keys[-1] if keys else None
    if problem.message != "bad-choice":
        return None
    places = range(len(loc) - 1, -1, -1)
    return next((loc[place] for place in places if loc[place] in keys_of(model_at(model, loc[:place]))), None)


def place(data: Raw, loc: Iterable[str | int]) -> tuple[tuple[str | int, ...], bool]:
    """Return the existing keys of an error location, and whether the error is about a key instead of a value.

    Pydantic's locations also contain steps that are not in the file, such as union branches.
    """
    keys: list[str | int] = []
    on_key = False
    for step in loc:
        if _has(data, step):
            data = data[step]
            keys.append(step)
        else:
            on_key = on_key or step == "[key]"
    return tuple(keys), on_key


def _has(data: Raw, step: str | int) -> bool:
    if isinstance(data, dict):
        return step in data
    return isinstance(data, list | tuple) and isinstance(step, int) and step < len(data)


def without(data: Raw, errors: Iterable[Error]) -> Raw:
    """Return the data without the values at the locations of the errors.

    For a missing key, the map that requires the key is removed. Errors about the data as a whole remove nothing.
    """
    places = [place(data, each["loc"])[0] for each in errors]
    for keys in reversed(places):  # from the end of a list, so that the indexes of earlier entries stay valid
        data = _drop(data, keys)
    return data


def _drop(data: Raw, keys: tuple[str | int, ...]) -> Raw:
    if not keys:
        return data
    first, rest = keys[0], keys[1:]
    if isinstance(data, dict) and first in data:
        kept = {key: value for key, value in data.items() if key != first}
        return {key: _drop(value, rest) if key == first else value for key, value in data.items()} if rest else kept
    if isinstance(data, list | tuple) and isinstance(first, int):
        return [
            _drop(value, rest) if place == first else value
            for place, value in enumerate(data)
            if rest or place != first
        ]
    return data


def no_map(raw: Raw, at: Location) -> Finding:
    """Return the finding for a file or entry that is not a map."""
    return report("not-a-map", at, value=raw)


def missing_key(key: str, at: Location) -> Finding:
    """Return the finding for a missing key."""
    return report("missing-key", at, key=key)


def unknown_key(key: str, model: type[BaseModel] | None, at: Location) -> Finding:
    """Return the finding for an unknown key, with the nearest known key if one is similar."""
    return unlisted("unknown-key", at, key, keys_of(model))


def keys_of(model: type[BaseModel] | None) -> list[str]:
    """Return the keys that the data of a model may contain in a file; an empty list if the model is None."""
    if model is None:
        return []
    given: frozenset[str] = getattr(model, "given", frozenset())
    return [field.alias or name for name, field in model.model_fields.items() if name not in given]


def model_at(model: Any, loc: Iterable[str | int]) -> type[BaseModel] | None:
    """Return the model of the map at a location below `model`; None if the model is unknown."""
    for step in loc:
        fields = model.model_fields if isinstance(model, type) and issubclass(model, BaseModel) else {}
        match = next((field.annotation for name, field in fields.items() if (field.alias or name) == step), None)
        model = _inner(match) if match is not None else model
    return model if isinstance(model, type) and issubclass(model, BaseModel) else None


def _inner(annotation: Any) -> Any:
    """Return the first model inside an annotation such as `tuple[Preset, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for found in map(_inner, get_args(annotation)) if found is not None), None)


_REFUSED = "refused"


def refused(message: str, **params: object) -> PydanticCustomError:
    """Return the error for inconsistent values of an entity, with a message id and the parameters of the message."""
    return PydanticCustomError(_REFUSED, "refused", {"message": message, "params": params})


def refuse(*cases: tuple[object, str] | tuple[object, str, Mapping[str, object]]) -> None:
    """Raise the error of the first case whose condition is true; do nothing if no condition is true.

    A case consists of a condition, a message id and, optionally, the parameters of the message.
    """
    for is_wrong, message, *params in cases:
        if is_wrong:
            raise refused(message, **(params[0] if params else {}))


_PARAMETERS = {
    "ge": "limit",
    "le": "limit",
    "min_length": "limit",
    "max_length": "limit",
    "max_digits": "limit",
    "limit": "limit",
    "digit": "digit",
}
"""Name in the context of an error -> parameter of its message."""


def describe(kind: str, value: Raw, context: Context) -> Problem:
    """Return the problem for an error of pydantic or of packshot's validators; `kind` is the error type."""
    if kind == _REFUSED:
        return Problem(context["message"], context["params"])
    described = _MESSAGES.get(kind)
    if described is None:
        problem = Problem("wrong-value", {"type": kind})
    elif isinstance(described, str):
        known = context.keys() & _PARAMETERS.keys()
        problem = Problem(described, {_PARAMETERS[name]: context[name] for name in sorted(known)})
    else:
        problem = described(value, context)
    return replace(problem, params={"value": value, **problem.params})


def _pattern(value: Raw, context: Context) -> Problem:
    return Problem("bad-pattern", {"pattern": as_written(str(context["pattern"]))})


_BOOLEANS = dict.fromkeys(["yes", "y", "on", "1", "true", "wahr", "ja", "oui"], "true") | dict.fromkeys(
    ["no", "n", "off", "0", "false", "falsch", "nein", "non"], "false"
)


def _as_boolean(text: str) -> str | None:
    return _BOOLEANS.get(text.casefold())


def _choice(value: Raw, context: Context) -> Problem:
    if value is None:
        return _text(value, context)
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
    near = suggested(value, expected) if isinstance(value, str) else None
    params = choices(str(value), expected)
    if near is None:
        return Problem("bad-choice", {**params})
    return Problem("bad-choice", {**params}, near.value, safe=near.kind == "case", suggestion=near)


def _text(value: Raw, context: Context) -> Problem:
    if value is None:
        return Problem("null-here")
    only = _only(value)
    return Problem("not-text", {"only": only if isinstance(only, str) and only.isalnum() else None})


def _only(value: Raw) -> Raw:
    """Return the only entry of a list; None for any other value."""
    return value[0] if isinstance(value, list | tuple) and len(value) == 1 else None


def _asset(value: Raw, context: Context) -> Problem:
    if isinstance(value, list | tuple):
        return Problem("not-text.asset")
    if not isinstance(value, str) or not re.search(r"[./]", value):
        return Problem("bad-key.asset")
    stem = value.rsplit("/", 1)[-1].split(".", 1)[0]
    return Problem("asset-path", fix=stem if is_key(stem) else None)


def _short(value: Raw, context: Context) -> Problem:
    if not isinstance(value, str) or not value.strip():
        return Problem("empty")
    return Problem("too-short", {"limit": context.get("min_length")})


def _list(value: Raw, context: Context) -> Problem:
    fix = tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else ()
    is_short = fix and len(", ".join(fix)) <= LONGEST_LIST and not re.search(r"[:#\[\]{}\"']", str(value))
    return Problem("not-a-list", {"listed": fix if is_short else None}, fix or None, safe=len(fix) == 1)


LONGEST_LIST = 58
"""Maximum number of characters of a list that the help writes out."""


def _key(value: Raw, context: Context) -> Problem:
    """Return the problem of an invalid key, which is often a path to the key, or its label."""
    if isinstance(value, list | tuple | dict):
        only = _only(value)
        return Problem("not-text.key", fix=only if isinstance(only, str) and is_key(only) else None)
    text = value.strip() if isinstance(value, str) else ""
    last, slug = re.split(r"[/>]", text)[-1].strip(), re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
    if last != text and is_key(last):
        return Problem("bad-key", {"last": last})
    return Problem("bad-key", {"slug": slug if is_key(slug) and text.isascii() else None})


_MESSAGES: Mapping[str, str | Describe] = {
    "boolean": Correction("bad-boolean", _as_boolean),
    "literal_error": _choice,
    "enum": _choice,
    "string_type": _text,
    "tuple_type": _list,
    "list_type": _list,
    "dict_type": "not-a-map",
    "model_type": "not-a-map",
    "too_short": "empty.entries",
    "string_too_short": _short,
    "string_too_long": "too-long",
    "string_pattern_mismatch": _pattern,
    "greater_than_equal": "too-small",
    "less_than_equal": "too-large",
    "decimal_max_digits": "bad-number.digits",
    "key": _key,
    "asset": _asset,
    "name": "bad-name",
    "sku": "bad-sku",
    "html": markup.describe,
    **value_messages.MESSAGES,
    **code_messages.MESSAGES,
}
"""Error type -> its message, or the function that returns the problem. Types without an underscore are ours."""
