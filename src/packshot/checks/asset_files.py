"""The files of an asset while its rules run: originals and sidecars with one id."""

from __future__ import annotations

from packshot.catalog import nodes
from packshot.catalog.documents import NOTHING, Document
from packshot.catalog.layout import original_of
from packshot.catalog.reader import Reader
from packshot.findings import Location
from packshot.model.asset import Asset


class AssetFiles:
    """The originals and sidecars with one asset id. The sidecar is read once for all rules."""

    def __init__(self, reader: Reader, id_: str) -> None:
        node = nodes.asset(id_)
        self.reader = reader
        self.id = id_
        reader.note(nodes.original(id_))
        self.sidecars = reader.facts.providers(node)
        self.originals = reader.facts.providers(nodes.original(id_))
        self.document: Document = reader.document(node)
        read = reader.read(node) if self.document.is_readable else NOTHING
        self.asset: Asset | None = read.entity
        self.shape = self.document.beyond_text(read.findings)

    @property
    def at(self) -> Location:
        """Return the location of the sidecar; if there is no sidecar, that of the original."""
        return Location((*self.sidecars, *self.originals, "")[0])

    @property
    def original(self) -> str:
        """Return the path of the file that the sidecar describes; empty if it does not exist."""
        expected = original_of(self.sidecars[0]) if self.sidecars else ""
        return expected if expected in self.originals else ""
