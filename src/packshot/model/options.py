"""Option lists: the values that a select may have, in display order, and the trees that they may form."""

from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator

from packshot.model.entity import Entity, Keyed
from packshot.model.frozen import EMPTY, Frozen
from packshot.model.schema import Maps
from packshot.model.text_forms import SCALAR, CatalogLocale, Key, Label, Text, text


class Option(Entity):
    """One value of an option list."""

    given: ClassVar[frozenset[str]] = frozenset({"code", "list", "parent"})
    short_forms = (SCALAR,)

    code: Key = Field(description="What products write.")
    list: Key = Field("", description="The option list, which is the file's name.")
    parent: Key | None = Field(None, description="The option above; none at the top of the list.")
    label: Label | None = Field(None, description="What people read; the code where it is missing.")
    swatch: Annotated[str, text(200)] | None = Field(None, description="Colour as #rrggbb, or the id of a picture.")
    synonyms: Frozen[CatalogLocale, tuple[Text, ...]] = Field(EMPTY, description="Other words for it, by locale.")
    maps: Maps = Field(EMPTY, description="Codes in foreign taxonomies.")
    formerly: tuple[Key, ...] = Field((), description="Codes it had before.")
    children: "Frozen[Key, Option]" = Field(EMPTY, description="The options below it, in display order.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        return {"label": data} if isinstance(data, str) else data


class OptionList(Keyed):
    """A file of catalog/options/: the values of a select, in display order."""

    label: Label | None = Field(None, description="What people call the list.")
    options: Frozen[Key, Option] = Field(EMPTY, description="The options by their codes, in display order.")

    @model_validator(mode="before")
    @classmethod
    def _give_codes(cls, data: object) -> object:
        return _with_codes(data, "options", data.get("key", "") if isinstance(data, dict) else "", None)


def _with_codes(data: Any, field: str, list_: str, parent: str | None) -> Any:
    """Return raw data whose options know their code, their list and the option above; a plain text is a label."""
    options = data.get(field) if isinstance(data, dict) else None
    if not isinstance(options, dict):
        return data
    entries = {code: {"label": raw} if isinstance(raw, str) else raw for code, raw in options.items()}
    known = {
        code: {**_with_codes(raw, "children", list_, code), "code": code, "list": list_, "parent": parent}
        if isinstance(raw, dict)
        else raw
        for code, raw in entries.items()
    }
    return {**data, field: known}
