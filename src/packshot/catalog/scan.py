"""The facts of a file: its nodes, index entries and tasks.

The facts are collected from plain data, before a model validates the data. For a file with errors, all facts that can
be read are collected, so that its task is evaluated and its findings are reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from packshot.catalog import nodes, unreadable
from packshot.catalog.branches import branches
from packshot.catalog.documents import Document
from packshot.catalog.indexes import entries, skus
from packshot.catalog.layout import FileRole, role_of
from packshot.engine.types import FileFacts, canonical, digest

Raw = Any
"""Plain data as read from YAML: dict, list, text, None."""


def scan(document: Document, text: bytes = b"") -> FileFacts:
    """Return the facts of a YAML file; `text` is its content as bytes.

    Files of a container kind, and files whose text has errors, also have a node for the whole file, so that a change of
    the data or of the errors is detected. If names may be missing in the data, the words of the file are indexed
    (`unreadable.py`).
    """
    found: dict[str, str] = {node: digest(canonical(value))[:32] for node, (_, value) in document.nodes.items()}
    if _is_node(document):
        whole = document.raw if document.role.kind in _CONTAINERS else None
        found[nodes.file(document.path)] = digest(canonical([whole, *map(str, document.text)]))[:32]
    return _facts(document, found, text)


def outline(document: Document, text: bytes = b"") -> FileFacts:
    """Return the facts of a YAML file without digests, for callers that do not compare two states."""
    found: dict[str, str] = dict.fromkeys(document.nodes, "")
    if _is_node(document):
        found[nodes.file(document.path)] = ""
    return _facts(document, found, text)


def _facts(document: Document, found: Mapping[str, str], text: bytes) -> FileFacts:
    role, raw = document.role, document.raw
    index = {*entries(role, raw), *unreadable.entries(role, raw, text if document.text else None)}
    return FileFacts(found, tuple(sorted(index)), _records(role, document.path, raw))


def _is_node(document: Document) -> bool:
    return bool(document.text) or document.role.kind in _CONTAINERS


def scan_original(path: str, blob: str) -> FileFacts:
    """Return the facts of a file whose content is not parsed, such as an image; `blob` is its Git blob id."""
    role = role_of(path)
    node = {"original": nodes.original(role.name), "site": nodes.site_file(role.name)}.get(role.kind)
    return FileFacts({node: blob} if node else {}, (), (record_of(role, path),))


def is_text(path: str) -> bool:
    """Return whether the file is YAML that `scan` can read."""
    return path.endswith(".yaml") and role_of(path).kind not in ("original", "site", "unknown")


_CONTAINERS = frozenset(
    [
        *("catalog", "attributes", "family", "options", "categories", "relations", "units", "lifecycle"),
        *("prices", "prices-part", "stock", "stock-part"),
    ]
)


def record_of(role: FileRole, path: str) -> str:
    """Return the task that validates a file and, if the file has published content, publishes this content."""
    match role.kind:
        case "product" | "product-locale":
            return nodes.product(role.name)
        case "record" | "record-locale":
            return nodes.record(role.entity, role.name)
        case "sidecar" | "original":
            return nodes.asset(role.name)
        case "channel":
            return nodes.channel(role.name)
        case "catalog":
            return nodes.SITE
        case "categories":
            return nodes.tree(role.name)
        case _:
            return nodes.file(path)


def _records(role: FileRole, path: str, raw: Raw) -> tuple[str, ...]:
    """Return the tasks of a file: its own, one for each category of a tree, one for each name of a product."""
    if role.kind == "categories":
        return (record_of(role, path), *(nodes.category(keys[-1]) for keys, _ in branches(raw)))
    if role.kind != "product":
        return (record_of(role, path),)
    names = (role.name, *skus(raw))
    return (record_of(role, path), *dict.fromkeys([nodes.name_task(name.casefold()) for name in names]))
