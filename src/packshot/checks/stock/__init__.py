"""Rules of stock lists."""

from __future__ import annotations

from packshot.catalog.reader import Reader
from packshot.checks.offers import Offers
from packshot.findings import Finding
from packshot.model import entity
from packshot.model.names import is_key
from packshot.model.stock import StockLine, StockList


class Subject(Offers):
    """A file of catalog/stock/ with its head and its lines."""

    def __init__(self, reader: Reader, path: str) -> None:
        super().__init__(reader, path, "stock", "stock")
        self.shape: list[Finding] = list(self._part()) if self.is_part else self._whole()

    def _whole(self) -> list[Finding]:
        return self.document.read(StockList, key=self.key if is_key(self.key) else "unnamed")[1]

    def _part(self) -> list[Finding]:
        found = [each for name, raw in self.lines.items() for each in entity.read(StockLine, raw, self.place(name))[1]]
        return list(self.document.beyond_text(found))


def subject(reader: Reader, key: str) -> Subject:
    """The stock list, or part of one, at that path."""
    return Subject(reader, key)
