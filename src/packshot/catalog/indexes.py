"""The indexes of a source tree, and the entries that each file adds.

The indexes are those of names, links, second parents of categories, former names and members of collections.
The module works on plain data that no model has validated yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from packshot.catalog import nodes
from packshot.catalog.branches import branches, option_tree
from packshot.catalog.layout import FileRole, Kind

Raw = Any
"""Plain data as read from YAML: dict, list, text, None."""

Entry = tuple[str, str, str]
"""Index, key, value."""

INDEX_NAME = "by_name"
"""Product keys and SKUs, ignoring case (format rules 2 and 3) -> `key` or `key<tab>SKU`."""
INDEX_CHILD = "by_parent"
INDEX_LINK = "by_link"
"""Linked product keys or SKUs, ignoring case (format rule 38) -> `relation<tab>key` of the linking products."""
INDEX_FORMER = "by_former"
"""The former node of a renamed entity (format rule 7) -> its current name.

The name is a key or code. For products, the former node is case-folded, and the name is `key` or `key<tab>SKU`.
"""
INDEX_LIST = "list"
"""The members of a collection: kind of file (such as `channel`), `relation` or `record/<entity>` -> names."""


def entries(role: FileRole, raw: Raw) -> Iterator[Entry]:
    """Yield the index entries of a file as (index, key, value)."""
    for entries_of in _ENTRIES.get(role.kind, ()):
        yield from entries_of(role, raw)


def _listed(role: FileRole, _: Raw) -> Iterator[Entry]:
    yield INDEX_LIST, role.kind, role.name


def _listed_record(role: FileRole, _: Raw) -> Iterator[Entry]:
    yield INDEX_LIST, records_of(role.entity), role.name


def _listed_relations(_: FileRole, raw: Raw) -> Iterator[Entry]:
    yield from ((INDEX_LIST, "relation", code) for code in raw) if isinstance(raw, dict) else ()


def records_of(entity: str) -> str:
    """Return the key of `INDEX_LIST` that lists the records of an entity."""
    return f"record/{entity}"


def _former(node: Callable[[str], str], name: str, raw: Raw) -> Iterator[tuple[str, str]]:
    """Yield (former node, current name) of an entity."""
    former = raw.get("formerly") if isinstance(raw, dict) else None
    yield from ((node(old), name) for old in texts(former))


def _former_options(role: FileRole, raw: Raw) -> Iterator[tuple[str, str]]:
    for keys, value in option_tree(raw.get("options") if isinstance(raw, dict) else None):
        yield from _former(partial(nodes.option, role.name), keys[-1], value)


def _former_categories(_: FileRole, raw: Raw) -> Iterator[tuple[str, str]]:
    for keys, value in branches(raw):
        yield from _former(nodes.category, keys[-1], value)


def _former_products(role: FileRole, raw: Raw) -> Iterator[tuple[str, str]]:
    """Yield former names of a product, which may be keys or SKUs, and of its variants, which are SKUs."""
    own = raw.get("sku") if isinstance(raw, dict) else None
    variants = raw.get("variants") if isinstance(raw, dict) else None
    found = [*_former(nodes.product, role.name, raw)]
    found += _former(nodes.product, f"{role.name}\t{own}", raw) if isinstance(own, str) else ()
    for sku, value in variants.items() if isinstance(variants, dict) else ():
        if isinstance(value, dict) and "formerly" in value:
            found += _former(nodes.product, f"{role.name}\t{sku}", value)
    yield from ((node.casefold(), name) for node, name in found)


def _product_index(role: FileRole, value: Raw) -> Iterator[Entry]:
    key, raw = role.name, value if isinstance(value, dict) else {}
    yield INDEX_NAME, key.casefold(), key
    yield from ((INDEX_NAME, sku.casefold(), f"{key}\t{sku}") for sku in skus(raw))
    yield from ((INDEX_LINK, target.casefold(), f"{relation}\t{key}") for relation, target in _links(raw))


def _links(raw: Mapping[str, Raw]) -> Iterator[tuple[str, str]]:
    """Yield (relation, target) of every link on every level of the product."""
    axes = [values for values in _maps(raw.get("by")) if isinstance(values, dict)]
    levels = [raw, *_maps(raw.get("variants")), *(level for values in axes for level in _maps(values))]
    for related in (level.get("related") for level in levels):
        for relation, links in related.items() if isinstance(related, dict) else ():
            for link in links if isinstance(links, list) else ():
                target = link.get("to") if isinstance(link, dict) else link
                if isinstance(target, str):
                    yield relation, target


def _maps(raw: Raw) -> list[Mapping[str, Raw]]:
    return [value for value in raw.values() if isinstance(value, dict)] if isinstance(raw, dict) else []


def _second_parents(_: FileRole, raw: Raw) -> Iterator[Entry]:
    for keys, value in branches(raw):
        yield from ((INDEX_CHILD, parent, keys[-1]) for parent in texts(value.get("also")))


def skus(raw: Raw) -> Iterator[str]:
    """Yield the SKUs in the plain data of a product."""
    if isinstance(raw, dict):
        variants = raw.get("variants")
        found = [raw.get("sku"), *(variants if isinstance(variants, dict) else ())]
        yield from (sku for sku in found if isinstance(sku, str))


def texts(value: Raw) -> list[str]:
    """Return the strings in a list of plain data; empty if the value is not a list."""
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _renamed(
    names: Callable[[FileRole, Raw], Iterator[tuple[str, str]]],
) -> Callable[[FileRole, Raw], Iterator[Entry]]:
    """Return a function that yields the former names of a kind of file as index entries."""
    return lambda role, raw: ((INDEX_FORMER, *pair) for pair in names(role, raw))


_ENTRIES: dict[Kind, tuple[Callable[[FileRole, Raw], Iterator[Entry]], ...]] = {
    "channel": (_listed,),
    "attributes": (_listed,),
    "family": (_listed,),
    "prices": (_listed,),
    "stock": (_listed,),
    "validation": (_listed,),
    "options": (_listed, _renamed(_former_options)),
    "categories": (_listed, _second_parents, _renamed(_former_categories)),
    "relations": (_listed_relations,),
    "product": (_product_index, _renamed(_former_products)),
    "record": (
        _listed_record,
        _renamed(lambda role, raw: _former(partial(nodes.record, role.entity), role.name, raw)),
    ),
    "sidecar": (_renamed(lambda role, raw: _former(nodes.asset, role.name, raw)),),
}
"""The entries of each kind of file. `formerly` is allowed in some of them."""
