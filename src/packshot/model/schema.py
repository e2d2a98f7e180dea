"""The definitions of the catalogue: attributes, families, categories and relations."""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from packshot.model import instants
from packshot.model.entity import Entity, Keyed, with_keys
from packshot.model.frozen import EMPTY, Data, Frozen
from packshot.model.patterns import is_pattern
from packshot.model.problems import refuse, refused
from packshot.model.text_forms import NUMBER, Code, Flag, Key, Label, Name, Names, Path, Text, text, whole

SimpleType = Literal[
    "text", "rich", "number", "boolean", "date", "datetime", "select", "measure", "record", "gtin", "isbn", "mpn",
    "asin", "url", "email",
]  # fmt: skip
AttributeType = Literal[
    "text", "rich", "number", "boolean", "date", "datetime", "select", "measure", "price", "record", "asset", "table",
    "gtin", "isbn", "mpn", "asin", "url", "email",
]  # fmt: skip

MANY = frozenset({"text", "select", "record", "asset", "mpn", "url", "email"})
"""Attribute types that allow `many: true`."""

CALCULABLE = frozenset({"text", "rich", "number", "boolean", "date", "datetime", "select", "measure", "url"})
"""Attribute types that allow `expr:`."""

Maps = Frozen[Annotated[Code, Names("taxonomy")], Text | None]
"""Taxonomy -> code; null removes an inherited code."""


class Field_(Entity):  # noqa: N801  # `Field` is a name of pydantic
    """The common base of attributes and columns."""

    given: ClassVar[frozenset[str]] = frozenset({"code"})

    code: Name = Field(description="Code used in products, templates and expressions.")
    label: Label | None = Field(None, description="Display name.")
    localizable: Flag = Field(False, description="Whether locale files may translate it.")
    fallback: Literal["chain", "none"] = Field(
        "chain", description="chain: locale fallback; none: only the requested locale is read."
    )
    min: Text | None = Field(None, description="Minimum number, measure, date or timestamp; minimum length of a text.")
    max: Text | None = Field(None, description="Maximum number, measure, date or timestamp; maximum length of a text.")
    decimals: Annotated[int, whole(0, 20)] | None = Field(
        None, description="Maximum decimal places of a number or of the amount of a measure."
    )
    pattern: Annotated[str, text(500)] | None = Field(
        None, description="Regular expression that the whole text must match (Rust syntax: no look-around)."
    )
    options: Annotated[Key, Names("options")] | None = Field(None, description="Option list of a select.")
    unit: Annotated[Key, Names("unit")] | None = Field(None, description="Unit family of a measure.")
    entity: Annotated[Key, Names("entity")] | None = Field(
        None, description="Family of kind record whose records are the values of a record attribute."
    )

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        _refuse_inconsistent(self)
        return self


class Column(Field_):
    """One column of a table."""

    type: SimpleType = Field(description="Type of its cells.")


class Attribute(Field_):
    """A property of products or records."""

    given: ClassVar[frozenset[str]] = frozenset({"code", "group"})

    group: Key = Field("", description="Attribute group, which is the file name.")
    type: AttributeType = Field(description="Type of its values.")
    many: Flag = Field(
        False, description="Whether a value is a list; for types text, select, record, asset, mpn, url, email."
    )
    unique: Flag = Field(False, description="Whether values must be unique across SKUs.")
    kinds: tuple[Key, ...] = Field((), description="Allowed asset kinds: image, pdf, video, ...")
    formats: tuple[Key, ...] = Field((), description="Allowed file formats of an asset: jpeg, png, tiff, pdf, ...")
    min_width: Annotated[int, whole(1)] | None = Field(None, description="Minimum width of an asset in pixels.")
    min_height: Annotated[int, whole(1)] | None = Field(None, description="Minimum height of an asset in pixels.")
    max_bytes: Annotated[int, whole(1)] | None = Field(
        None, description="Maximum size of an asset's original in bytes."
    )
    columns: Frozen[Name, Column] = Field(EMPTY, description="Columns of a table, in order.")
    default: Data = Field(None, description="Default value.")
    maps: Maps = Field(EMPTY, description="Codes in external taxonomies.")
    expr: Annotated[str, text(1000)] | None = Field(
        None, description="Expression over other attributes of the product that calculates the value."
    )
    authority: Annotated[Key, Names("authority")] | None = Field(
        None, description="Owner of its values: an authority of catalog.yaml, or packshot for values edited here."
    )

    @model_validator(mode="before")
    @classmethod
    def _give_codes(cls, data: object) -> object:
        return with_keys(data, "columns", "code")

    @property
    def path(self) -> str:
        """Return the path of the attribute: `assets.<code>` for an asset attribute, the code for all others."""
        return f"assets.{self.code}" if self.type == "asset" else self.code

    @property
    def translatable(self) -> tuple[str, ...]:
        """Return the codes of the localizable columns of a table; empty for all other types."""
        return tuple(code for code, column in self.columns.items() if column.localizable)


