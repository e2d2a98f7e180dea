"""Rules of category trees: each file of catalog/categories/ with all its categories."""

from __future__ import annotations

from typing import Any

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.checks.document import Document, whole
from packshot.findings import Location
from packshot.model.schema import categories


class Subject:
    """A tree: its document, and the place of each category in it."""

    def __init__(self, reader: Reader, name: str) -> None:
        self.reader = reader
        self.name = name
        self.path = reader.path_of(nodes.tree(name)) or f"catalog/categories/{name}.yaml"
        self.at = Location(self.path)
        self.document: Document = whole(reader, self.path)
        self.categories: list[tuple[tuple[str, ...], dict[str, Any]]] = list(categories(self.document.raw, name))

    def place(self, keys: tuple[str, ...], *more: str | int) -> Location:
        """A place in a category."""
        return Location(self.path, (*keys, *more), "value" if more else "key")


def subject(reader: Reader, key: str) -> Subject:
    """The tree of that name."""
    return Subject(reader, key)
