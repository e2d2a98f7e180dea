"""Rules of option lists."""

from __future__ import annotations

from packshot.catalog.layout import place_of
from packshot.catalog.reader import Reader
from packshot.checks.document import whole
from packshot.findings import Finding, Location
from packshot.model.names import is_key
from packshot.model.options import OptionList


class Subject:
    """A file of catalog/options/."""

    def __init__(self, reader: Reader, path: str) -> None:
        self.reader = reader
        self.path = path
        self.at = Location(path)
        self.key = place_of(path).name
        self.document = whole(reader, path)
        self.list: OptionList | None
        self.shape: list[Finding]
        self.list, self.shape = self.document.read(OptionList, key=self.key if is_key(self.key) else "unnamed")


def subject(reader: Reader, key: str) -> Subject:
    """The option list at that path."""
    return Subject(reader, key)
