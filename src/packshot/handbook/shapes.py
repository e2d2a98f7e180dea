"""Pages of the handbook as plain data: entries with facts and tables, in which names are links to their entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args, get_origin

from packshot.model.entity import Entity
from packshot.model.labels import label_in
from packshot.model.text_forms import Names

Json = dict[str, Any]

PAGES: Mapping[str, str] = {
    "attribute": "attributes",
    "path": "attributes",
    "family": "families",
    "product-family": "families",
    "mixin": "families",
    "entity": "families",
    "options": "options",
    "category": "categories",
    "tree": "categories",
    "relation": "relations",
    "channel": "channels",
    "market": "markets",
    "locale": "markets",
    "prices": "lists",
    "stock": "lists",
    "unit": "units",
    "validation": "rules",
    "status": "lifecycle",
}
"""Kind of a name -> the page with its entry."""


def cell(text: object, kind: str = "", swatch: str = "") -> Json:
    """Return a cell with a text and a swatch.

    If entries of `kind` have a page, the cell links to the entry whose name is the text.
    """
    name = str(text)
    page = PAGES.get(kind, "")
    return {"text": name, "href": f"{page}.html#{anchor(kind, name)}" if page else "", "swatch": swatch}


def anchor(kind: str, name: str) -> str:
    """Return the HTML id of an entry, such as `family-shoe`. Kinds with a common page and namespace share a prefix."""
    home = {"path": "attribute", "product-family": "family", "mixin": "family", "entity": "family"}.get(kind, kind)
    return f"{home}-{name.removeprefix('assets.') if kind == 'path' else name}"


def entry(kind: str, name: str, title: str, facts: Iterable[Json] = (), tables: Iterable[Json] = ()) -> Json:
    """Return an entry of a page, with its facts and tables. Empty tables are left out."""
    tables = [each for each in tables if each["rows"]]
    return {"id": anchor(kind, name), "code": name, "title": title, "facts": list(facts), "tables": tables}


def group(id_: str, entries: Iterable[Json], title: str = "") -> Json:
    """Return a group of entries with a common title."""
    return {"id": id_, "title": title, "entries": list(entries)}


def fact(label: str, cells: Iterable[Json], title: str = "") -> Json:
    """Return one fact of an entry: a label with its cells."""
    return {"label": label, "title": title, "cells": list(cells)}


def table(caption: str, columns: Iterable[str], rows: Iterable[list[list[Json]]]) -> Json:
    """Return a table. Each row has one list of cells per column."""
    return {"caption": caption, "columns": list(columns), "rows": list(rows)}


def facts(entity: Entity, chain: tuple[str, ...], skip: Iterable[str] = ()) -> list[Json]:
    """Return a fact for each key that is set in an entity, except `label` and the keys in `skip`.

    Keys from the file name or from a map key are omitted, as are keys whose value is null, false, zero, or an empty
    list or map. New keys of the model are included automatically.
    """
    left_out = {*entity.given, *skip, "label"}
    found: list[Json] = []
    for name, field in type(entity).model_fields.items():
        value = getattr(entity, name)
        if name not in left_out and name in entity.model_fields_set and value not in (None, (), {}, False):
            kind = _kind((field.annotation, *field.metadata))
            found.append(fact(field.alias or name, _cells(value, kind, chain), field.description or ""))
    return found


def _kind(annotation: Any) -> str:
    """Return the kind of the names in a field; "" if the field has no names. Keys of a map are ignored."""
    if isinstance(annotation, Names):
        return annotation.kind
    if get_origin(annotation) is Mapping:
        return ""
    parts = annotation if isinstance(annotation, tuple) else get_args(annotation)
    return next(filter(None, map(_kind, parts)), "")


def _cells(value: Any, kind: str, chain: tuple[str, ...]) -> list[Json]:
    if isinstance(value, Entity):
        return [cell(_line(value, chain))]
    if isinstance(value, Mapping):
        return [cell(_pair(key, inner, chain)) for key, inner in value.items()]
    if isinstance(value, tuple):
        return [each for inner in value for each in _cells(inner, kind, chain)]
    return [cell("yes" if value is True else value, kind)]


def _pair(key: object, value: Any, chain: tuple[str, ...]) -> str:
    return f"{key}: {_text(value, chain)}"


def _text(value: Any, chain: tuple[str, ...]) -> str:
    """Return a value on one line."""
    if isinstance(value, Entity):
        return _line(value, chain)
    if isinstance(value, Mapping):
        if chain and set(value) & set(chain):
            return label_in(value, chain, "")
        return ", ".join(_pair(key, inner, chain) for key, inner in value.items())
    if isinstance(value, tuple):
        return ", ".join(_text(each, chain) for each in value)
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _line(entity: Entity, chain: tuple[str, ...]) -> str:
    """Return the keys and values of a part of an entity on one line."""
    fields = type(entity).model_fields
    pairs = ((fields[name].alias or name, getattr(entity, name)) for name in fields if name in entity.model_fields_set)
    kept = ((key, value) for key, value in pairs if key not in entity.given and value not in (None, (), {}))
    return ", ".join(_pair(key, value, chain) for key, value in kept)
