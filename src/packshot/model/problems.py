"""What pydantic's errors mean to the person who wrote the file: place, words and cure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails, PydanticCustomError

from packshot.findings import Edit, Finding, Location, error
from packshot.model import code_messages, markup, value_messages
from packshot.model.frozen import Raw
from packshot.model.message_words import Context, Problem, Words, corrects, quoted, says
from packshot.model.names import is_key, nearest, same_but_case, suggestion, unlisted_text

Error = ErrorDetails


def findings(errors: Iterable[Error], data: Raw, at: Location, model: type[BaseModel] | None = None) -> list[Finding]:
    """The findings of a failed validation, each once."""
    found: dict[tuple[Any, ...], Finding] = {}
    for each in errors:
        if each["type"] == "too_short" and each["input"]:  # all that is in it is wrong, and told one by one
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
    problem = describe(each["type"], each["input"], each.get("ctx") or {}, each["msg"])
    if problem.code == "not-a-map" and keys and keys[-1] in _MAPS:
        problem = replace(problem, cure=_MAPS[str(keys[-1])])
    edits = () if problem.fix is None else (Edit(here, problem.fix, problem.safe),)
    return error(problem.code, here._replace(part=problem.part), problem.what, problem.cure, *edits)


_MAPS = {
    "bundle": "Write each SKU with its quantity, such as {SKU-1: 1, SKU-2: 2}.",
    "variants": "Write each SKU as a key in a line of its own, its values behind it: SKU-1: {color: red}.",
}
"""What is written there in place of a list."""


def place(data: Raw, loc: Iterable[str | int]) -> tuple[tuple[str | int, ...], bool]:
    """The keys of an error that exist in the data, and whether the key itself is meant.

    Pydantic's locations also hold the names of union branches and other steps that no file has.
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
    """The data without the values that the errors point at."""
    places = [place(data, each["loc"])[0] for each in errors]
    for keys in reversed(places):  # entries of a list from its end, so that positions stay true
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
    """The finding for a file or entry that should be a map."""
    return error("not-a-map", at, f"Here stands {quoted(raw)}.", "Write keys with values, one a line.")


def missing_key(key: str, at: Location) -> Finding:
    """The finding for a key that must be there."""
    return error("missing-key", at, f'The key "{key}" is missing.', f"Write {key}: with its value.")


def unknown_key(key: str, model: type[BaseModel] | None, at: Location) -> Finding:
    """The finding for a key that this kind of file does not have, with the nearest one that it has."""
    known = keys_of(model)
    cure = "Take it away" + (f"; known are {', '.join(known)}." if known else ".")
    return unlisted_text("unknown-key", at, f'There is no key "{key[:100]}" here.', key, known, cure)


def keys_of(model: type[BaseModel] | None) -> list[str]:
    """The keys that a file of this kind may have."""
    if model is None:
        return []
    given: frozenset[str] = getattr(model, "given", frozenset())
    return [field.alias or name for name, field in model.model_fields.items() if name not in given]


def model_at(model: Any, loc: Iterable[str | int]) -> type[BaseModel] | None:
    """The model that describes the map at a place, as far as annotations tell."""
    for step in loc:
        fields = model.model_fields if isinstance(model, type) and issubclass(model, BaseModel) else {}
        match = next((field.annotation for name, field in fields.items() if (field.alias or name) == step), None)
        model = _inner(match) if match is not None else model
    return model if isinstance(model, type) and issubclass(model, BaseModel) else None


def _inner(annotation: Any) -> Any:
    """The first model inside an annotation such as `tuple[Preset, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for found in map(_inner, get_args(annotation)) if found is not None), None)


def rule(what: str, cure: str) -> PydanticCustomError:
    """The error an entity raises when its parts do not go together."""
    return PydanticCustomError("rule", "rule", {"what": what, "cure": cure})


def refuse(*cases: tuple[object, str, str]) -> None:
    """Raise the error of the first case that is true: (what must not be, its description, the help)."""
    for is_wrong, what, cure in cases:
        if is_wrong:
            raise rule(what, cure)


def describe(kind: str, value: Raw, context: Context, message: str) -> Problem:
    """The words for one error of pydantic's or ours."""
    if kind in _WORDS:
        return _WORDS[kind](value, context)
    return Problem("wrong-value", f"{quoted(value)} does not fit here: {message}.", "Write a value of the right kind.")


_BOOLEANS = dict.fromkeys(["yes", "y", "on", "1", "true", "wahr", "ja", "oui"], "true") | dict.fromkeys(
    ["no", "n", "off", "0", "false", "falsch", "nein", "non"], "false"
)


def _as_boolean(text: str) -> str | None:
    return _BOOLEANS.get(text.casefold())


def _choice(value: Raw, context: Context) -> Problem:
    if value is None:
        return _text(value, context)
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
    near = nearest(value, expected) if isinstance(value, str) else None
    cure = suggestion(near) or f"Write one of {', '.join(expected)}."
    return Problem(
        "bad-choice",
        f"{quoted(value)} is none of the words known here.",
        cure,
        near,
        safe=near is not None and same_but_case(near, value),
    )


