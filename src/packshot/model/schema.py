"""What a catalogue is made of: attributes, families, options, categories, relations."""

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
"""Types that `many: true` may stand on."""

CALCULABLE = frozenset({"text", "rich", "number", "boolean", "date", "datetime", "select", "measure", "url"})
"""Types that `expr:` may stand on."""

Maps = Frozen[Annotated[Code, Names("taxonomy")], Text | None]
"""Taxonomy -> code; null takes an inherited code away."""


class Field_(Entity):  # noqa: N801  # `Field` is pydantic's word; this base has no name in the trade
    """What attributes and columns have in common."""

    given: ClassVar[frozenset[str]] = frozenset({"code"})

    code: Name = Field(description="The code by which products, templates and expressions name it.")
    label: Label | None = Field(None, description="What people read.")
    localizable: Flag = Field(False, description="Whether locale files may say it in their language.")
    fallback: Literal["chain", "none"] = Field("chain", description="none: only the asked locale counts.")
    min: Text | None = Field(None, description="Least number, measure, date or instant; a text's least length.")
    max: Text | None = Field(None, description="Greatest number, measure, date or instant; a text's greatest length.")
    decimals: Annotated[int, whole(0, 20)] | None = Field(
        None, description="Most decimals of a number, or of the amount of a measure."
    )
    pattern: Annotated[str, text(500)] | None = Field(
        None, description="Regular expression that the whole text matches (Rust syntax: no look-around)."
    )
    options: Annotated[Key, Names("options")] | None = Field(None, description="The option list of a select.")
    unit: Annotated[Key, Names("unit")] | None = Field(None, description="The unit family of a measure.")
    entity: Annotated[Key, Names("entity")] | None = Field(
        None, description="The family whose records a record attribute names."
    )

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        _refuse_inconsistent(self)
        return self


class Column(Field_):
    """One column of a table."""

    type: SimpleType = Field(description="What its cells hold.")


class Attribute(Field_):
    """A property that products or records may have."""

    given: ClassVar[frozenset[str]] = frozenset({"code", "group"})

    group: Key = Field("", description="The attribute group, which is the file's name.")
    type: AttributeType = Field(description="What its values are.")
    many: Flag = Field(False, description="Whether a value is a list; for texts, addresses, names and assets.")
    unique: Flag = Field(False, description="Whether no two SKUs may share a value.")
    kinds: tuple[Key, ...] = Field((), description="Kinds of asset it takes: image, pdf, video, ...")
    formats: tuple[Key, ...] = Field((), description="File formats of an asset it takes: jpeg, png, tiff, pdf, ...")
    min_width: Annotated[int, whole(1)] | None = Field(None, description="Least width of an asset in pixels.")
    min_height: Annotated[int, whole(1)] | None = Field(None, description="Least height of an asset in pixels.")
    max_bytes: Annotated[int, whole(1)] | None = Field(None, description="Most bytes of an asset's original.")
    columns: Frozen[Name, Column] = Field(EMPTY, description="The columns of a table, in order.")
    default: Data = Field(None, description="The value where nothing else says one.")
    maps: Maps = Field(EMPTY, description="Codes in foreign taxonomies.")
    expr: Annotated[str, text(1000)] | None = Field(
        None, description="Expression over other attributes of the product from which its values follow."
    )
    authority: Annotated[Key, Names("authority")] | None = Field(
        None, description="Who keeps its values: an authority of catalog.yaml, or packshot: whoever edits here."
    )

    @model_validator(mode="before")
    @classmethod
    def _give_codes(cls, data: object) -> object:
        return with_keys(data, "columns", "code")

    @property
    def path(self) -> str:
        """How paths name it: `assets.main`, else the bare code."""
        return f"assets.{self.code}" if self.type == "asset" else self.code

    @property
    def translatable(self) -> tuple[str, ...]:
        """The localizable columns of a table."""
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
"""Key -> the types that it may stand on."""

_FITS: dict[str, Callable[[str], bool]] = {
    "text": lambda bound: len(bound) < 8 and bound.isascii() and bound.isdigit(),
    "rich": lambda bound: len(bound) < 8 and bound.isascii() and bound.isdigit(),
    "number": lambda bound: NUMBER.match(bound) is not None,
    "date": instants.is_date,
    "datetime": instants.is_instant,
}