_NEEDS = {"select": "options", "measure": "unit", "record": "entity", "table": "columns"}
_BOUNDED = frozenset({"text", "rich", "number", "measure", "date", "datetime"})
_ONLY_ON: dict[str, frozenset[str]] = {
    **{key: frozenset({kind}) for kind, key in _NEEDS.items()},
    "many": MANY,
    **dict.fromkeys(("kinds", "formats", "min_width", "min_height", "max_bytes"), frozenset({"asset"})),
    "min": _BOUNDED,
    "max": _BOUNDED,
    "decimals": frozenset({"number", "measure"}),
    "expr": CALCULABLE,
    "pattern": frozenset({"text"}),
}
"""Key -> the attribute types that allow it."""

_FITS: dict[str, Callable[[str], bool]] = {
    "text": lambda bound: len(bound) < 8 and bound.isascii() and bound.isdigit(),
    "rich": lambda bound: len(bound) < 8 and bound.isascii() and bound.isdigit(),
    "number": lambda bound: NUMBER.match(bound) is not None,
    "date": instants.is_date,
    "datetime": instants.is_instant,
}


def _refuse_inconsistent(field: Field_) -> None:
    """Raise an error if the keys of an attribute or column are inconsistent."""
    kind: str = getattr(field, "type", "")
    if kind in _NEEDS and not getattr(field, _NEEDS[kind], None):
        raise refused("bad-combination.required", type=kind, key=_NEEDS[kind])
    for key, types in _ONLY_ON.items():
        if kind not in types and getattr(field, key, None) not in (None, False, (), {}):
            raise refused("bad-combination.type", key=key, type=kind, types=types)
    if kind == "table" and field.localizable:
        raise refused("bad-combination.table")
    _refuse_limits(field, kind)
    _refuse_calculation(field)


def _refuse_calculation(field: Field_) -> None:
    """Raise an error if a key is not allowed on a calculated attribute."""
    if getattr(field, "expr", None) is not None:
        for key in ("many", "localizable", "unique", "default"):
            if getattr(field, key, None) not in (None, False):
                raise refused("bad-combination.calculated", key=key)


def _refuse_limits(field: Field_, kind: str) -> None:
    for bound in (field.min, field.max):
        if bound is not None and kind in _FITS and not _FITS[kind](bound):
            raise refused("bad-combination.bound", bound=bound, type=kind)
    refuse(
        (
            field.min is not None and field.max is not None and _is_below(field.max, field.min, kind),
            "bad-combination.bounds",
            {"min": field.min, "max": field.max},
        ),
        (
            field.pattern is not None and not is_pattern(field.pattern),
            "bad-combination.pattern",
            {"pattern": field.pattern},
        ),
    )


def _is_below(bound: str, other: str, kind: str) -> bool:
    """Return whether one bound is below another; False for measures, which are compared where units are known."""
    if kind not in _FITS or not (_FITS[kind](bound) and _FITS[kind](other)):
        return False
    if kind == "date":
        return bound < other
    if kind == "datetime":
        return instants.instant(bound) < instants.instant(other)
    return Decimal(bound) < Decimal(other)


