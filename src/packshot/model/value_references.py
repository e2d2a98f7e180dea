"""The references in the values of a file to options, records, assets, products, relations and taxonomies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from packshot.model.family import TypedFamily
from packshot.model.schema import Attribute
from packshot.model.typed_files import TypedFile
from packshot.model.values import Value


class Reference(NamedTuple):
    """A reference from the value of an attribute, relation or taxonomy to another entry.

    `kind` is option, record, asset, product, relation or taxonomy; `target` is the qualified name, such as (`color`,
    `red`), (`brand`, `nordlys`) or (`fjord-front`,).
    """

    code: str
    kind: str
    target: tuple[str, ...]
    keys: tuple[str | int, ...]


def references(family: TypedFamily, file: TypedFile) -> Iterator[Reference]:
    """Yield every reference in the values of a file, with its keys."""
    for path, found in file.spots.items():
        attribute = family.naming.get(path)
        if attribute is None and not path.startswith(("related.", "maps.")):
            continue
        root, _, code = path.partition(".")
        for spot, value in found.items():
            keys = file.keys_of(path, spot)
            if attribute is not None:
                yield from _of_attribute(attribute, value, keys)
            elif root == "related":
                links: Any = value
                yield Reference(code, "relation", (code,), keys)
                for place, link in enumerate(links or ()):
                    yield Reference(code, "product", (link.to,), (*keys, place))
            elif root == "maps":
                yield Reference(code, "taxonomy", (code,), keys)


def _of_attribute(attribute: Attribute, value: Value, keys: tuple[str, ...]) -> Iterator[Reference]:
    if attribute.type == "table":
        for row, cells in value.items() if isinstance(value, Mapping) else ():
            for column, cell in cells.items():
                yield from _of_field(column, attribute.columns[column], cell, (*keys, row, column))
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from _of_field(attribute.code, attribute, one, (*keys, place))
    else:
        yield from _of_field(attribute.code, attribute, value, keys)


def _of_field(code: str, one: Any, value: Value, keys: tuple[str | int, ...]) -> Iterator[Reference]:
    if not isinstance(value, str):
        return
    match one.type:
        case "select":
            yield Reference(code, "option", (one.options, value), keys)
        case "record":
            yield Reference(code, "record", (one.entity, value), keys)
        case "asset":
            yield Reference(code, "asset", (value,), keys)
