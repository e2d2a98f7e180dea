"""From a file to its facts: which nodes it holds, what it adds to the indexes, which records it makes.

Works on plain data, before any model: a file with mistakes still gives the facts it can, so that its record is
evaluated and its findings are seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from packshot.catalog import nodes, unreadable
from packshot.catalog.branches import branches, children, option_tree
from packshot.catalog.indexes import entries, skus
from packshot.catalog.layout import CATALOG_PARTS, Place, place_of
from packshot.catalog.nodes import Node
from packshot.engine.types import FileFacts, canonical, digest

Raw = Any
"""Plain data as read from YAML: dict, list, text, None."""

Split = Callable[[Place, Mapping[str, Raw]], Iterator[tuple[Node, Raw]]]
"""From a file's plain data to its nodes and their values."""


def scan(path: str, raw: Raw, mistakes: Sequence[str] = (), text: bytes = b"") -> FileFacts:
    """The facts of a YAML file from its plain data.

    A container also gives a node for the whole of it, which its own check reads; so do `mistakes` in the text of any
    file, so that mending one is seen. What stands in such a text is then told too, for it may not all be in the data.
    """
    place = place_of(path)
    held: dict[str, str] = {node: digest(canonical(value))[:32] for node, value in values_of(place, raw)}
    if _is_node(place, mistakes):
        held[nodes.file(path)] = digest(canonical([raw if place.kind in _CONTAINERS else None, *mistakes]))[:32]
    return _facts(path, place, raw, held, text if mistakes else None)


def outline(
    path: str, raw: Raw, values: Mapping[Node, Raw], mistakes: Sequence[object] = (), text: bytes = b""
) -> FileFacts:
    """The facts of a YAML file without digests, for whoever compares no two states; `values` are its nodes."""
    place = place_of(path)
    held: dict[str, str] = dict.fromkeys(values, "")
    if _is_node(place, mistakes):
        held[nodes.file(path)] = ""
    return _facts(path, place, raw, held, text if mistakes else None)


def _facts(path: str, place: Place, raw: Raw, held: Mapping[str, str], wrong: bytes | None) -> FileFacts:
    index = {*entries(place, raw), *unreadable.entries(place, raw, wrong)}
    return FileFacts(held, tuple(sorted(index)), _records(place, path, raw))


def _is_node(place: Place, mistakes: Sequence[object]) -> bool:
    return bool(mistakes) or place.kind in _CONTAINERS


def scan_original(path: str, blob: str) -> FileFacts:
    """The facts of a file that is not YAML: its blob id is all that is known of it."""
    place = place_of(path)
    node = {"original": nodes.original(place.name), "site": nodes.site_file(place.name)}.get(place.kind)
    return FileFacts({node: blob} if node else {}, (), (record_of(place, path),))


def is_text(path: str) -> bool:
    """Whether the file is YAML that `scan` wants to read."""
    return path.endswith(".yaml") and place_of(path).kind not in ("original", "site", "unknown")


def values_of(place: Place, raw: Raw) -> Iterator[tuple[Node, Raw]]:
    """The nodes of a file and their plain values. Reading a node later takes the value from here again."""
    if isinstance(raw, dict):
        yield from _SPLIT.get(place.kind, _whole)(place, raw)


def _whole(place: Place, raw: Mapping[str, Raw]) -> Iterator[tuple[Node, Raw]]:
    yield _NAMES[place.kind](place), raw


_NAMES: Mapping[str, Callable[[Place], Node]] = {
    "family": lambda place: nodes.family(place.name),
    "product": lambda place: nodes.product(place.name),
    "product-locale": lambda place: nodes.product_locale(place.name, place.locale),
    "record": lambda place: nodes.record(place.entity, place.name),
    "record-locale": lambda place: nodes.record_locale(place.entity, place.name, place.locale),
    "sidecar": lambda place: nodes.asset(place.name),
    "channel": lambda place: nodes.channel(place.name),
    "validation": lambda place: nodes.validation(place.name),
    "unknown": lambda place: nodes.UNKNOWN,
}


