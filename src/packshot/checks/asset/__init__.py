"""Rules of assets: originals below assets/ and the sidecars beside them."""

from __future__ import annotations

from packshot.catalog import nodes
from packshot.catalog.layout import original_of
from packshot.catalog.reader import Reader
from packshot.checks.document import Document, held
from packshot.findings import Finding, Location
from packshot.model.asset import Asset
from packshot.model.names import is_key

ANY_ID = "unnamed"
"""Stands for an id that cannot be one, so that the rest of the sidecar is judged all the same."""


class Subject:
    """All files that bear one id, the sidecar read once for all rules."""

    def __init__(self, reader: Reader, id_: str) -> None:
        self.reader = reader
        self.id = id_
        reader.note(nodes.asset(id_))
        reader.note(nodes.original(id_))
        self.sidecars = reader.facts.providers(nodes.asset(id_))
        self.originals = reader.facts.providers(nodes.original(id_))
        self.asset: Asset | None = None
        self.shape: list[Finding] = []
        self.document: Document | None = None
        if self.sidecars:
            self.document = held(reader, nodes.asset(id_))
            self.asset, self.shape = self.document.read(Asset, id=id_ if is_key(id_) else ANY_ID)

    @property
    def at(self) -> Location:
        """The sidecar, else the original."""
        return Location((*self.sidecars, *self.originals, "")[0])

    @property
    def original(self) -> str:
        """The file that the sidecar describes; empty when it is not there."""
        wanted = original_of(self.sidecars[0]) if self.sidecars else ""
        return wanted if wanted in self.originals else ""


def subject(reader: Reader, key: str) -> Subject:
    """The asset of that id."""
    return Subject(reader, key)
