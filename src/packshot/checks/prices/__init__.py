"""Rules of price lists."""

from __future__ import annotations

from functools import cached_property

from packshot.catalog.reader import Reader
from packshot.checks.offers import Offers
from packshot.findings import Finding, Location
from packshot.model import entity
from packshot.model.names import is_key
from packshot.model.price import PriceLine, PriceList


class Subject(Offers):
    """A file of catalog/prices/ with its head and its lines."""

    def __init__(self, reader: Reader, path: str) -> None:
        super().__init__(reader, path, "price", "prices")
        self.shape: list[Finding] = []
        self.head: PriceList | None = reader.price_list(self.key) if self.is_part else self._head()

    def _head(self) -> PriceList | None:
        """The head with all its lines."""
        head, self.shape = self.document.read(PriceList, key=self.key if is_key(self.key) else "unnamed")
        return head

    @cached_property
    def entries(self) -> dict[str, PriceLine]:
        """The lines that can be read, each for itself: a mistake in the head leaves them as they are."""
        if not self.is_part and self.head is not None:
            return dict(self.head.prices)
        return {name: line for name, raw in self.lines.items() if (line := self._line(name, raw))}

    def entry(self, name: str, place: int) -> Location:
        """One price of a line; the line where not all of its prices could be read."""
        raw = self.lines.get(name)
        counted = isinstance(raw, list) and len(raw) == len(self.entries[name].entries)
        return self.place(name, *((place,) if counted else ()))

    def _line(self, name: str, raw: object) -> PriceLine | None:
        line, found = entity.read(PriceLine, raw, self.place(name))
        self.shape += self.document.beyond_text(found) if self.is_part else ()
        return line


def subject(reader: Reader, key: str) -> Subject:
    """The price list, or part of one, at that path."""
    return Subject(reader, key)
