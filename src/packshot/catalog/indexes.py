"""The indexes of a source tree, and what each file adds to them: who bears a name, links to it, bore it before.

Works on plain data, before any model.
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
"""Product keys and SKUs, ignoring case (format rule 3) -> `key` or `key<tab>SKU`."""
INDEX_CHILD = "by_parent"
INDEX_LINK = "by_link"
"""What products link to, a key or SKU ignoring case (format rule 38) -> `relation<tab>key` of those that do."""
INDEX_FORMER = "by_former"
"""What a thing was called before (format rule 7), as the node it had -> what it is called now: `key` or, for products
and ignoring case, `key<tab>SKU`."""
INDEX_LIST = "list"
"""The members of small collections (channels, groups, trees, price lists ...): kind -> names."""


def entries(role: FileRole, raw: Raw) -> Iterator[Entry]:
    """What a file adds to the indexes."""
    for give in _GIVEN.get(role.kind, ()):
        yield from give(role, raw)


def _listed(role: FileRole, _: Raw) -> Iterator[Entry]:
    yield INDEX_LIST, role.kind, role.name


def _listed_record(role: FileRole, _: Raw) -> Iterator[Entry]:
    yield INDEX_LIST, records_of(role.entity), role.name


def _listed_relations(_: FileRole, raw: Raw) -> Iterator[Entry]:
    yield from ((INDEX_LIST, "relation", code) for code in raw) if isinstance(raw, dict) else ()


def records_of(entity: str) -> str:
    """The key of `INDEX_LIST` under which the records of an entity are."""
    return f"record/{entity}"


def _former(node: Callable[[str], str], name: str, raw: Raw) -> Iterator[tuple[str, str]]:
    """(the node that a thing had before, what it is called now)."""
    held = raw.get("formerly") if isinstance(raw, dict) else None
    yield from ((node(old), name) for old in texts(held))


def _former_options(role: FileRole, raw: Raw) -> Iterator[tuple[str, str]]:
    for keys, value in option_tree(raw.get("options") if isinstance(raw, dict) else None):
        yield from _former(partial(nodes.option, role.name), keys[-1], value)


def _former_categories(_: FileRole, raw: Raw) -> Iterator[tuple[str, str]]:
    for keys, value in branches(raw):
        yield from _former(nodes.category, keys[-1], value)


def _former_products(role: FileRole, raw: Raw) -> Iterator[tuple[str, str]]:
    """A product's own former names may be keys or SKUs; those of a variant are SKUs."""
    own = raw.get("sku") if isinstance(raw, dict) else None
    variants = raw.get("variants") if isinstance(raw, dict) else None
    held = [*_former(nodes.product, role.name, raw)]
    held += _former(nodes.product, f"{role.name}\t{own}", raw) if isinstance(own, str) else ()
    for sku, value in variants.items() if isinstance(variants, dict) else ():
        if isinstance(value, dict) and "formerly" in value:
            held += _former(nodes.product, f"{role.name}\t{sku}", value)
    yield from ((node.casefold(), name) for node, name in held)


def _product_index(role: FileRole, value: Raw) -> Iterator[Entry]:
    key, raw = role.name, value if isinstance(value, dict) else {}
    yield INDEX_NAME, key.casefold(), key
    yield from ((INDEX_NAME, sku.casefold(), f"{key}\t{sku}") for sku in skus(raw))
    yield from ((INDEX_LINK, target.casefold(), f"{relation}\t{key}") for relation, target in _links(raw))


def _links(raw: Mapping[str, Raw]) -> Iterator[tuple[str, str]]:
    """(relation, target) of every link, whichever level of the product says it."""
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
    """The SKUs of a raw product."""
    if isinstance(raw, dict):
        variants = raw.get("variants")
        held = [raw.get("sku"), *(variants if isinstance(variants, dict) else ())]
        yield from (sku for sku in held if isinstance(sku, str))


def texts(value: Raw) -> list[str]:
    """The texts of a list as a file has it; none where it is no list."""
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _renamed(
    names: Callable[[FileRole, Raw], Iterator[tuple[str, str]]],
) -> Callable[[FileRole, Raw], Iterator[Entry]]:
    """What gives the former names of a kind of file as entries."""
    return lambda role, raw: ((INDEX_FORMER, *pair) for pair in names(role, raw))


_GIVEN: dict[Kind, tuple[Callable[[FileRole, Raw], Iterator[Entry]], ...]] = {
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
"""What each kind of file adds; `formerly` stands in some of them."""
