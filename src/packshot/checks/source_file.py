"""A source file as the subject of rules: its location, contents and findings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from packshot.catalog import nodes
from packshot.catalog.branches import Keys
from packshot.catalog.documents import NOTHING, Document, Read
from packshot.catalog.layout import role_of
from packshot.catalog.nodes import Node
from packshot.catalog.reader import Reader
from packshot.findings import Finding, Location

CATALOG = "catalog/catalog.yaml"


class SourceFile:
    """A file as the subject of rules. It is read once for all rules."""

    def __init__(self, reader: Reader, path: str, own: Node | None = None) -> None:
        """Read a file. `own` is the node of the file; it is omitted for a container, which has a node for the file as a
        whole.
        """
        self.reader = reader
        self.path = path
        self.at = Location(path)
        self.key = role_of(path).name
        self.document: Document = reader.document(own) if own else reader.container(path)

    @cached_property
    def _members(self) -> list[tuple[Keys, Read]]:
        return list(self.document.members())

    @cached_property
    def _whole(self) -> Read:
        return self.document.whole(self._members) if self.document.is_readable else NOTHING

    @property
    def entity(self) -> Any:
        """Return the entity that the file describes; None if too little of the file can be read, or if it only has
        members.
        """
        return self._whole.entity

    @property
    def shape(self) -> Sequence[Finding]:
        """Return the findings about the structure of the file and its members, without those about its text."""
        return self._whole.findings

    @cached_property
    def members(self) -> list[tuple[Keys, Any]]:
        """Return the members that can be read, each with its keys, in the order of the file."""
        return [(keys, read.entity) for keys, read in self._members if read.entity is not None]

    def place(self, *keys: str | int) -> Location:
        """Return the location of the value at these keys."""
        return Location(self.path, keys)

    def on_key(self, *keys: str | int) -> Location:
        """Return the location of the last of these keys, not of its value."""
        return Location(self.path, keys, "key")


def catalog_file(reader: Reader, key: str) -> SourceFile:
    """Return the source file catalog.yaml. `key` is ignored, because there is only one catalog.yaml."""
    return SourceFile(reader, CATALOG)


def rule_file(reader: Reader, path: str) -> SourceFile:
    """Return the file of a validation rule of the repository."""
    return SourceFile(reader, path, nodes.validation(role_of(path).name))


def tree_file(reader: Reader, name: str) -> SourceFile:
    """Return the file of a category tree."""
    return SourceFile(reader, reader.path_of(nodes.tree(name)) or f"catalog/categories/{name}.yaml")
