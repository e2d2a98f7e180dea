"""`dataclass` as the standard library has it, made in a fifth of the time: a short build makes more than a hundred such
classes, and the library compiles up to ten methods for each.

Only `__init__` is compiled here; the other methods are the same code for all classes. What nobody here uses is not
known: `init`, `repr`, `kw_only`, `unsafe_hash`, `match_args`, `weakref_slot`, fields with a `hash` of their own, and
fields that are no argument but have a default.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError
from operator import attrgetter, ge, gt, le, lt
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

Fields = tuple[dataclasses.Field[Any], ...]
Method = Callable[..., Any]
Methods = dict[str, Method | None]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, order: bool = False, eq: bool = True
    ) -> type | Method:
        """Give a class the methods that follow from its annotated fields."""
        return (lambda cls: _made(cls, frozen, slots, order, eq)) if cls is None else dataclass()(cls)


def _made(cls: type, frozen: bool, slots: bool, order: bool, eq: bool) -> type:
    written = set(cls.__dict__)
    cls.__doc__ = cls.__doc__ or cls.__name__  # else the library describes the arguments, which takes long
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    fields = dataclasses.fields(made)
    methods: Methods = {"__init__": _init(made, fields, frozen, slots), "__repr__": _repr(fields)}
    if eq:
        methods |= _equality(fields, frozen)
    if order:
        methods |= {f"__{operator.__name__}__": _comparison(fields, operator) for operator in (lt, le, gt, ge)}
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse, **(_state(fields) if slots else {})}
    for name, method in methods.items():
        if name not in written:
            setattr(made, name, method)
    return made


def _init(made: type, fields: Fields, frozen: bool, slots: bool) -> Method:
    """`__init__`, compiled: an argument and a line for each field."""
    known: dict[str, Any] = {"MISSING": MISSING, "put": object.__setattr__}
    arguments, lines = ["self"], ["pass"]
    for field in fields:
        if field.init:
            arguments.append(_argument(field, known))
            lines.append(_line(made, field, known, frozen, slots))
    if hasattr(made, "__post_init__"):
        lines.append("self.__post_init__()")
    body = "\n ".join(lines)
    exec(f"def __init__({', '.join(arguments)}):\n {body}", known)  # noqa: S102 - names of fields, as in the library
    init: Method = known["__init__"]
    return init


def _argument(field: dataclasses.Field[Any], known: dict[str, Any]) -> str:
    if field.default is MISSING and field.default_factory is MISSING:
        return field.name
    known[f"default_{field.name}"] = field.default
    return f"{field.name}=default_{field.name}"


def _line(made: type, field: dataclasses.Field[Any], known: dict[str, Any], frozen: bool, slots: bool) -> str:
    """What keeps an argument. A slot is set by its own descriptor, which asks nobody whether it may be."""
    name, value = field.name, field.name
    if field.default_factory is not MISSING:
        known[f"make_{name}"] = field.default_factory
        value = f"make_{name}() if {name} is MISSING else {name}"
    if not frozen:
        return f"self.{name} = {value}"
    if not slots:
        return f"put(self, {name!r}, {value})"
    known[f"put_{name}"] = getattr(made, name).__set__
    return f"put_{name}(self, {value})"


def _repr(fields: Fields) -> Method:
    shown = [field.name for field in fields if field.repr]

    def show(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    return show


def _equality(fields: Fields, frozen: bool) -> Methods:
    """`==`, and a hash for what cannot change."""
    values = _values(fields)

    def equals(self: Any, other: Any) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": equals, "__hash__": hashed if frozen else None}


def _comparison(fields: Fields, operator: Callable[[Any, Any], bool]) -> Method:
    values = _values(fields)

    def compare(self: Any, other: Any) -> bool:
        return operator(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

    return compare


def _values(fields: Fields) -> Method:
    """The values that count in a comparison: one, or a tuple of them."""
    names = [field.name for field in fields if field.compare]
    return attrgetter(*names) if names else lambda thing: ()


def _refuse(self: Any, name: str, *value: Any) -> None:
    raise FrozenInstanceError(f"cannot {'assign to' if value else 'delete'} field {name!r}")


def _state(fields: Fields) -> Methods:
    """How slots are pickled that cannot be set."""
    names = [field.name for field in fields]

    def get(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    def put(self: Any, state: list[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return {"__getstate__": get, "__setstate__": put}
