"""Rules of attribute files."""

from __future__ import annotations

from packshot.catalog.layout import place_of
from packshot.catalog.reader import Reader
from packshot.checks.document import whole
from packshot.findings import Finding, Location
from packshot.model.names import is_key
from packshot.model.schema import Attribute, AttributeGroup


class Subject:
    """A file of catalog/attributes/ with the attributes that can be read."""

    def __init__(self, reader: Reader, path: str) -> None:
        self.reader = reader
        self.path = path
        self.at = Location(path)
        self.key = place_of(path).name
        self.document = whole(reader, path)
        self.group: AttributeGroup | None
        self.shape: list[Finding]
        self.group, self.shape = self.document.read(AttributeGroup, key=self.key if is_key(self.key) else "unnamed")

    @property
    def attributes(self) -> dict[str, Attribute]:
        """Its attributes by code."""
        return dict(self.group.attributes) if self.group else {}

    def place(self, code: str, *keys: str) -> Location:
        """A place in an attribute; the attribute itself where no keys are given."""
        return Location(self.path, ("attributes", code, *keys), "value" if keys else "key")


def subject(reader: Reader, key: str) -> Subject:
    """The attribute file at that path."""
    return Subject(reader, key)
