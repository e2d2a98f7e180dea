"""The entity of a node: its model, and the fields that follow from the node's name and the path of its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, get_args

from pydantic import ConfigDict, create_model, model_validator

from packshot.catalog.layout import FileRole, Kind
from packshot.catalog.nodes import Node, cut
from packshot.model.asset import Asset
from packshot.model.channel import Channel
from packshot.model.config import Authority, Catalog, Market, Preset
from packshot.model.entity import Entity
from packshot.model.frozen import EMPTY, Frozen
from packshot.model.lifecycle import Lifecycle, Stage
from packshot.model.names import is_key, is_name
from packshot.model.options import Option, OptionList
from packshot.model.price import PriceLine, PriceList
from packshot.model.product import Product, Translation
from packshot.model.record import RecordTranslation, kind_of_record
from packshot.model.schema import Attribute, AttributeGroup, Branch, CategoryTree, Family, Relation
from packshot.model.stock import StockLine, StockList
from packshot.model.text_forms import Key
from packshot.model.units import UnitFamily
from packshot.model.validation import ValidationRule

UNNAMED = "unnamed"
"""Placeholder for an invalid name, so that the rest of the entity can be validated."""


class Spec(NamedTuple):
    """A specification for reading a node: its model, fields from its name or path, and whether the name is valid."""

    model: type[Entity]
    given: Mapping[str, Any] = {}
    is_named: bool = True


MODELS: Mapping[Kind, type[Entity]] = {
    "catalog": Catalog,
    "attributes": AttributeGroup,
    "family": Family,
    "options": OptionList,
    "categories": CategoryTree,
    "lifecycle": Lifecycle,
    "validation": ValidationRule,
    "prices": PriceList,
    "stock": StockList,
    "sidecar": Asset,
    "channel": Channel,
}
"""Kind of file -> model, for files that are one entity, except products, records and their locale files."""

MAPS: Mapping[Kind, type[Entity]] = {"relations": Relation, "units": UnitFamily}
"""Kind of file -> model of the entries, for files that are a map of entities."""


class Outline(Entity):
    """An option or category, reduced to the keys of its children."""

    model_config = ConfigDict(extra="ignore")

    children: Frozen[Key, Outline] = EMPTY

    @model_validator(mode="before")
    @classmethod
    def _below(cls, data: object) -> object:
        return data if isinstance(data, dict) else {}


class Frame(NamedTuple):
    """A specification for reading a file with members: the model of its own keys, and the keys of the members."""

    model: type[Entity]
    members: tuple[str, ...]


def _frame(kind: Kind, *members: str, of: Any = Any) -> Frame:
    model = MODELS[kind]
    names = {field: get_args(model.model_fields[field].annotation)[0] for field in members}
    fields: dict[str, Any] = {field: (Frozen[name, of], EMPTY) for field, name in names.items()}  # type: ignore[valid-type]  # at run time
    return Frame(create_model(model.__name__, __base__=model, **fields), members)


FRAMES: Mapping[Kind, Frame] = {
    "catalog": _frame("catalog", "markets", "renditions", "authorities"),
    "attributes": _frame("attributes", "attributes"),
    "options": _frame("options", "options", of=Outline),
    "categories": _frame("categories", "children", of=Outline),
    "lifecycle": _frame("lifecycle", "statuses"),
    "prices": _frame("prices", "prices"),
    "stock": _frame("stock", "stock"),
}
"""Kind of file -> its frame."""


def spec_of(node: Node, role: FileRole) -> Spec | None:
    """Return the specification of a node; None for a node that is not an entity, such as the position of an option."""
    kind, rest = cut(node)
    return _SPECS[kind](rest.split("/"), role) if kind in _SPECS else None


def frame_given(role: FileRole) -> dict[str, str]:
    """Return the fields that a file with members takes from its file name: `key`, or none if its model has no key."""
    model = FRAMES[role.kind].model
    return {"key": role.name if is_key(role.name) else UNNAMED} if "key" in model.given else {}


def _named(model: type[Entity], field: str = "key", is_valid: Callable[[str], bool] = is_key) -> _Make:
    """Return how an entity is read whose only given field is its name."""

    def make(names: list[str], role: FileRole) -> Spec:
        name = "/".join(names)
        return Spec(model, {field: name}) if is_valid(name) else Spec(model, {field: UNNAMED}, is_named=False)

    return make


def _attribute(names: list[str], role: FileRole) -> Spec:
    model, given, is_named = _named(Attribute, "code", is_name)(names, role)
    return Spec(model, {**given, "group": role.name if is_key(role.name) else UNNAMED}, is_named)


def _option(names: list[str], role: FileRole) -> Spec:
    model, given, is_named = _named(Option, "code")(names[1:], role)
    return Spec(model, {**given, "list": names[0] if is_key(names[0]) else UNNAMED}, is_named)


def _product(names: list[str], role: FileRole) -> Spec:
    model, given, is_named = _named(Product if len(names) == 1 else Translation)(names[:1], role)
    return Spec(model, given if len(names) == 1 else {**given, "locale": names[1]}, is_named)


def _record(names: list[str], role: FileRole) -> Spec:
    entity, key, *locale = names
    model = RecordTranslation if locale else kind_of_record(entity)
    _, given, is_named = _named(model)([key], role)
    own = {**given, "entity": entity}
    return Spec(model, {**own, "locale": locale[0]} if locale else own, is_named)


_Make = Callable[[list[str], FileRole], Spec]

_SPECS: Mapping[str, _Make] = {
    "asset": _named(Asset, "id"),
    "attribute": _attribute,
    "authority": lambda names, role: Spec(Authority),
    "category": lambda names, role: Spec(Branch, is_named=is_key(names[0])),
    "channel": _named(Channel),
    "family": _named(Family),
    "lifecycle": lambda names, role: Spec(Stage),
    "market": _named(Market),
    "option": _option,
    "price": lambda names, role: Spec(PriceLine),
    "product": _product,
    "record": _record,
    "relation": lambda names, role: Spec(Relation, {"code": names[0]}),
    "rendition": _named(Preset),
    "stock": lambda names, role: Spec(StockLine),
    "unit": _named(UnitFamily),
    "validation": _named(ValidationRule),
}
"""First word of a node -> how it is read."""
