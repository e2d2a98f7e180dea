"""Rules of catalog/lifecycle.yaml."""

from __future__ import annotations

from packshot.catalog.reader import Reader
from packshot.checks.document import whole
from packshot.findings import Finding, Location
from packshot.model.lifecycle import Lifecycle, Stage


class Subject:
    """The declared life cycle."""

    def __init__(self, reader: Reader, path: str) -> None:
        self.reader = reader
        self.path = path
        self.document = whole(reader, path)
        self.lifecycle: Lifecycle | None
        self.shape: list[Finding]
        self.lifecycle, self.shape = self.document.read(Lifecycle)

    @property
    def stages(self) -> list[tuple[str, Stage]]:
        """The statuses that it speaks of."""
        return list(self.lifecycle.statuses.items()) if self.lifecycle else []

    def place(self, *keys: str | int) -> Location:
        """The value at these keys below `statuses`."""
        return Location(self.path, ("statuses", *keys))

    def key(self, *keys: str | int) -> Location:
        """The last of these keys."""
        return Location(self.path, ("statuses", *keys), "key")


def subject(reader: Reader, key: str) -> Subject:
    """The life cycle at that path."""
    return Subject(reader, key)