def _catalog(_: Place, raw: Mapping[str, Raw]) -> Iterator[tuple[Node, Raw]]:
    yield nodes.CATALOG, {key: value for key, value in raw.items() if key not in CATALOG_PARTS}
    for part, kind in CATALOG_PARTS.items():
        members = raw.get(part)
        if isinstance(members, dict):
            yield nodes.members(part), list(members)
            yield from ((nodes.of(kind, name), value) for name, value in members.items())


def _members(head: Callable[[str], Node], node: Callable[[str], Node], key: str) -> Split:
    """A container: one node for its head with the order of its members, one node a member."""

    def split(place: Place, raw: Mapping[str, Raw]) -> Iterator[tuple[Node, Raw]]:
        members = raw.get(key)
        members = members if isinstance(members, dict) else {}
        rest = {name: value for name, value in raw.items() if name != key}
        yield head(place.name), {**rest, key: list(members)}
        yield from ((node(name), value) for name, value in members.items())

    return split


def _lines(head: Callable[[str], Node], node: Callable[[str, str], Node], key: str) -> Split:
    """A price or stock list: the head does not know its lines, so a new line touches nobody else."""

    def split(place: Place, raw: Mapping[str, Raw]) -> Iterator[tuple[Node, Raw]]:
        if place.kind not in ("prices-part", "stock-part"):
            yield head(place.name), {name: value for name, value in raw.items() if name != key}
        lines = raw.get(key)
        if isinstance(lines, dict):
            yield from ((node(place.name, name), value) for name, value in lines.items())

    return split


def _options(place: Place, raw: Mapping[str, Raw]) -> Iterator[tuple[Node, Raw]]:
    """An option list: its head knows all codes in display order, each option the one above it. The place of each is a
    node of its own, so that a product that puts its options in order does not depend on those that follow them.
    """
    held = list(option_tree(raw.get("options"), None))
    rest = {name: value for name, value in raw.items() if name != "options"}
    yield nodes.options(place.name), {**rest, "options": [code for code, _ in held]}
    yield from ((nodes.option(place.name, code), value) for code, value in held)
    yield from ((nodes.option_place(place.name, code), number) for number, (code, _) in enumerate(held))


def _categories(place: Place, raw: Mapping[str, Raw]) -> Iterator[tuple[Node, Raw]]:
    yield nodes.tree(place.name), {**raw, "children": list(children(raw))}
    for key, parent, value in branches(raw):
        place_in_tree = {"tree": place.name, "parent": parent or None, "children": list(children(value))}
        yield nodes.category(key), {**value, **place_in_tree}


def _each(node: Callable[[str], Node]) -> Split:
    return lambda _, raw: ((node(name), value) for name, value in raw.items())


_CONTAINERS = frozenset(
    [
        *("catalog", "attributes", "family", "options", "categories", "relations", "units", "lifecycle"),
        *("prices", "prices-part", "stock", "stock-part"),
    ]
)

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


def record_of(place: Place, path: str) -> str:
    """The record that checks a file, and shows it if it is shown."""
    match place.kind:
        case "product" | "product-locale":
            return nodes.product(place.name)
        case "record" | "record-locale":
            return nodes.record(place.entity, place.name)
        case "sidecar" | "original":
            return nodes.asset(place.name)
        case "channel":
            return nodes.channel(place.name)
        case "catalog":
            return nodes.SITE
        case "categories":
            return nodes.tree(place.name)
        case _:
            return nodes.file(path)


def _records(place: Place, path: str, raw: Raw) -> tuple[str, ...]:
    """The records a file makes: its own, one for each category of a tree, one for each name it gives."""
    if place.kind == "categories":
        return (record_of(place, path), *(nodes.category(key) for key, _, _ in branches(raw)))
    if place.kind != "product":
        return (record_of(place, path),)
    names = (place.name, *skus(raw))
    return (record_of(place, path), *dict.fromkeys([nodes.name_task(name.casefold()) for name in names]))
