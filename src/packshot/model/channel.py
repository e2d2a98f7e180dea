"""Channel files: selection, fields and output of a feed. Expressions are kept as text."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from packshot.model.entity import Entity, Keyed
from packshot.model.frozen import EMPTY, Data, Frozen
from packshot.model.text_forms import SCALAR, Also, Days, Flag, Key, Label, Names, Percent, Text, text, whole

Paths = tuple[Text, ...]
Sources = Annotated[Paths, Also(SCALAR)]
"""One path, or several in order."""
Count = Annotated[int, whole(0, 10**6)]


class Select(Entity):
    """A condition that a row must meet; a row that fails it is excluded and reported."""

    id: Key = Field(description="Name of the condition in reports.")
    condition: Text = Field(alias="if", description="Expression that must be true.")
    reason: Text = Field(description="Reason reported for an excluded row.")


class Step(Entity):
    """One step of a pipe, such as `squeeze`, `cut: 150` or `{unit: kg, decimals: 2}`; the first key is its name."""

    short_forms = (SCALAR, {"type": "object"})

    name: Text = Field(description="Name of the step.")
    options: Frozen[str, Text] = Field(
        EMPTY, description="Options of the step; the main argument has the name of the step."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_short_forms(cls, data: object) -> object:
        if isinstance(data, str):
            return {"name": data}
        if isinstance(data, dict) and data and "options" not in data:
            return {"name": next(iter(data)), "options": data}
        return data

    @property
    def argument(self) -> str | None:
        """Return the main argument of the step; None if it is not set."""
        return self.options.get(self.name)


class Sourced(Entity):
    """An entity with source paths; a single string under `from` is read as a list of one path."""

    @model_validator(mode="before")
    @classmethod
    def _with_paths(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("from"), str):
            return {**data, "from": [data["from"]]}
        return data


class FeedField(Sourced):
    """A field of a row; its value comes from the first path of `from` that has a value, an expression, or a constant.

    A field with `each` is repeated for the members of a list or the rows of a table. Its values come from its parts.
    """

    sources: Sources = Field(
        (), alias="from", description="Path, or several paths; the first one with a value is used."
    )
    expr: Text | None = Field(None, description="Expression, instead of `from`.")
    value: Text | None = Field(None, description="Constant, instead of `from`.")
    each: Text | None = Field(
        None, description="Path of a list or a table: the field is repeated, with the parts `<field>.<part>`."
    )
    pipe: tuple[Step, ...] = Field((), description="Steps that transform the value, in order.")
    map: Key | None = Field(None, description="Name of the table in `values` that translates the value.")
    repeat: Flag = Field(False, description="Whether a list is written as several fields of the same name.")
    join: Annotated[str, text(20)] | None = Field(None, description="Separator between the entries of a list.")
    condition: Text | None = Field(None, alias="if", description="Expression; the field is left out if it is false.")
    omit_empty: Flag = Field(False, description="Whether the field is left out if its value is empty.")


class FeedRule(Entity):
    """The constraints on one field of a feed."""

    required: Flag = Field(False, description="Whether the field is required.")
    max: Count | None = Field(None, description="Maximum length.")
    min: Count | None = Field(None, description="Minimum length.")
    unit: Literal["chars", "bytes"] = Field("chars", description="Unit of `max` and `min`: characters or bytes.")
    pattern: Text | None = Field(None, description="Regular expression that the value must match.")
    enum: tuple[Text, ...] = Field((), description="Allowed values.")
    check: Key | None = Field(None, description="Name of a built-in check of the value, such as gtin.")
    when: Text | None = Field(None, description="Expression; the rule applies if it is true.")
    severity: Literal["error", "warning"] = Field(
        "error", description="error: the row is excluded; warning: the row is only reported."
    )
    reason: Text | None = Field(None, description="Reason reported for the row.")


class FeedImage(Sourced):
    """The asset and the rendition of an image field."""

    sources: Sources = Field(alias="from", description="Path of an asset attribute, or several in order.")
    preset: Annotated[Key, Names("rendition")] = Field(description="Rendition to publish.")
    format: Literal["jpeg", "webp"] = Field("jpeg", description="File format.")
    max: Count | None = Field(None, description="Maximum number of images.")


class Group(Entity):
    """The settings that group the rows of a feed."""

    by: Text = Field(description="Path to group by, or `category`.")
    tree: Annotated[Key, Names("tree")] | None = Field(None, description="Category tree to group by.")
    sort: Paths = Field((), description="Paths by which the rows of a group are sorted.")


class Output(Entity):
    """The format and file of a feed.

    Format-specific keys are kept in `options`.
    """

    rest: ClassVar[str] = "options"

    format: Key = Field(description="File format, such as `rss` or `csv`.")
    file: Text = Field(description="File name with the placeholders {market} and {locale}.")
    options: Frozen[str, Data] = Field(EMPTY, description="Format-specific keys.")

    @model_validator(mode="before")
    @classmethod
    def _keep_options(cls, data: object) -> object:
        if not isinstance(data, dict) or "options" in data:
            return data
        known = {key: value for key, value in data.items() if key in {"format", "file"}}
        return {**known, "options": {key: value for key, value in data.items() if key not in known}}


class Delta(Entity):
    """The `delta` settings of a feed: whether full feeds, changes or both are sent, and their limits."""

    rest: ClassVar[str] = "options"

    mode: Literal["snapshot", "delta", "both"] = Field("snapshot", description="Full feeds, changes or both.")
    full_every: Days | None = Field(None, description="Interval between full feeds, such as 14 days.")
    shrink_guard: Percent | None = Field(
        None, description="Maximum shrinkage; a feed that shrinks more is not published."
    )
    options: Frozen[str, Data] = Field(EMPTY, description="Additional keys.")


class Channel(Keyed):
    """A channel file, channels/<key>.yaml, merged over the preset that it extends."""

    label: Label | None = Field(None, description="Display name.")
    extends: Key | None = Field(
        None, description="Packaged preset that this file extends; keys of the file take precedence."
    )
    spec: Text | None = Field(None, description="Specification of the feed, such as google/2026-05.")
    scope_written: Key | None = Field(
        None,
        alias="scope",
        description="Channel scope, as used in `for`, `required` and `rights.channel`; default: the key.",
    )
    unit: Literal["variant", "product"] = Field("variant", description="Whether a row is a variant or a product.")
    markets: tuple[Annotated[Key, Names("market")], ...] = Field(
        min_length=1, description="Markets; one output per market and locale."
    )
    customers: Key | None = Field(
        None, description="Customer group (`group` of a price list) of the feed; default: that of the market."
    )
    select: tuple[Select, ...] = Field((), description="Conditions; a row that fails one is excluded.")
    values: Frozen[Key, Frozen[str, Text]] = Field(EMPTY, description="Translation tables for values, by name.")
    fields: Frozen[str, FeedField] = Field(EMPTY, description="Field -> its source, in output order.")
    rules: Frozen[str, FeedRule] = Field(EMPTY, description="Field -> its constraints.")
    images: Frozen[str, FeedImage] = Field(EMPTY, description="Image field -> asset and rendition.")
    output: Output = Field(description="Format and file of the feed.")
    delta: Delta | None = Field(None, description="Whether full feeds, changes or both are sent.")
    group: Group | None = Field(None, description="Grouping of rows.")

    @property
    def scope(self) -> str:
        """Return the channel scope: `scope` if written, otherwise the key."""
        return self.scope_written or self.key
