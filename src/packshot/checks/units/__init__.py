"""Rules of catalog/units.yaml."""

from __future__ import annotations

from packshot.catalog.reader import Reader
from packshot.checks.document import whole
from packshot.findings import Finding, Location
from packshot.model import entity
from packshot.model.names import is_key
from packshot.model.units import UnitFamily


class Subject:
    """The file with what is wrong with each of its families."""

    def __init__(self, reader: Reader, path: str) -> None:
        self.reader = reader
        self.path = path
        self.document = whole(reader, path)
        self.shape: list[Finding] = []
        for key, raw in self.document.raw.items():
            at = Location(path, (key,))
            found = entity.read(UnitFamily, raw, at, key=key if is_key(key) else "unnamed")[1]
            self.shape += self.document.beyond_text(found)


def subject(reader: Reader, key: str) -> Subject:
    """The units."""
    return Subject(reader, key)
