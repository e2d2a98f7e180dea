"""From a file to its facts: which nodes it holds, what it adds to the indexes, which records it makes.

Works on plain data, before any model: a file with mistakes still gives the facts it can, so that its record is
evaluated and its findings are seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from packshot.catalog import unreadable
from packshot.catalog.branches import branches, children, option_tree
from packshot.catalog.indexes import entries, skus
from packshot.catalog.layout import CATALOG_PARTS, Place, place_of
from packshot.engine.types import FileFacts, canonical, digest

Raw = Any
"""Plain data as read from YAML: dict, list, text, None."""


def scan(path: str, raw: Raw, mistakes: Sequence[str] = (), text: bytes = b"") -> FileFacts:
    """The facts of a YAML file from its plain data.

    A container also gives a node for the whole of it, which its own check reads; so do `mistakes` in the text of any
    file, so that mending one is seen. What stands in such a text is then told too, for it may not all be in the data.
    """
    place = place_of(path)
    nodes = {node: digest(canonical(value))[:32] for node, value in values_of(place, raw)}
    if _is_node(place, mistakes):
        nodes[f"file/{path}"] = digest(canonical([raw if place.kind in _CONTAINERS else None, *mistakes]))[:32]
    return _facts(path, place, raw, nodes, text if mistakes else None)


def outline(
    path: str, raw: Raw, values: Mapping[str, Raw], mistakes: Sequence[object] = (), text: bytes = b""
) -> FileFacts:
    """The facts of a YAML file without digests, for whoever compares no two states; `values` are its nodes."""
    place = place_of(path)
    nodes = dict.fromkeys(values, "")
    if _is_node(place, mistakes):
        nodes[f"file/{path}"] = ""
    return _facts(path, place, raw, nodes, text if mistakes else None)


def _facts(path: str, place: Place, raw: Raw, nodes: Mapping[str, str], wrong: bytes | None) -> FileFacts:
    index = {*entries(place, raw), *unreadable.entries(place, raw, wrong)}
    return FileFacts(nodes, tuple(sorted(index)), _records(place, path, raw))


def _is_node(place: Place, mistakes: Sequence[object]) -> bool:
    return bool(mistakes) or place.kind in _CONTAINERS


def scan_original(path: str, blob: str) -> FileFacts:
    """The facts of a file that is not YAML: its blob id is all that is known of it."""
    place = place_of(path)
    node = {"original": f"original/{place.name}", "site": f"site/{place.name}"}.get(place.kind)
    return FileFacts({node: blob} if node else {}, (), (record_of(place, path),))


def is_text(path: str) -> bool:
    """Whether the file is YAML that `scan` wants to read."""
    return path.endswith(".yaml") and place_of(path).kind not in ("original", "site", "unknown")


def values_of(place: Place, raw: Raw) -> Iterator[tuple[str, Raw]]:
    """The nodes of a file and their plain values. Reading a node later takes the value from here again."""
    if isinstance(raw, dict):
        yield from _SPLIT.get(place.kind, _whole)(place, raw)


def _whole(place: Place, raw: Mapping[str, Raw]) -> Iterator[tuple[str, Raw]]:
    yield _NAMES[place.kind](place), raw


_NAMES: dict[str, Callable[[Place], str]] = {
    "family": lambda place: f"family/{place.name}",
    "product": lambda place: f"product/{place.name}",
    "product-locale": lambda place: f"product/{place.name}/{place.locale}",
    "record": lambda place: f"record/{place.entity}/{place.name}",
    "record-locale": lambda place: f"record/{place.entity}/{place.name}/{place.locale}",
    "sidecar": lambda place: f"asset/{place.name}",
    "channel": lambda place: f"channel/{place.name}",
    "validation": lambda place: f"validation/{place.name}",
    "unknown": lambda place: "unknown",
}


def _catalog(_: Place, raw: Mapping[str, Raw]) -> Iterator[tuple[str, Raw]]:
    yield "catalog", {key: value for key, value in raw.items() if key not in CATALOG_PARTS}
    for key, node in CATALOG_PARTS.items():
        members = raw.get(key)
        if isinstance(members, dict):
            yield f"catalog/{key}", list(members)
            yield from ((f"{node}/{name}", value) for name, value in members.items())


def _members(head: str, node: str, key: str) -> Callable[[Place, Mapping[str, Raw]], Iterator[tuple[str, Raw]]]:
    """A container: one node for its head with the order of its members, one node a member."""

    def split(place: Place, raw: Mapping[str, Raw]) -> Iterator[tuple[str, Raw]]:
        members = raw.get(key)
        members = members if isinstance(members, dict) else {}
        rest = {name: value for name, value in raw.items() if name != key}
        yield head.format(place.name), {**rest, key: list(members)}
        yield from ((node.format(place.name, name), value) for name, value in members.items())

    return split


def _lines(head: str, node: str, key: str) -> Callable[[Place, Mapping[str, Raw]], Iterator[tuple[str, Raw]]]:
    """A price or stock list: the head does not know its lines, so a new line touches nobody else."""

    def split(place: Place, raw: Mapping[str, Raw]) -> Iterator[tuple[str, Raw]]:
        if place.kind not in ("prices-part", "stock-part"):
            yield head.format(place.name), {name: value for name, value in raw.items() if name != key}
        lines = raw.get(key)
        if isinstance(lines, dict):
            yield from ((node.format(place.name, name), value) for name, value in lines.items())

    return split


def _options(place: Place, raw: Mapping[str, Raw]) -> Iterator[tuple[str, Raw]]:
    """An option list: its head knows all codes in display order, each option the one above it. The place of each is a
    node of its own, so that a product that puts its options in order does not depend on those that follow them.
    """
    held = list(option_tree(raw.get("options"), None))
    rest = {name: value for name, value in raw.items() if name != "options"}
    yield f"options/{place.name}", {**rest, "options": [code for code, _ in held]}
    yield from ((f"option/{place.name}/{code}", value) for code, value in held)
    yield from ((f"option-place/{place.name}/{code}", number) for number, (code, _) in enumerate(held))


def _categories(place: Place, raw: Mapping[str, Raw]) -> Iterator[tuple[str, Raw]]:
    yield f"tree/{place.name}", {**raw, "children": list(children(raw))}
    for key, parent, value in branches(raw):
        place_in_tree = {"tree": place.name, "parent": parent or None, "children": list(children(value))}
        yield f"category/{key}", {**value, **place_in_tree}


def _each(node: str) -> Callable[[Place, Mapping[str, Raw]], Iterator[tuple[str, Raw]]]:
    return lambda _, raw: ((node.format(name), value) for name, value in raw.items())


_CONTAINERS = frozenset(
    [
        *("catalog", "attributes", "family", "options", "categories", "relations", "units", "lifecycle"),
        *("prices", "prices-part", "stock", "stock-part"),
    ]
)

_SPLIT: dict[str, Callable[[Place, Mapping[str, Raw]], Iterator[tuple[str, Raw]]]] = {
    "catalog": _catalog,
    "attributes": _members("group/{0}", "attribute/{1}", "attributes"),
    "options": _options,
    "categories": _categories,
    "relations": _each("relation/{0}"),
    "units": _each("unit/{0}"),
    "lifecycle": _members("lifecycle", "lifecycle/{1}", "statuses"),
    "prices": _lines("pricelist/{0}", "price/{0}/{1}", "prices"),
    "prices-part": _lines("pricelist/{0}", "price/{0}/{1}", "prices"),
    "stock": _lines("stocklist/{0}", "stock/{0}/{1}", "stock"),
    "stock-part": _lines("stocklist/{0}", "stock/{0}/{1}", "stock"),
}


def record_of(place: Place, path: str) -> str:
    """The record that checks a file, and shows it if it is shown."""
    match place.kind:
        case "product" | "product-locale":
            return f"product/{place.name}"
        case "record" | "record-locale":
            return f"record/{place.entity}/{place.name}"
        case "sidecar" | "original":
            return f"asset/{place.name}"
        case "channel":
            return f"channel/{place.name}"
        case "catalog":
            return "site"
        case "categories":
            return f"tree/{place.name}"
        case _:
            return f"file/{path}"


def _records(place: Place, path: str, raw: Raw) -> tuple[str, ...]:
    """The records a file makes: its own, one for each category of a tree, one for each name it gives."""
    if place.kind == "categories":
        return (record_of(place, path), *(f"category/{key}" for key, _, _ in branches(raw)))
    if place.kind != "product":
        return (record_of(place, path),)
    names = (place.name, *skus(raw))
    return (record_of(place, path), *dict.fromkeys([f"name/{name.casefold()}" for name in names]))
