"""Names that are written as people read them: the code or key whose label it is, in whatever language.

The labels are looked at only when a name is wrong, and are noted, so that a finding follows them. Where there may be
very many, a bounded number is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from packshot.catalog import nodes
from packshot.catalog.documents import Document
from packshot.catalog.nodes import Node
from packshot.catalog.reader import Reader
from packshot.findings import Edit, Finding
from packshot.model.labels import by_label, texts_of
from packshot.model.schema import Attribute, Column
from packshot.model.typed_files import TypedFamily

MOST = 2000
"""How many labels of options and categories are compared with a name at most."""

MOST_RECORDS = 500
"""How many records of an entity are; each may have a name in every locale."""

Called = tuple[str, tuple[str, ...]]
"""A code, and what people call it."""


def option(reader: Reader, options: str, text: str) -> str | None:
    """The option that has this text for a label or a synonym; None where several or none have."""
    return _found(reader, ("option", options), lambda inner: _options(inner, options), text)


def record(reader: Reader, entity: str, text: str) -> str | None:
    """The record of an entity that has this name."""
    return _found(reader, ("record", entity), lambda inner: _records(inner, entity), text)


def category(reader: Reader, text: str) -> str | None:
    """The category of any tree that has this label."""
    return _found(reader, ("category",), _categories, text)


def family(reader: Reader, text: str) -> str | None:
    """The family that has this label."""
    return _found(reader, ("family",), _families, text)


def attribute(reader: Reader, text: str) -> str | None:
    """The attribute of any group that has this label."""
    return _found(reader, ("attribute",), _attributes, text)


def relation(reader: Reader, text: str) -> str | None:
    """The relation that has this label."""
    return _found(reader, ("relation",), _relations, text)


def _found(reader: Reader, key: tuple[str, ...], held: Callable[[Reader], Iterable[Called]], text: str) -> str | None:
    return reader.remembered(("called", *key), lambda inner: by_label(held(inner))).get(text.casefold())


def _options(reader: Reader, options: str) -> Iterator[Called]:
    for code in islice(reader.options(options), MOST):
        found = reader.option(options, code)
        words = (word for each in found.synonyms.values() for word in each) if found is not None else ()
        yield code, (*texts_of(found.label if found is not None else None), *words)


def _records(reader: Reader, entity: str) -> Iterator[Called]:
    found = reader.typed_family(entity)
    name = (found.name_from if found is not None else None) or "name"
    for key in islice(reader.record_keys(entity), MOST_RECORDS):
        locales = (nodes.record_locale(entity, key, locale) for locale in reader.locales())
        files = (nodes.record(entity, key), *locales)
        yield key, tuple(text for each in files if isinstance(text := _entry(reader, each, name), str))


def categories(reader: Reader) -> tuple[str, ...]:
    """The keys of all categories."""
    return reader.remembered(("called", "categories"), lambda inner: tuple(islice(_keys(inner), MOST)))


def _keys(reader: Reader) -> Iterator[str]:
    return (key for tree in reader.names("categories") for key in _below(reader, reader.tree(tree)))


def _categories(reader: Reader) -> Iterator[Called]:
    return ((key, texts_of(_entry(reader, nodes.category(key), "label"))) for key in categories(reader))


def _below(reader: Reader, keys: Iterable[str]) -> Iterator[str]:
    """Categories and all below them. Those that stand twice, which is told elsewhere, are given once."""
    pending, seen = [*keys], set[str]()
    while pending:
        key = pending.pop()
        if key not in seen:
            seen.add(key)
            pending += _entry(reader, nodes.category(key), "children") or ()
            yield key


def _families(reader: Reader) -> Iterator[Called]:
    return ((name, texts_of(_entry(reader, nodes.family(name), "label"))) for name in reader.names("family"))


def _attributes(reader: Reader) -> Iterator[Called]:
    codes = (code for _, _, members in reader.groups() for code in members)
    return ((code, texts_of(_entry(reader, nodes.attribute(code), "label"))) for code in codes)


def _relations(reader: Reader) -> Iterator[Called]:
    return ((code, texts_of(_entry(reader, nodes.relation(code), "label"))) for code in reader.names("relation"))


def _entry(reader: Reader, node: Node, key: str) -> Any:
    """What the plain value of a node says under a key: nouns would be made for a word of a cure."""
    raw = reader.raw(node)
    return raw.get(key) if isinstance(raw, dict) else None


def instead(finding: Finding, code: str | None, how: str) -> Finding:
    """The finding, told with the code whose label stands there and `how` things are named.

    As it is where there is none, or where it names that code already.
    """
    if code is None or any(edit.new == code for edit in finding.edits):
        return finding
    return replace(finding, cure=f"Write {code}: {how}.", edits=(Edit(finding.at, code),))


BY_CODE = "products name an option by its code, and people read its label"
BY_KEY = "files name a category by its key, and people read its label"
BY_ATTRIBUTE = "files name an attribute by its code, and people read its label"
BY_RELATION = "files name a relation by its code, and people read its label"
BY_FAMILY = "files name a family by its name, and people read its label"
BY_NAME = "files name a record by its key, and people read its name"


def key(reader: Reader, finding: Finding, document: Document, typed: TypedFamily | None) -> Finding:
    """A finding of a text that cannot be a key: mostly it is what people call the option, record or category."""
    if finding.code == "bad-name" and finding.at.keys[-2:-1] == ("related",):
        return instead(finding, relation(reader, str(finding.at.keys[-1])), BY_RELATION)
    text = document.at(finding.at.keys) if finding.code == "bad-key" else None
    if not isinstance(text, str):
        return finding
    if finding.at.keys == ("family",):
        return instead(finding, family(reader, text), BY_FAMILY)
    if finding.at.keys[:1] == ("categories",):
        return instead(finding, category(reader, text) or category(reader, _last(text)), BY_KEY)
    field = _field(typed, finding.at.keys) if typed is not None else None
    if field is not None and field.type == "select" and field.options:
        return instead(finding, option(reader, field.options, text), BY_CODE)
    if field is not None and field.type == "record" and field.entity:
        return instead(finding, record(reader, field.entity, text), BY_NAME)
    return finding


def _last(text: str) -> str:
    """The last part of a path such as `Clothing > Jackets`."""
    return re.split(r"[/>]", text)[-1].strip()


def _field(typed: TypedFamily, keys: tuple[str | int, ...]) -> Attribute | Column | None:
    """The attribute of which a place speaks, or the column of a table; None where it is neither."""
    words = [key for key in keys if isinstance(key, str)]
    table = typed.attributes.get(words[-3]) if len(words) > 2 else None
    if table is not None and table.type == "table":
        return table.columns.get(words[-1])
    return typed.attributes.get(words[-1]) if words else None
