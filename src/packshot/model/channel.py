"""Channel files as data: what is selected, how it is written, where it goes. Expressions stay text here."""

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
    """A condition that a row must meet; where it fails, the row is left out for this reason."""

    id: Key = Field(description="Its name in reports.")
    condition: Text = Field(alias="if", description="Expression that must be true.")
    reason: Text = Field(description="What is printed beside an excluded row.")


class Step(Entity):
    """One step of a pipe: `squeeze`, `cut: 150` or `{unit: kg, decimals: 2}`; its first key is its name."""

    short_forms = (SCALAR, {"type": "object"})

    name: Text = Field(description="Name of the step.")
    options: Frozen[str, Text] = Field(EMPTY, description="What it was told; under its own name its main argument.")

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
        """The main argument."""
        return self.options.get(self.name)


class Sourced(Entity):
    """What is filled from paths: one text under `from` is a list of one."""

    @model_validator(mode="before")
    @classmethod
    def _with_paths(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("from"), str):
            return {**data, "from": [data["from"]]}
        return data


class FeedField(Sourced):
    """How one field of a row is made: the first of `from` that has a value, or an expression, or a constant."""

    sources: Sources = Field((), alias="from", description="Path, or paths of which the first with a value counts.")
    expr: Text | None = Field(None, description="Expression, in place of from.")
    value: Text | None = Field(None, description="Constant, in place of from.")
    pipe: tuple[Step, ...] = Field((), description="Steps through which the value goes.")
    map: Key | None = Field(None, description="Entry of values: that translates it.")
    repeat: Flag = Field(False, description="Whether a list becomes several fields of the same name.")
    join: Annotated[str, text(20)] | None = Field(None, description="What stands between the entries of a list.")
    condition: Text | None = Field(
        None, alias="if", description="Expression; where it is false, the field is left out."
    )
    omit_empty: Flag = Field(False, description="Whether an empty value leaves the field out.")


class FeedRule(Entity):
    """What must hold of a written field."""

    required: Flag = Field(False, description="Whether it must be there.")
    max: Count | None = Field(None, description="Greatest length.")
    min: Count | None = Field(None, description="Least length.")
    unit: Literal["chars", "bytes"] = Field("chars", description="What lengths count.")
    pattern: Text | None = Field(None, description="Regular expression that it matches.")
    enum: tuple[Text, ...] = Field((), description="The values it may have.")
    check: Key | None = Field(None, description="A named check, such as gtin.")
    when: Text | None = Field(None, description="Expression; the rule holds where it is true.")
    severity: Literal["error", "warning"] = Field(
        "error", description="error: the row is left out; warning: it is reported."
    )
    reason: Text | None = Field(None, description="What is printed beside the row.")


class FeedImage(Sourced):
    """Which asset fills an image field, in which rendition."""

    sources: Sources = Field(alias="from", description="Path of an asset attribute, or paths in order.")
    preset: Annotated[Key, Names("rendition")] = Field(description="The rendition.")
    format: Literal["jpeg", "webp"] = Field("jpeg", description="File format.")
    max: Count | None = Field(None, description="How many at most.")


class Group(Entity):
    """How rows are put together."""

    by: Text = Field(description="Path, or category.")
    tree: Annotated[Key, Names("tree")] | None = Field(None, description="The category tree.")
    sort: Paths = Field((), description="Paths that order the rows of a group.")


class Output(Entity):
    """What is written. Each format has further keys of its own, kept in `options`."""

    rest: ClassVar[str] = "options"

    format: Key = Field(description="rss, tsv, csv, jsonl, pdf, ...")
    file: Text = Field(description="File name; {market} and {locale} stand in it.")
    options: Frozen[str, Data] = Field(EMPTY, description="Further keys of the format.")

    @model_validator(mode="before")
    @classmethod
    def _keep_options(cls, data: object) -> object:
        if not isinstance(data, dict) or "options" in data:
            return data
        known = {key: value for key, value in data.items() if key in {"format", "file"}}
        return {**known, "options": {key: value for key, value in data.items() if key not in known}}


class Delta(Entity):
    """Whether changes are sent, or everything, or both."""

    rest: ClassVar[str] = "options"

    mode: Literal["snapshot", "delta", "both"] = Field("snapshot", description="What is sent.")
    full_every: Days | None = Field(None, description="Days between full ones, such as 14 days.")
    shrink_guard: Percent | None = Field(None, description="A feed that shrinks more is held back.")
    options: Frozen[str, Data] = Field(EMPTY, description="Further keys.")


class Channel(Keyed):
    """channels/<key>.yaml, merged over the preset that it extends."""

    label: Label | None = Field(None, description="What people call it.")
    extends: Key | None = Field(None, description="The packaged preset over which this file is merged.")
    spec: Text | None = Field(None, description="The specification it follows, such as google/2026-05.")
    scope_written: Key | None = Field(
        None, alias="scope", description="The name that for, required and rights.channel know; else the key."
    )
    unit: Literal["variant", "product"] = Field("variant", description="What a row is.")
    markets: tuple[Annotated[Key, Names("market")], ...] = Field(
        min_length=1, description="One output for each of these markets and each of their locales."
    )
    customers: Key | None = Field(
        None, description="The customer group (`group` of a price list) that it is for; else the market's."
    )
    select: tuple[Select, ...] = Field((), description="Conditions; a row that fails one is left out for its reason.")
    values: Frozen[Key, Frozen[str, Text]] = Field(EMPTY, description="Translations of values, by name.")
    fields: Frozen[str, FeedField] = Field(
        EMPTY, description="Field -> how it is made, in the order in which they are written."
    )
    rules: Frozen[str, FeedRule] = Field(EMPTY, description="Field -> what must hold of it.")
    images: Frozen[str, FeedImage] = Field(EMPTY, description="Image field -> asset and rendition.")
    output: Output = Field(description="What is written.")
    delta: Delta | None = Field(None, description="Whether changes are sent, or everything, or both.")
    group: Group | None = Field(None, description="How rows are put together.")

    @property
    def scope(self) -> str:
        """The channel scope it asks for."""
        return self.scope_written or self.key
