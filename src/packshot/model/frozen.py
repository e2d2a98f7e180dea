"""Immutable containers for the entities: a read-only `dict` that can be pickled, and `freeze` for nested data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Never, TypeVar, get_args

from pydantic import AfterValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

K = TypeVar("K")
V = TypeVar("V")

Raw = Any
"""Data of one YAML file as it is read: dict, list, text, None."""


class FrozenMap(dict[K, V]):
    """A dict that refuses to change. Entities declare it as `Frozen[K, V]`, so that type checkers see a `Mapping`."""

    __slots__ = ()

    def _refuse(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("this map is frozen")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = __ior__ = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # dict declares itself unhashable because it can change; this cannot
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenMap, (dict(self),)


def frozen(schema: CoreSchema) -> CoreSchema:
    """Return the schema of a map, which is handed out frozen."""
    return core_schema.no_info_after_validator_function(FrozenMap, schema)


class _Freeze:
    """Makes pydantic validate a mapping as a dict and hand it out frozen."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        keys, values = get_args(source)
        return frozen(core_schema.dict_schema(handler.generate_schema(keys), handler.generate_schema(values)))


Frozen = Annotated[Mapping[K, V], _Freeze()]
"""A mapping field of an entity."""

EMPTY: FrozenMap[Any, Any] = FrozenMap()


def freeze(raw: Raw) -> Any:
    """The same data with every dict and list in it frozen."""
    if isinstance(raw, dict):
        return FrozenMap({key: value if value.__class__ is str else freeze(value) for key, value in raw.items()})
    if isinstance(raw, list | tuple):
        return tuple([freeze(value) for value in raw])
    return raw


Data = Annotated[Any, AfterValidator(freeze)]
"""Raw data, deeply frozen: FrozenMap, tuple, text, None."""
