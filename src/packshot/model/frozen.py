"""Immutable containers for entities: a read-only, picklable `dict`, and `freeze` for nested data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Never, TypeVar, get_args

from pydantic import AfterValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

K = TypeVar("K")
V = TypeVar("V")

Raw = Any
"""Raw data of a YAML file: dict, list, text, None."""


class FrozenMap(dict[K, V]):
    """A read-only dict. Entities declare it as `Frozen[K, V]`, so that type checkers see a `Mapping`."""

    __slots__ = ()

    def _refuse(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("this map is frozen")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = __ior__ = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # a dict is unhashable because it is mutable; this is not
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenMap, (dict(self),)


def frozen(schema: CoreSchema) -> CoreSchema:
    """Return a pydantic schema that freezes the map validated by `schema`."""
    return core_schema.no_info_after_validator_function(FrozenMap, schema)


class _Freeze:
    """An annotation that makes pydantic validate a mapping as a dict and return it frozen."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        keys, values = get_args(source)
        return frozen(core_schema.dict_schema(handler.generate_schema(keys), handler.generate_schema(values)))


Frozen = Annotated[Mapping[K, V], _Freeze()]
"""A mapping field of an entity."""

EMPTY: FrozenMap[Any, Any] = FrozenMap()


def freeze(raw: Raw) -> Any:
    """Return nested data with every dict converted to a FrozenMap and every list to a tuple."""
    if isinstance(raw, dict):
        return FrozenMap({key: value if value.__class__ is str else freeze(value) for key, value in raw.items()})
    if isinstance(raw, list | tuple):
        return tuple([freeze(value) for value in raw])
    return raw


Data = Annotated[Any, AfterValidator(freeze)]
"""Raw data, deeply frozen: FrozenMap, tuple, text, None."""
