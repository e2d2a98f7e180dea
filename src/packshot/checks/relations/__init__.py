"""Rules of catalog/relations.yaml."""

from __future__ import annotations

from packshot.catalog.reader import Reader
from packshot.checks.document import whole
from packshot.findings import Finding, Location
from packshot.model import entity
from packshot.model.schema import Relation


class Subject:
    """The file with the relations that can be read."""

    def __init__(self, reader: Reader, path: str) -> None:
        self.reader = reader
        self.path = path
        self.document = whole(reader, path)
        self.relations: dict[str, Relation] = {}
        self.shape: list[Finding] = []
        for code, raw in self.document.raw.items():
            relation, found = entity.read(Relation, raw, Location(path, (code,)), code=code)
            self.shape += self.document.beyond_text(found)
            if relation is not None:
                self.relations[code] = relation


def subject(reader: Reader, key: str) -> Subject:
    """The relations."""
    return Subject(reader, key)
