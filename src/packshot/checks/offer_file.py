"""Files of price lines or stock lines as subjects of rules, and a test whether a price list can be read."""

from __future__ import annotations

from typing import Any

from packshot.catalog import nodes
from packshot.catalog.layout import role_of
from packshot.catalog.reader import Reader
from packshot.catalog.unreadable import INDEX_DARK
from packshot.checks.source_file import SourceFile
from packshot.findings import Location


def is_unread(reader: Reader, name: str) -> bool:
    """Return whether a price list cannot be read completely: its text has errors, or its head or the map of its lines
    cannot be read.
    """
    return reader.remembered(("unread list", name), lambda inner: _is_unread(inner, name))


def _is_unread(reader: Reader, name: str) -> bool:
    dark = [*reader.lookup(INDEX_DARK, "prices"), *reader.lookup(INDEX_DARK, "prices-part")]
    return name in dark or (reader.has(nodes.price_list(name)) and reader.price_list(name) is None)


class OfferFile(SourceFile):
    """A file of price lines or stock lines as the subject of rules: a whole list, or a part of a list."""

    def __init__(self, reader: Reader, path: str) -> None:
        super().__init__(reader, path)
        place = role_of(path).kind
        self.is_part = place.endswith("-part")
        self.word = place.removesuffix("-part")
        self.kind = "price" if self.word == "prices" else "stock"
        lines = self.document.raw.get(self.word)
        self.lines: dict[str, Any] = lines if isinstance(lines, dict) else {}

    def line(self, name: str, *keys: str | int) -> Location:
        """Return the location of a value in a line. Without keys, return the location of the key of the line."""
        return Location(self.path, (self.word, name, *keys), "value" if keys else "key")
