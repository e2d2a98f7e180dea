"""The lifecycle: the visibility of each status, its permitted transitions and its requirements (its gate).

`catalog/lifecycle.yaml` overrides `DEFAULT` key by key.
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
"""When entries of a status are shown; `in-stock`: while available. Assets have no stock: `in-stock` means `always`."""

ALL = "all"
"""The key for all channel scopes that are not listed."""

WAY: tuple[Status, ...] = ("in-review", "active")
"""The statuses that lead to publication, in order. An active entry must meet the requirements of both."""


class Gate(Entity):
    """The requirements of a status for assets.

    It is the base class of `ProductGate`.
    """

    required: tuple[Text, ...] = Field((), description="Paths that must have a value.")
    condition: Text | None = Field(None, alias="if", description="Expression that must be true.")
    reason: Text | None = Field(None, description="Message if the expression is false.")
    rules: tuple[Key, ...] = Field((), description="Validation rules that must have no findings.")
    approved_by: tuple[Annotated[Key, Names("authority")], ...] = Field(
        (), description="Authorities of catalog.yaml, one of which must commit the change to this status."
    )
    severity: Literal["error", "warning", "suggestion"] = Field(
        "error", description="Severity of an unmet requirement."
    )


class ProductGate(Gate):
    """The requirements of a status for products."""

    completeness: Frozen[Annotated[Key, Names("scope")], Percent] = Field(
        EMPTY, description="Minimum completeness by channel scope, such as 100 %, in every locale of every market."
    )
    assets: Frozen[Code, Annotated[int, whole(1, 1000)]] = Field(
        EMPTY, description="Asset attribute -> minimum number of assets whose files exist."
    )


class Stage(Entity):
    """The declaration of a status: its visibility, transitions and requirements."""

    label: Label | None = Field(None, description="Display name.")
    show: Annotated[Frozen[Annotated[Key, Names("requirement")], Showing], Also(SCALAR)] = Field(
        EMPTY,
        description="Channel scope, or all for every scope not listed -> always, in-stock or never. A single word is "
        "the value of all.",
    )
    moves: tuple[Status, ...] | None = Field(
        None, alias="from", description="Statuses from which a change to this status is allowed; default: any."
    )
    needs: ProductGate = Field(ProductGate.model_construct(), description="Requirements for products.")
    asset_needs: Gate = Field(Gate.model_construct(), description="Requirements for assets.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_word(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("show"), str):
            return {**data, "show": {ALL: data["show"]}}
        return data

    def shows(self, scope: str) -> Showing:
        """Return when entries of this status are shown in a channel scope: `always`, `in-stock` or `never`."""
        return self.show.get(scope) or self.show.get(ALL) or "never"

    @property
    def is_shown(self) -> bool:
        """Return whether any channel scope shows entries of this status."""
        return any(showing != "never" for showing in self.show.values())

    def names_scope(self, scope: str) -> bool:
        """Return whether the scope is listed, so that its visibility may differ from that of others."""
        return scope in self.show

    def over(self, default: "Stage") -> "Stage":
        """Return this stage, with the value of the default for every key that is not set."""
        unwritten = type(self).model_fields.keys() - self.model_fields_set
        return self.model_copy(update={name: getattr(default, name) for name in unwritten})


class Lifecycle(Entity):
    """The file catalog/lifecycle.yaml: the declarations of statuses."""

    statuses: Frozen[Status, Stage] = Field(
        EMPTY, description="Status -> its visibility, transitions and requirements."
    )


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
"""The lifecycle without catalog/lifecycle.yaml."""
