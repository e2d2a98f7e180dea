"""What a page of the handbook shows, as plain data: entries with facts and tables, every name a link to its entry."""

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
"""Kind of a name -> the page that tells of it."""


def cell(text: object, kind: str = "", swatch: str = "") -> Json:
    """A text, and where it leads if it names something."""
    name = str(text)
    page = PAGES.get(kind, "")
    return {"text": name, "href": f"{page}.html#{anchor(kind, name)}" if page else "", "swatch": swatch}


def anchor(kind: str, name: str) -> str:
    """The id of an entry on its page; kinds that share a page and a namespace share their ids."""
    home = {"path": "attribute", "product-family": "family", "mixin": "family", "entity": "family"}.get(kind, kind)
    return f"{home}-{name.removeprefix('assets.') if kind == 'path' else name}"


def entry(kind: str, name: str, title: str, facts: Iterable[Json] = (), tables: Iterable[Json] = ()) -> Json:
    """What a page tells of one thing."""
    tables = [each for each in tables if each["rows"]]
    return {"id": anchor(kind, name), "code": name, "title": title, "facts": list(facts), "tables": tables}


def group(id_: str, entries: Iterable[Json], title: str = "") -> Json:
    """Entries of a page under a common title."""
    return {"id": id_, "title": title, "entries": list(entries)}


def fact(label: str, cells: Iterable[Json], title: str = "") -> Json:
    """One line of an entry."""
    return {"label": label, "title": title, "cells": list(cells)}


def table(caption: str, columns: Iterable[str], rows: Iterable[list[list[Json]]]) -> Json:
    """Rows of cells, each of which may hold several texts."""
    return {"caption": caption, "columns": list(columns), "rows": list(rows)}


def facts(entity: Entity, chain: tuple[str, ...], skip: Iterable[str] = ()) -> list[Json]:
    """Each key that an entity sets, as a fact; keys that are added to it later are facts, too."""
    left_out = {*entity.given, *skip, "label"}
    found: list[Json] = []
    for name, field in type(entity).model_fields.items():
        value = getattr(entity, name)
        if name not in left_out and name in entity.model_fields_set and value not in (None, (), {}, False):
            kind = _kind((field.annotation, *field.metadata))
            found.append(fact(field.alias or name, _cells(value, kind, chain), field.description or ""))
    return found


def _kind(annotation: Any) -> str:
    """What the texts of a field name; empty where they name nothing. Keys of a map are no texts of the field."""
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
    """Anything on one line."""
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
    """The keys of a part of an entity, on one line."""
    fields = type(entity).model_fields
    pairs = ((fields[name].alias or name, getattr(entity, name)) for name in fields if name in entity.model_fields_set)
    kept = ((key, value) for key, value in pairs if key not in entity.given and value not in (None, (), {}))
    return ", ".join(_pair(key, value, chain) for key, value in kept)