class AttributeGroup(Keyed):
    """A file of catalog/attributes/: a group of attributes."""

    label: Label | None = Field(None, description="Display name.")
    attributes: Frozen[Name, Attribute] = Field(EMPTY, description="Attributes by code.")

    @model_validator(mode="before")
    @classmethod
    def _give_codes(cls, data: object) -> object:
        group = data.get("key", "") if isinstance(data, dict) else ""
        return with_keys(data, "attributes", "code", group=group)


AttributeCode = Annotated[Name, Names("attribute")]


class Family(Keyed):
    """The attributes, axes, defaults and requirements of a kind of product or record, or of a mixin."""

    kind: Literal["product", "record", "mixin"] = Field(
        "product",
        description="product; record: its entries are in records/<family>/; mixin: other families inherit from it.",
    )
    label: Label | None = Field(None, description="Display name.")
    parent: Annotated[Key, Names("family")] | None = Field(
        None, description="Parent family, whose attributes and requirements are inherited."
    )
    mixins: tuple[Annotated[Key, Names("mixin")], ...] = Field(
        (), description="Families of kind mixin whose attributes, defaults and requirements are inherited, in order."
    )
    name_from: Path | None = Field(None, description="Path of the value that is the display name of an entry.")
    image_from: Path | None = Field(None, description="Path of the asset that is the main image of an entry.")
    attributes: tuple[AttributeCode, ...] = Field((), description="Attribute codes, in display order.")
    axes: tuple[AttributeCode, ...] = Field((), description="Attributes that products may use as axes.")
    defaults: Frozen[AttributeCode, Data] = Field(EMPTY, description="Default values of non-localizable attributes.")
    required: Frozen[Annotated[Key, Names("requirement")], tuple[Path, ...]] = Field(
        EMPTY, description="Channel scope, or all for every scope -> paths that must have a value."
    )


class Node(Entity):
    """The common base of `Category` and `Branch`: the keys of a category in its file, except its children."""

    label: Label | None = Field(None, description="Display name.")
    maps: Maps = Field(EMPTY, description="Codes in external taxonomies, inherited by subcategories.")
    also: tuple[Annotated[Key, Names("category")], ...] = Field((), description="Additional parent categories.")
    formerly: tuple[Key, ...] = Field((), description="Previous keys.")


class Category(Node):
    """A category of a tree, with the keys of its children."""

    given: ClassVar[frozenset[str]] = frozenset({"key", "tree", "parent", "children"})

    key: Key = Field(description="Key, unique across all trees; products refer to it.")
    tree: Key = Field(description="Category tree, which is the file name.")
    parent: Key | None = Field(None, description="Parent category; none at the top level.")
    children: tuple[Key, ...] = Field((), description="Keys of the subcategories, in display order.")


class Branch(Node):
    """A category in the file of a category tree, with its subcategories."""

    children: "Frozen[Key, Branch]" = Field(EMPTY, description="Subcategories, in display order.")


class CategoryTree(Entity):
    """A file of catalog/categories/: one category tree. The name of the file is not a category."""

    label: Label | None = Field(None, description="Display name.")
    children: Frozen[Key, Branch] = Field(EMPTY, description="Top-level categories, in display order.")


class Inverse(Entity):
    """The inverse of a relation, computed for the target of a link."""

    code: Name = Field(description="Code used in templates.")
    label: Label | None = Field(None, description="Display name.")


class Relation(Entity):
    """An entry of relations.yaml: a relation between products."""

    given: ClassVar[frozenset[str]] = frozenset({"code"})

    code: Name = Field(description="Code used under `related:`.")
    label: Label | None = Field(None, description="Display name.")
    two_way: Flag = Field(
        False, description="Whether it applies in both directions; the opposite direction is computed."
    )
    quantity: Flag = Field(False, description="Whether its entries may have a quantity.")
    inverse: Inverse | None = Field(None, description="Computed inverse relation.")
