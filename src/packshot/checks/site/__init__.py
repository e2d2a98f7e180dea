"""Rules of catalog.yaml."""

from __future__ import annotations

from packshot.catalog.reader import Reader
from packshot.checks.document import whole
from packshot.findings import Finding, Location
from packshot.model.config import Catalog

PATH = "catalog/catalog.yaml"


class Subject:
    """The catalogue's own file."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.path = PATH
        self.document = whole(reader, PATH)
        self.catalog: Catalog | None
        self.shape: list[Finding]
        self.catalog, self.shape = self.document.read(Catalog)

    def place(self, *keys: str | int) -> Location:
        """The value at these keys."""
        return Location(self.path, keys)

    def key(self, *keys: str | int) -> Location:
        """The last of these keys."""
        return Location(self.path, keys, "key")


def subject(reader: Reader, key: str) -> Subject:
    """The catalogue; `key` is empty, for there is one."""
    return Subject(reader)
