"""Families compiled to pydantic models: raw layers in, typed values out.

One compiled model validates, turns text into typed values, and gives editors their JSON Schema. Only the shape of
values is judged here; whether an option, a record or an asset exists is asked of `references`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from packshot.findings import Finding
from packshot.model.product import Product, Translation
from packshot.model.record import Record, RecordTranslation
from packshot.model.schema import Attribute, Family, UnitFamily
from packshot.model.values import Value

Level = tuple[str, ...]
"""() the product; ("by", axis, value) with the value in its canonical form; ("variants", SKU)."""

Spot = tuple[str, ...]
"""The scope ("" for none) followed by a level."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: the file and the keys in it."""

    path: str
    keys: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class TypedFamily:
    """A family with its parents, compiled. Compile it once and use it for all its products."""

    key: str
    kind: str
    attributes: Mapping[str, Attribute]
    axes: tuple[str, ...]
    required: Mapping[str, tuple[str, ...]]
    name_from: str | None
    image_from: str | None
    defaults: Mapping[str, tuple[Value, Place]]
    source: type[BaseModel]
    translated: type[BaseModel]

    def json_schema(self, file: str = "product") -> dict[str, Any]:
        """The JSON Schema of this family's files: `product`, `record` or `translation`."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class TypedFile:
    """The typed values of one file of a product or record.

    `spots` leads from a path (`name`, `assets.main`, `related.spare`, `maps.google`, `slug`) to scope and level to the
    value; a null that somebody wrote is None. `keys` says which keys of the file lead to a spot, `of` holds the hashes
    of translated texts. `levels` gives for each SKU the levels to ask, the SKU first; only product.yaml knows it.
    """

    path: str
    locale: str
    spots: Mapping[str, Mapping[Spot, Value]]
    keys: Mapping[Spot, tuple[str, ...]]
    of: Mapping[tuple[str, Spot], str]
    levels: Mapping[str, tuple[Level, ...]]
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that names something else. `kind` is option, record, asset, product, relation or taxonomy, `target` its
    name as in node ids: `color/red`, `brand/nordlys`, `fjord-front`.
    """

    code: str
    kind: str
    target: str
    keys: tuple[str | int, ...]


def compile_family(
    line: Sequence[Family], attributes: Mapping[str, Attribute], units: Mapping[str, UnitFamily]
) -> tuple[TypedFamily, list[Finding]]:
    """The family compiled; `line` holds it and its parents, the oldest first. Attributes that are not known are left
    out; a wrong default is a finding.
    """
    raise NotImplementedError


def type_product(family: TypedFamily, product: Product, path: str, source: str) -> tuple[TypedFile, list[Finding]]:
    """The typed values of product.yaml; wrong ones are findings and left out."""
    raise NotImplementedError


def type_translation(family: TypedFamily, file: Translation, path: str) -> tuple[TypedFile, list[Finding]]:
    """The typed values of a locale file."""
    raise NotImplementedError


def type_record(family: TypedFamily, record: Record, path: str, source: str) -> tuple[TypedFile, list[Finding]]:
    """The typed values of a record."""
    raise NotImplementedError


def type_record_translation(family: TypedFamily, file: RecordTranslation, path: str) -> tuple[TypedFile, list[Finding]]:
    """The typed values of a record's locale file."""
    raise NotImplementedError


def references(family: TypedFamily, file: TypedFile) -> Iterator[Reference]:
    """Everything that the values of a file name, with the keys that lead there."""
    raise NotImplementedError


def of_hash(value: str | Sequence[str]) -> str:
    """What `<code>.of` holds for the text, or list of texts, that a value translates."""
    exact = value if isinstance(value, str) else list(value)
    return hashlib.sha256(json.dumps(exact, ensure_ascii=False).encode()).hexdigest()[:8]
