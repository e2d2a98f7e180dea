"""One file while it is judged: its plain value, and what is wrong with its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from packshot.catalog import nodes
from packshot.catalog.nodes import Node
from packshot.catalog.reader import Reader
from packshot.findings import Finding, Location
from packshot.model import entity
from packshot.model.entity import Entity
from packshot.yaml import reader as yaml

N = TypeVar("N", bound=Entity)


def mistakes(reader: Reader, path: str) -> list[Finding]:
    """What is wrong with the text of a file. The node `file/<path>` exists where anything may be."""
    return list(yaml.load(reader.files.tree.read(path), path).findings) if reader.has(nodes.file(path)) else []


class Document:
    """A file: where it lies, its plain value, and the findings of its text."""

    def __init__(self, path: str, raw: Any, text: list[Finding]) -> None:
        self.path = path
        self.raw = raw
        self.text = text

    @property
    def is_readable(self) -> bool:
        """Whether there is anything to judge besides the text."""
        return bool(self.raw) or not self.text

    def at(self, keys: Iterable[str | int]) -> Any:
        """The plain value at some keys; None where nothing stands there."""
        found = self.raw
        for key in keys:
            if isinstance(found, dict):
                found = found.get(str(key))
            else:
                found = found[key] if isinstance(found, list) and isinstance(key, int) and key < len(found) else None
        return found

    def read(self, model: type[N], **given: Any) -> tuple[N | None, list[Finding]]:
        """The noun of the whole file, and what is wrong with it beyond its text."""
        if not self.is_readable:
            return None, []
        found, findings = entity.read(model, self.raw, Location(self.path), **given)
        return found, list(self.beyond_text(findings)) if findings else findings

    def beyond_text(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings at places of which the text's own findings do not speak already."""
        told = {(finding.at.path, finding.at.keys) for finding in self.text}
        return (finding for finding in findings if (finding.at.path, finding.at.keys) not in told)


def held(reader: Reader, node: Node) -> Document:
    """The file that is one node, and its text."""
    path = reader.path_of(node)
    return Document(path, reader.raw(node), mistakes(reader, path))


def whole(reader: Reader, path: str) -> Document:
    """A file read anew as one value, for those whose facts are cut into many nodes."""
    if not reader.has(nodes.file(path)):
        return Document(path, {}, [])
    loaded = yaml.load(reader.files.tree.read(path), path)
    return Document(path, loaded.value, list(loaded.findings))
