"""Findings about names in typed values: names that do not exist, and assets that do not meet the requirements of their
attribute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.checks import asset_demands, named_references
from packshot.checks.entry import Entry
from packshot.findings import Finding, Location
from packshot.model.typed_files import TypedFamily, TypedFile
from packshot.model.value_references import references

Lookup = Callable[..., Iterator[Finding]]
"""Called with the reader, the names of a reference and its location."""


def missing(entry: Entry) -> Iterator[Finding]:
    """Yield a finding for each unknown name in the values of a product or record, and for each unmet requirement of an
    asset.
    """
    if entry.family is not None:
        for file in entry.files:
            yield from _missing(entry.reader, entry.family, file)


def scopes(entry: Entry) -> Iterator[Finding]:
    """Yield a finding for each key below `for:` that is not a channel scope."""
    for file in entry.files:
        for scope in dict.fromkeys(keys[1] for keys in file.keys.values() if keys[:1] == ("for",)):
            yield from named_references.scope(entry.reader, scope, Location(file.path, ("for", scope), "key"))


def _missing(reader: Reader, family: TypedFamily, file: TypedFile) -> Iterator[Finding]:
    for reference in references(family, file):
        if reference.kind in _NODES and reader.has(nodes.of(reference.kind, *reference.target)):
            continue  # nearly all names exist, so no location is made for them
        at = Location(file.path, reference.keys, "key" if reference.kind in ("relation", "taxonomy") else "value")
        yield from _LOOKUPS[reference.kind](reader, *reference.target, at)
        if reference.kind == "asset":
            yield from asset_demands.unmet(reader, family.attributes[reference.code], reference.target[0], at)


_NODES = frozenset(("option", "record", "relation", "taxonomy"))
"""Kinds whose names are valid if their node exists."""

_LOOKUPS: dict[str, Lookup] = {
    "option": named_references.option,
    "record": named_references.record,
    "asset": partial(named_references.listed, kind="asset"),
    "product": named_references.product,
    "relation": named_references.relation,
    "taxonomy": partial(named_references.listed, kind="taxonomy"),
}
