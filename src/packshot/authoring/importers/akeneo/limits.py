"""Conversion of Akeneo's attribute limits to packshot keys. Limits without an equivalent key are reported as lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from packshot.authoring.importers.akeneo.data import Data
from packshot.authoring.importers.akeneo.schema import ASSETS, SELECTS, Attribute, Schema, codes
from packshot.authoring.importers.akeneo.tables import Row
from packshot.model.patterns import is_pattern

_TYPES: Mapping[str, str] = {
    "boolean": "boolean",
    "number": "number",
    "date": "date",
    "metric": "measure",
    "price_collection": "price",
    **dict.fromkeys(SELECTS, "select"),
    **dict.fromkeys(ASSETS, "asset"),
}
_ADDRESSES = frozenset({"email", "url"})
_IMAGES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "tif", "tiff"})
_FORMATS = {"jpg": "jpeg", "tif": "tiff"}
_LIMITS = (
    "max_characters", "validation_rule", "validation_regexp", "number_min", "number_max", "date_min", "date_max",
    "max_file_size",
)  # fmt: skip
NUMBER = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)")
DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ].*)?")
_EXTENSION = re.compile(r"[a-z0-9]{1,20}")
_MEGABYTE = 1024 * 1000
"""Bytes of a megabyte in Akeneo: it accepts files of up to `max_file_size` times 1,024 thousand bytes."""
_REGEXP = re.compile(r"(?s)([^\w\s\\])(.*)([^\w\s\\])([imsxuD]*)")
_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}
_LONGEST = 500


def type_of(attribute: Attribute) -> str:
    """Return the packshot type of an attribute."""
    if attribute.kind == "text" and attribute.row["validation_rule"] in _ADDRESSES:
        return attribute.row["validation_rule"]
    return _TYPES.get(attribute.kind, "rich" if attribute.rich else "text")


def limits(attribute: Attribute, schema: Schema) -> Data:
    """Return the packshot keys for the limits of an attribute. Limits without an equivalent are reported as lost."""
    kept = dict(_kept(attribute, schema))
    for column in _LIMITS:
        value = attribute.row[column]
        if value and column not in kept and not (column == "validation_rule" and value == "regexp"):
            schema.report.lost("limit", attribute.row.at(column), column=column, value=value, attribute=attribute.code)
    return {key: value for keys in kept.values() for key, value in keys.items()}


def _kept(attribute: Attribute, schema: Schema) -> Iterator[tuple[str, Data]]:
    """Yield each column with its keys. An identifier becomes the SKU, not an attribute."""
    kind = type_of(attribute)
    if attribute.kind in ("text", "textarea"):
        yield from _texts(attribute)
    elif kind in ("number", "measure"):
        yield from _numbers(attribute, schema)
    elif kind == "date":
        for column, key in (("date_min", "min"), ("date_max", "max")):
            if found := DAY.fullmatch(attribute.row[column]):
                yield column, {key: found[1]}
    elif kind == "asset":
        yield from _files(attribute.row)


def _texts(attribute: Attribute) -> Iterator[tuple[str, Data]]:
    kind, row = type_of(attribute), attribute.row
    if kind in _ADDRESSES:
        yield "validation_rule", {}
    elif row["max_characters"].isdigit():
        yield "max_characters", {"max": row["max_characters"]}
    if kind == "text" and (pattern := pattern_of(row["validation_regexp"])):
        yield "validation_regexp", {"pattern": pattern}


def _numbers(attribute: Attribute, schema: Schema) -> Iterator[tuple[str, Data]]:
    """Yield the bounds of numbers.

    Bounds of a measurement are in its default unit: Akeneo compares amounts as written.
    """
    row = attribute.row
    known = schema.unit(attribute, row["default_metric_unit"]) if attribute.kind == "metric" else None
    unit = f" {known.symbol}" if known else ""
    if row["decimals_allowed"] == "0":
        yield "decimals_allowed", {"decimals": "0"}
    if attribute.kind == "metric" and not unit:
        return
    for column, key in (("number_min", "min"), ("number_max", "max")):
        if NUMBER.fullmatch(row[column]):
            yield column, {key: f"{row[column]}{unit}"}
    if row["negative_allowed"] == "0" and not row["number_min"]:
        yield "negative_allowed", {"min": f"0{unit}"}


def _files(row: Row) -> Iterator[tuple[str, Data]]:
    yield "allowed_extensions", _formats(row)
    if NUMBER.fullmatch(row["max_file_size"]) and (most := int(Decimal(row["max_file_size"]) * _MEGABYTE)) > 0:
        yield "max_file_size", {"max_bytes": str(most)}


def _formats(row: Row) -> Data:
    """Return the kind that the file formats have in common, and the formats."""
    extensions = [extension.lower() for extension in codes(row["allowed_extensions"])]
    formats = list(dict.fromkeys(_FORMATS.get(each, each) for each in extensions if _EXTENSION.fullmatch(each)))
    data: Data = {"formats": formats} if formats else {}
    if row["type"].endswith("image") or (extensions and _IMAGES.issuperset(extensions)):
        return {"kinds": ["image"], **data}
    return {"kinds": ["pdf"]} if formats == ["pdf"] else data


def pattern_of(regexp: str) -> str:
    """Return a PHP regular expression as a pattern that matches the whole text; "" if this is not possible."""
    found = _REGEXP.fullmatch(regexp)
    if found is None or _CLOSING.get(found[1], found[1]) != found[3]:
        return ""
    inner, flags = found[2], "".join(flag for flag in "imsx" if flag in found[4])
    if inner.startswith("^") and inner.endswith("$") and not inner.endswith("\\$") and not set("|m") & {*inner, *flags}:
        pattern = f"(?{flags}:{inner[1:-1]})" if flags else inner[1:-1]
    else:
        pattern = f"(?s:.*)(?{flags}:{inner})(?s:.*)"
    return pattern if len(pattern) <= _LONGEST and is_pattern(inner) and is_pattern(pattern) else ""