def _refuse_inconsistent(field: Field_) -> None:
    """Raise what does not go together in an attribute or column."""
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
    """Raise what does not go with calculated values."""
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
    """Whether one bound is below another; measures are compared where their units are known."""
    if kind not in _FITS or not (_FITS[kind](bound) and _FITS[kind](other)):
        return False
    if kind == "date":
        return bound < other
    if kind == "datetime":
        return instants.instant(bound) < instants.instant(other)
    return Decimal(bound) < Decimal(other)


class AttributeGroup(Keyed):
    """A file of catalog/attributes/: the attributes that belong together."""

    label: Label | None = Field(None, description="What people call the group.")
    attributes: Frozen[Name, Attribute] = Field(EMPTY, description="The attributes by their codes.")

    @model_validator(mode="before")
    @classmethod
    def _give_codes(cls, data: object) -> object:
        group = data.get("key", "") if isinstance(data, dict) else ""
        return with_keys(data, "attributes", "code", group=group)


AttributeCode = Annotated[Name, Names("attribute")]


class Family(Keyed):
    """What a kind of product or record has, may vary by, and must have."""

    kind: Literal["product", "record", "mixin"] = Field(
        "product", description="record: records/<family>/ holds its entries; mixin: other families take from it."
    )
    label: Label | None = Field(None, description="What people call it.")
    parent: Annotated[Key, Names("family")] | None = Field(
        None, description="The family whose attributes and requirements it adds to."
    )
    mixins: tuple[Annotated[Key, Names("mixin")], ...] = Field(
        (), description="Families of kind mixin whose attributes, defaults and requirements it adds to, in order."
    )
    name_from: Path | None = Field(None, description="Path of the value that names an entry.")
    image_from: Path | None = Field(None, description="Path of the asset that shows an entry.")
    attributes: tuple[AttributeCode, ...] = Field((), description="Codes of its attributes, in display order.")
    axes: tuple[AttributeCode, ...] = Field((), description="Attributes that its products may choose as axes.")
    defaults: Frozen[AttributeCode, Data] = Field(
        EMPTY, description="Values of non-localizable attributes that are said nowhere else."
    )
    required: Frozen[Annotated[Key, Names("requirement")], tuple[Path, ...]] = Field(
        EMPTY, description="Paths that must have a value, by channel scope; all: everywhere."
    )


class Node(Entity):
    """What is written of a category."""

    label: Label | None = Field(None, description="What people read.")
    maps: Maps = Field(EMPTY, description="Codes in foreign taxonomies; those below inherit them.")
    also: tuple[Annotated[Key, Names("category")], ...] = Field((), description="Further parents.")
    formerly: tuple[Key, ...] = Field((), description="Keys it had before.")


class Category(Node):
    """One node of a category tree, without its branch."""

    given: ClassVar[frozenset[str]] = frozenset({"key", "tree", "parent", "children"})

    key: Key = Field(description="Unique over all trees; products name it alone.")
    tree: Key = Field(description="The tree it stands in, which is the file's name.")
    parent: Key | None = Field(None, description="The category above; none at the top of a tree.")
    children: tuple[Key, ...] = Field((), description="The categories below, in display order.")


class Branch(Node):
    """A category as the file writes it, with what hangs below."""

    children: "Frozen[Key, Branch]" = Field(EMPTY, description="The categories below, in display order.")


class CategoryTree(Entity):
    """A file of catalog/categories/: one tree. Its own name is no category."""

    label: Label | None = Field(None, description="What people call the tree.")
    children: Frozen[Key, Branch] = Field(EMPTY, description="The categories at its top, in display order.")


class Inverse(Entity):
    """How a relation reads from the other end."""

    code: Name = Field(description="The code under which templates find it.")
    label: Label | None = Field(None, description="What people read.")


class Relation(Entity):
    """An entry of relations.yaml: how products stand to each other."""

    given: ClassVar[frozenset[str]] = frozenset({"code"})

    code: Name = Field(description="What products write below `related:`.")
    label: Label | None = Field(None, description="What people read.")
    two_way: Flag = Field(False, description="Whether it holds in both directions; the other one is computed.")
    quantity: Flag = Field(False, description="Whether its entries may say how many.")
    inverse: Inverse | None = Field(None, description="Its computed counterpart.")
