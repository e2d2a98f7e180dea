"""Option lists: the values of a select attribute in display order, optionally as a tree."""

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

    code: Key = Field(description="Code, as written in products.")
    list: Key = Field("", description="Key of the option list, which is the file name.")
    parent: Key | None = Field(None, description="Parent option; none at the top level.")
    label: Label | None = Field(None, description="Display name; default: the code.")
    swatch: Annotated[str, text(200)] | None = Field(
        None, description="Colour as #rrggbb, or the id of an image asset."
    )
    synonyms: Frozen[CatalogLocale, tuple[Text, ...]] = Field(EMPTY, description="Locale -> synonyms.")
    maps: Maps = Field(EMPTY, description="Codes in external taxonomies.")
    formerly: tuple[Key, ...] = Field((), description="Previous codes of the option.")
    children: "Frozen[Key, Option]" = Field(EMPTY, description="Child options, in display order.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        return {"label": data} if isinstance(data, str) else data


class OptionList(Keyed):
    """A file of catalog/options/: the values of a select attribute, in display order."""

    label: Label | None = Field(None, description="Display name.")
    options: Frozen[Key, Option] = Field(EMPTY, description="Options by code, in display order.")

    @model_validator(mode="before")
    @classmethod
    def _give_codes(cls, data: object) -> object:
        return _with_codes(data, "options", data.get("key", "") if isinstance(data, dict) else "", None)


def _with_codes(data: Any, field: str, list_: str, parent: str | None) -> Any:
    """Return raw data in which each option has its code, list and parent; an option that is a text is a label."""
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
