"""The lookup of codes and keys by their labels in any language, to suggest the code where a file contains a label.

Labels are read only for an unknown or invalid name. These reads are tracked, so a finding is updated when a label
changes. The number of labels that are read is limited (`MOST`, `MOST_RECORDS`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from operator import methodcaller
from typing import Any

from packshot.catalog import nodes
from packshot.catalog.documents import Document
from packshot.catalog.nodes import Node
from packshot.catalog.reader import Reader
from packshot.findings import Edit, Finding, Suggestion
from packshot.model.labels import by_label, texts_of
from packshot.model.schema import Attribute, Column
from packshot.model.typed_files import TypedFamily

MOST = 2000
"""The largest number of options or categories whose labels are compared with a name."""

MOST_RECORDS = 500
"""The largest number of records of an entity that are compared; each may have a name in every locale."""

Labelled = tuple[str, tuple[str, ...]]
"""A code with its labels, names and synonyms."""


def find(reader: Reader, text: str, kind: str, *scope: str) -> str | None:
    """Return the code or key with this label, name or synonym; None if no entry or several entries have it.

    `kind` is `option`, `record`, `attribute`, `category`, `family` or `relation`. `scope` is the option list for
    `option`, the entity for `record`.
    """
    made = reader.remembered(("called", kind, *scope), lambda inner: by_label(_labels(inner, kind, *scope)))
    return made.get(text.casefold())


def _labels(reader: Reader, kind: str, *scope: str) -> Iterable[Labelled]:
    if kind == "option":
        return _options(reader, *scope)
    if kind == "record":
        return _records(reader, *scope)
    node, names = _LABELLED[kind]
    return ((name, texts_of(_entry(reader, node(name), "label"))) for name in names(reader))


def _options(reader: Reader, options: str) -> Iterator[Labelled]:
    for code in islice(reader.options(options), MOST):
        found = reader.option(options, code)
        words = (word for each in found.synonyms.values() for word in each) if found is not None else ()
        yield code, (*texts_of(found.label if found is not None else None), *words)


def _records(reader: Reader, entity: str) -> Iterator[Labelled]:
    found = reader.typed_family(entity)
    name = (found.name_from if found is not None else None) or "name"
    for key in islice(reader.record_keys(entity), MOST_RECORDS):
        files = nodes.record(entity, key), *(nodes.record_locale(entity, key, each) for each in reader.locales())
        yield key, tuple(text for each in files if isinstance(text := _entry(reader, each, name), str))


def categories(reader: Reader) -> tuple[str, ...]:
    """Return the keys of the categories, at most `MOST` keys."""
    return reader.remembered(("called", "categories"), lambda inner: tuple(islice(_keys(inner), MOST)))


def _keys(reader: Reader) -> Iterator[str]:
    return (key for tree in reader.names("categories") for key in _below(reader, reader.tree(tree)))


def _below(reader: Reader, keys: Iterable[str]) -> Iterator[str]:
    """Yield these categories and all their descendants. Duplicates, which another rule reports, are yielded once."""
    pending, seen = [*keys], set[str]()
    while pending:
        key = pending.pop()
        if key not in seen:
            seen.add(key)
            pending += _entry(reader, nodes.category(key), "children") or ()
            yield key


def attribute_codes(reader: Reader) -> Iterator[str]:
    """Return the codes of the attributes of all groups."""
    return (code for _, _, members in reader.groups() for code in members)


_LABELLED: Mapping[str, tuple[Callable[[str], Node], Callable[[Reader], Iterable[str]]]] = {
    "attribute": (nodes.attribute, attribute_codes),
    "category": (nodes.category, categories),
    "family": (nodes.family, methodcaller("names", "family")),
    "relation": (nodes.relation, methodcaller("names", "relation")),
}
"""Kinds whose entries have a `label:` -> the node of an entry, the names of all entries."""


def _entry(reader: Reader, node: Node, key: str) -> Any:
    """Return the raw value of a key; entities are too expensive to create for a suggestion."""
    raw = reader.raw(node)
    return raw.get(key) if isinstance(raw, dict) else None


def instead(finding: Finding, code: str | None) -> Finding:
    """Return the finding with the suggestion to write this code. Return it unchanged if the code is None or is already
    suggested.
    """
    if code is None or any(edit.new == code for edit in finding.edits):
        return finding
    return replace(finding, suggestion=Suggestion(code, "label"), edits=(Edit(finding.at, code),))


def key(reader: Reader, finding: Finding, document: Document, typed: TypedFamily | None) -> Finding:
    """Return a finding about an invalid key; if the invalid text is a label, suggest the code or key that has this
    label. Return other findings unchanged.
    """
    if finding.code == "bad-name" and finding.at.keys[-2:-1] == ("related",):
        return instead(finding, find(reader, str(finding.at.keys[-1]), "relation"))
    text = document.at(finding.at.keys) if finding.code == "bad-key" else None
    if not isinstance(text, str):
        return finding
    if finding.at.keys == ("family",):
        return instead(finding, find(reader, text, "family"))
    if finding.at.keys[:1] == ("categories",):
        last = re.split(r"[/>]", text)[-1].strip()  # of a path such as `Clothing > Jackets`
        return instead(finding, find(reader, text, "category") or find(reader, last, "category"))
    field = _field(typed, finding.at.keys) if typed is not None else None
    if field is not None and field.type == "select" and field.options:
        return instead(finding, find(reader, text, "option", field.options))
    if field is not None and field.type == "record" and field.entity:
        return instead(finding, find(reader, text, "record", field.entity))
    return finding


def _field(typed: TypedFamily, keys: tuple[str | int, ...]) -> Attribute | Column | None:
    """Return the attribute or the column of a table at these keys; None if there is none."""
    words = [key for key in keys if isinstance(key, str)]
    table = typed.attributes.get(words[-3]) if len(words) > 2 else None
    if table is not None and table.type == "table":
        return table.columns.get(words[-1])
    return typed.attributes.get(words[-1]) if words else None
