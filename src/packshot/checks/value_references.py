"""What the typed values of a file name: everything that does not exist, and assets that do not meet demands."""

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

Look = Callable[..., Iterator[Finding]]
"""Takes the reader, the names of a reference and where it is written."""


def missing(entry: Entry) -> Iterator[Finding]:
    """A finding for each name in the values of a product or record that leads nowhere."""
    if entry.family is not None:
        for file in entry.files:
            yield from _missing(entry.reader, entry.family, file)


def scopes(entry: Entry) -> Iterator[Finding]:
    """A finding for each key below `for:` that is no channel scope."""
    for file in entry.files:
        for scope in dict.fromkeys(keys[1] for keys in file.keys.values() if keys[:1] == ("for",)):
            yield from named_references.scope(entry.reader, scope, Location(file.path, ("for", scope), "key"))


def _missing(reader: Reader, family: TypedFamily, file: TypedFile) -> Iterator[Finding]:
    for reference in references(family, file):
        if reference.kind in _NODES and reader.has(nodes.of(reference.kind, *reference.target)):
            continue  # before anything is made for a finding, for nearly all of them are there
        at = Location(file.path, reference.keys, "key" if reference.kind in ("relation", "taxonomy") else "value")
        yield from _LOOKS[reference.kind](reader, *reference.target, at)
        if reference.kind == "asset":
            yield from asset_demands.unmet(reader, family.attributes[reference.code], reference.target[0], at)


_NODES = frozenset(("option", "record", "relation", "taxonomy"))
"""Kinds whose names exist where their node does, and nothing more is asked of them."""

_LOOKS: dict[str, Look] = {
    "option": named_references.option,
    "record": named_references.record,
    "asset": partial(named_references.listed, kind="asset"),
    "product": named_references.product,
    "relation": named_references.relation,
    "taxonomy": partial(named_references.listed, kind="taxonomy"),
}
