"""Division of the plain data of a file into nodes: a price list has one node for its head and one for each line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from packshot.catalog import nodes
from packshot.catalog.branches import Keys, above, branches, children, option_tree
from packshot.catalog.layout import CATALOG_PARTS, FileRole
from packshot.catalog.nodes import Node

Raw = Any
"""Plain data as read from YAML: dict, list, text, None."""

Part = tuple[Node, Keys, Raw]
"""A node, the keys that lead to it in its file, and its value."""

Split = Callable[[FileRole, Mapping[str, Raw]], Iterator[Part]]


def parts_of(role: FileRole, raw: Raw) -> Iterator[Part]:
    """Yield the nodes of a file, each with its keys in the file and its plain value."""
    if isinstance(raw, dict):
        yield from _SPLIT.get(role.kind, _whole)(role, raw)


def _whole(role: FileRole, raw: Mapping[str, Raw]) -> Iterator[Part]:
    yield _NAMES[role.kind](role), (), raw


_NAMES: Mapping[str, Callable[[FileRole], Node]] = {
    "family": lambda role: nodes.family(role.name),
    "product": lambda role: nodes.product(role.name),
    "product-locale": lambda role: nodes.product_locale(role.name, role.locale),
    "record": lambda role: nodes.record(role.entity, role.name),
    "record-locale": lambda role: nodes.record_locale(role.entity, role.name, role.locale),
    "sidecar": lambda role: nodes.asset(role.name),
    "channel": lambda role: nodes.channel(role.name),
    "validation": lambda role: nodes.validation(role.name),
    "unknown": lambda role: nodes.UNKNOWN,
}


def _catalog(_: FileRole, raw: Mapping[str, Raw]) -> Iterator[Part]:
    yield nodes.CATALOG, (), {key: value for key, value in raw.items() if key not in CATALOG_PARTS}
    for part, kind in CATALOG_PARTS.items():
        members = raw.get(part)
        if isinstance(members, dict):
            yield nodes.members(part), (part,), list(members)
            yield from ((nodes.of(kind, name), (part, name), value) for name, value in members.items())


def _members(head: Callable[[str], Node], node: Callable[[str], Node], key: str) -> Split:
    """Split a container: one node for its head with the order of its members, and one node per member."""

    def split(role: FileRole, raw: Mapping[str, Raw]) -> Iterator[Part]:
        members = raw.get(key)
        members = members if isinstance(members, dict) else {}
        rest = {name: value for name, value in raw.items() if name != key}
        yield head(role.name), (), {**rest, key: list(members)}
        yield from ((node(name), (key, name), value) for name, value in members.items())

    return split


def _lines(head: Callable[[str], Node], node: Callable[[str, str], Node], key: str) -> Split:
    """Split a price or stock list. The head does not contain the lines, so a new line changes no other node."""

    def split(role: FileRole, raw: Mapping[str, Raw]) -> Iterator[Part]:
        if role.kind not in ("prices-part", "stock-part"):
            yield head(role.name), (), {name: value for name, value in raw.items() if name != key}
        lines = raw.get(key)
        if isinstance(lines, dict):
            yield from ((node(role.name, name), (key, name), value) for name, value in lines.items())

    return split


def _options(role: FileRole, raw: Mapping[str, Raw]) -> Iterator[Part]:
    """Split an option list: its head has all codes in display order, and each option the code of its parent.

    The position of each option is a separate node, so that a product that sorts its options does not depend on the
    options that follow them.
    """
    options = list(option_tree(raw.get("options")))
    yield nodes.options(role.name), (), {**raw, "options": [keys[-1] for keys, _ in options]}
    yield from ((nodes.option(role.name, keys[-1]), keys, value) for keys, value in options)
    yield from ((nodes.option_place(role.name, keys[-1]), keys, number) for number, (keys, _) in enumerate(options))


def _categories(role: FileRole, raw: Mapping[str, Raw]) -> Iterator[Part]:
    yield nodes.tree(role.name), (), {**raw, "children": list(children(raw))}
    for keys, value in branches(raw):
        place_in_tree = {"tree": role.name, "parent": above(keys), "children": list(children(value))}
        yield nodes.category(keys[-1]), keys, {**value, **place_in_tree}


def _each(node: Callable[[str], Node]) -> Split:
    return lambda _, raw: ((node(name), (name,), value) for name, value in raw.items())


_SPLIT: Mapping[str, Split] = {
    "catalog": _catalog,
    "attributes": _members(nodes.group, nodes.attribute, "attributes"),
    "options": _options,
    "categories": _categories,
    "relations": _each(nodes.relation),
    "units": _each(nodes.unit),
    "lifecycle": _members(lambda _: nodes.LIFECYCLE, nodes.stage, "statuses"),
    "prices": _lines(nodes.price_list, nodes.price, "prices"),
    "prices-part": _lines(nodes.price_list, nodes.price, "prices"),
    "stock": _lines(nodes.stock_list, nodes.stock, "stock"),
    "stock-part": _lines(nodes.stock_list, nodes.stock, "stock"),
}