def _text(value: Raw, context: Context) -> Problem:
    if value is None:
        return Problem("null-here", "null has no meaning here.", "Write a value, or take the key away.")
    only = value[0] if isinstance(value, list | tuple) and len(value) == 1 else None
    is_plain = isinstance(only, str) and only.isalnum()
    return Problem(
        "not-text",
        f"Here stands {quoted(value)}, where one text is expected.",
        f"Write {only}, without brackets." if is_plain else "Write a single value.",
    )


def _asset(value: Raw, context: Context) -> Problem:
    if isinstance(value, list | tuple):
        return Problem("not-text", "Here stands a list, where one asset is expected.", "Write a single id.")
    if not isinstance(value, str) or not re.search(r"[./]", value):
        return Problem("bad-key", f"{quoted(value)} cannot be the id of an asset.", f"Write {_KEYS}.")
    stem = value.rsplit("/", 1)[-1].split(".", 1)[0]
    what = f"{quoted(value)} is a path; assets are named by id."
    if is_key(stem):
        return Problem("asset-path", what, f"Write {stem}.", stem)
    return Problem("asset-path", what, "Write the file's name without folders and extension.")


def _short(value: Raw, context: Context) -> Problem:
    if not isinstance(value, str) or not value.strip():
        return Problem("empty", "The text is empty.", "Write a text, or take the key away; null means none.")
    what = f"{quoted(value)} is shorter than {context.get('min_length')} characters."
    return Problem("too-short", what, "Write more.")


def _list(value: Raw, context: Context) -> Problem:
    fix = tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else ()
    listed = f"[{', '.join(fix)}]"
    is_short = fix and len(listed) <= LONGEST_LIST and not re.search(r"[:#\[\]{}\"']", str(value))
    cure = f"Write a list: {listed}." if is_short else "Write a list, also for one entry: [entry]."
    return Problem("not-a-list", f"{quoted(value)} is no list.", cure, fix or None, safe=len(fix) == 1)


LONGEST_LIST = 80
"""Characters of a list that a cure writes out."""


def _key(value: Raw, context: Context) -> Problem:
    """Not a key; mostly the path to it, or what people read in its place."""
    if isinstance(value, list | tuple | dict):
        alone = value[0] if isinstance(value, list | tuple) and len(value) == 1 else None
        fix = alone if isinstance(alone, str) and is_key(alone) else None
        cure = f"Write {fix}, without brackets." if fix else "Write a single key."
        return Problem("not-text", f"Here stands {quoted(value)}, where one key is expected.", cure, fix)
    text = str(value).strip()
    tail = re.split(r"[/>]", text)[-1].strip()
    cure, slug = f"Write {_KEYS}; the word null is none.", re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
    if tail != text and is_key(tail):
        cure = f"Write the last part alone: {tail}."
    elif is_key(slug) and text.isascii():
        cure = f"Write the key and not the name: letters, digits, - and _, such as {slug}."
    return Problem("bad-key", f"{quoted(value)} cannot be a key.", cure)


_KEYS = "letters, digits, - and _, a letter or digit first, at most 100"
_WORDS: Mapping[str, Words] = {
    "boolean": corrects("bad-boolean", "{value} is no boolean.", _as_boolean, "Write true or false."),
    "literal_error": _choice,
    "enum": _choice,
    "string_type": _text,
    "tuple_type": _list,
    "list_type": _list,
    "dict_type": says("not-a-map", "Here stands {value}.", "Write keys with values."),
    "model_type": says("not-a-map", "Here stands {value}.", "Write keys with values."),
    "too_short": says("empty", "The list or map is empty.", "Write an entry, or take the key away."),
    "string_too_short": _short,
    "string_too_long": says(
        "too-long", "{value} is longer than {max_length} characters.", "Shorten it to {max_length} characters."
    ),
    "string_pattern_mismatch": says(
        "bad-pattern", "{value} does not match the pattern {pattern}.", "Write it as the pattern says."
    ),
    "greater_than_equal": says("too-small", "{value} is less than {ge}.", "Write {ge} or more."),
    "less_than_equal": says("too-large", "{value} is more than {le}.", "Write {le} or less."),
    "decimal_max_digits": says("bad-number", "{value} has too many digits.", "Write fewer digits."),
    "key": _key,
    "asset": _asset,
    "name": says(
        "bad-name", "{value} cannot be a code.", "Write letters, digits and _, a letter first, and no reserved word."
    ),
    "sku": says(
        "bad-sku",
        "{value} cannot be a SKU.",
        "Write up to 100 printable characters, no blank at the ends, no /* at the end.",
    ),
    "html": markup.words,
    "rule": says("bad-combination", "{what}", "{cure}"),
    **value_messages.WORDS,
    **code_messages.WORDS,
}
"""Error type -> its words. Types without an underscore, and `rule`, are raised in this package."""
