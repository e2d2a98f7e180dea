"""The life cycle: what each status may show where, from which status it is entered, and what it demands (its gate).

`catalog/lifecycle.yaml` says so over `DEFAULT`, key by key.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from packshot.model.entity import Entity
from packshot.model.frozen import EMPTY, Frozen, FrozenMap
from packshot.model.text_forms import SCALAR, Also, Code, Key, Label, Names, Percent, Text, whole

Status = Literal["draft", "in-review", "active", "phase-out", "retired"]
STATUSES: tuple[Status, ...] = get_args(Status)

Showing = Literal["always", "in-stock", "never"]
"""always; in-stock: as long as it can be had; never. An asset has no stock: it is shown where either is said."""

ALL = "all"
"""Stands for every channel scope that is not named beside it."""

WAY: tuple[Status, ...] = ("in-review", "active")
"""The gates on the way into the shop: a product that is active has passed both."""


class Gate(Entity):
    """What a status demands of an asset; of a product see `ProductGate`."""

    required: tuple[Text, ...] = Field((), description="Paths that must have a value.")
    condition: Text | None = Field(None, alias="if", description="Expression that must be true.")
    reason: Text | None = Field(None, description="What is told where the expression is false.")
    rules: tuple[Key, ...] = Field((), description="Validation rules that must find nothing.")
    approved_by: tuple[Annotated[Key, Names("authority")], ...] = Field(
        (), description="Authorities of catalog.yaml of which one must commit the move into this status."
    )
    severity: Literal["error", "warning", "suggestion"] = Field(
        "error", description="How bad it is to lack any of this."
    )


class ProductGate(Gate):
    """What a status demands of a product."""

    completeness: Frozen[Annotated[Key, Names("scope")], Percent] = Field(
        EMPTY, description="Least completeness by channel scope, such as 100 %, in every locale of every market."
    )
    assets: Frozen[Code, Annotated[int, whole(1, 1000)]] = Field(
        EMPTY, description="Asset attribute -> how many of its assets must be there with their files."
    )


class Stage(Entity):
    """One status as it is declared."""

    label: Label | None = Field(None, description="What people call it.")
    show: Annotated[Frozen[Annotated[Key, Names("requirement")], Showing], Also(SCALAR)] = Field(
        EMPTY,
        description="Channel scope, or all for those not named -> always, in-stock or never; one word stands for all.",
    )
    moves: tuple[Status, ...] | None = Field(
        None, alias="from", description="Statuses from which it may be entered; unwritten: from any."
    )
    needs: ProductGate = Field(ProductGate.model_construct(), description="What it demands of products.")
    asset_needs: Gate = Field(Gate.model_construct(), description="What it demands of assets.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_word(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("show"), str):
            return {**data, "show": {ALL: data["show"]}}
        return data

    def shows(self, scope: str) -> Showing:
        """Whether things of this status are shown to a channel scope."""
        return self.show.get(scope) or self.show.get(ALL) or "never"

    @property
    def is_shown(self) -> bool:
        """Whether any channel scope shows things of this status."""
        return any(showing != "never" for showing in self.show.values())

    def names_scope(self, scope: str) -> bool:
        """Whether the scope is named, so that its answer may differ from that of others."""
        return scope in self.show

    def over(self, default: "Stage") -> "Stage":
        """The same, with the default's answer to every key that is not written."""
        unwritten = type(self).model_fields.keys() - self.model_fields_set
        return self.model_copy(update={name: getattr(default, name) for name in unwritten})


class Lifecycle(Entity):
    """catalog/lifecycle.yaml."""

    statuses: Frozen[Status, Stage] = Field(EMPTY, description="Status -> where it is shown and what it demands.")


def _everywhere(showing: Showing) -> Stage:
    return Stage.model_construct(show=FrozenMap({ALL: showing}))


DEFAULT: Mapping[Status, Stage] = FrozenMap(
    {
        "draft": _everywhere("never"),
        "in-review": _everywhere("never"),
        "active": _everywhere("always"),
        "phase-out": _everywhere("in-stock"),
        "retired": _everywhere("never"),
    }
)
"""What holds without catalog/lifecycle.yaml."""
