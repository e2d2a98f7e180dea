"""The names in a file: the values and keys in its raw data that the model marks with `text_forms.Names`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from packshot.model.frozen import Raw
from packshot.model.text_forms import Names

Keys = tuple[str | int, ...]


class MarkedName(NamedTuple):
    """A name in a file, and the kind of entry that it refers to.

    `keys` are the keys that lead to the name; `on` is "key" if the name is itself a key.
    """

    kind: str
    name: str
    keys: Keys
    on: Literal["key", "value"]


class _Shape(NamedTuple):
    """The parts of an annotation: the kind of a text, a model, the items of a list, the keys and values of a map."""

    kind: str = ""
    model: type[BaseModel] | None = None
    item: _Shape | None = None
    key: _Shape | None = None
    value: _Shape | None = None


def marked_names(model: type[BaseModel], raw: Raw) -> Iterator[MarkedName]:
    """Yield every name in raw data that the annotations of its model mark as a name, in file order."""
    return _below(_Shape(model=model), raw, ())


def _below(shape: _Shape | None, raw: Raw, keys: Keys) -> Iterator[MarkedName]:
    if shape is None:
        return
    if isinstance(raw, str) and shape.kind:
        yield MarkedName(shape.kind, raw, keys, "value")
    for place, each in enumerate(raw) if isinstance(raw, list) else ():
        yield from _below(shape.item, each, (*keys, place))
    for key, each in raw.items() if isinstance(raw, dict) else ():
        if shape.key is not None and shape.key.kind:
            yield MarkedName(shape.key.kind, key, (*keys, key), "key")
        inner = _fields(shape.model).get(key) if shape.model is not None else shape.value
        yield from _below(inner, each, (*keys, key))


@cache
def _fields(model: type[BaseModel]) -> Mapping[str, _Shape]:
    """Return the shapes of a model's fields by their keys in the file; fields without names are left out."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    shapes = {key: _shape(Annotated[field.annotation, *(field.metadata or [None])]) for key, field in fields.items()}
    return {key: shape for key, shape in shapes.items() if shape != _Shape()}


def _shape(annotation: Any) -> _Shape:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _Shape(model=annotation)
    inner = get_args(annotation)
    if get_origin(annotation) is Annotated:
        kind = next((mark.kind for mark in inner[1:] if isinstance(mark, Names)), "")
        return _shape(inner[0])._replace(kind=kind) if kind else _shape(inner[0])
    shapes = [_shape(each) for each in inner if each is not ...]
    if get_origin(annotation) is tuple:
        return _Shape(item=shapes[0])
    if get_origin(annotation) is Mapping:
        return _Shape(key=shapes[0], value=shapes[1])
    return _joined(shapes)


def _joined(shapes: list[_Shape]) -> _Shape:
    """Return the shape of a union: for each part, that of the first member that has one."""
    return _Shape(
        kind=next((each.kind for each in shapes if each.kind), ""),
        model=next((each.model for each in shapes if each.model), None),
        item=next((each.item for each in shapes if each.item), None),
        key=next((each.key for each in shapes if each.key), None),
        value=next((each.value for each in shapes if each.value), None),
    )
