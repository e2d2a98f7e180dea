"""From a file's plain data to its nodes: a container such as a price list has one for its head and one a member."""

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
    """Return the nodes of a file, each with its keys in the file and its plain value."""
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
    """A container: one node for its head with the order of its members, one node a member."""

    def split(role: FileRole, raw: Mapping[str, Raw]) -> Iterator[Part]:
        members = raw.get(key)
        members = members if isinstance(members, dict) else {}
        rest = {name: value for name, value in raw.items() if name != key}
        yield head(role.name), (), {**rest, key: list(members)}
        yield from ((node(name), (key, name), value) for name, value in members.items())

    return split


def _lines(head: Callable[[str], Node], node: Callable[[str, str], Node], key: str) -> Split:
    """A price or stock list: the head does not know its lines, so a new line touches nobody else."""

    def split(role: FileRole, raw: Mapping[str, Raw]) -> Iterator[Part]:
        if role.kind not in ("prices-part", "stock-part"):
            yield head(role.name), (), {name: value for name, value in raw.items() if name != key}
        lines = raw.get(key)
        if isinstance(lines, dict):
            yield from ((node(role.name, name), (key, name), value) for name, value in lines.items())

    return split


def _options(role: FileRole, raw: Mapping[str, Raw]) -> Iterator[Part]:
    """An option list: its head knows all codes in display order, each option the one above it. The place of each is a
    node of its own, so that a product that puts its options in order does not depend on those that follow them.
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
