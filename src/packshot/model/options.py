"""Option lists: the values that a select may have, in display order, and the trees that they may form."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator

from packshot.model.entity import Entity, Keyed
from packshot.model.frozen import EMPTY, Frozen, Raw
from packshot.model.labels import Label
from packshot.model.schema import Maps
from packshot.model.text_forms import SCALAR, CatalogLocale, Key, Text, text


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
        entries = data.get("options") if isinstance(data, dict) else None
        if not isinstance(data, dict) or not isinstance(entries, dict):
            return data
        return {**data, "options": _coded(entries, data.get("key", ""), None)}


def _coded(entries: dict[str, Raw], list_: str, parent: str | None) -> dict[str, Raw]:
    """Raw options that know their codes, their list and what stands above them."""
    return {code: option_data(raw, code, list_, parent) for code, raw in entries.items()}


def option_data(raw: Raw, code: str, list_: str, parent: str | None = None) -> Raw:
    """An option's raw data with its code, its list and the option above; a plain text is its label."""
    entry = {"label": raw} if isinstance(raw, str) else raw
    if not isinstance(entry, dict):
        return entry
    below = entry.get("children")
    children: dict[str, Any] = {"children": _coded(below, list_, code)} if isinstance(below, dict) else {}
    return {**entry, "code": code, "list": list_, "parent": parent, **children}


def each_option(holder: OptionList | Option, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Option]]:
    """Every option of a list with the keys that lead to it in the file, in display order: parents before children."""
    word, below = ("options", holder.options) if isinstance(holder, OptionList) else ("children", holder.children)
    for code, option in below.items():
        here = (*keys, word, code)
        yield here, option
        yield from each_option(option, here)
