"""Rules of names: product keys and SKUs share one namespace, ignoring case."""

from __future__ import annotations

from packshot.catalog.indexes import INDEX_NAME
from packshot.catalog.reader import Reader


class Subject:
    """A name in lower case, and who bears it: product keys with their SKU, empty for the product itself."""

    def __init__(self, reader: Reader, name: str) -> None:
        self.reader = reader
        self.name = name
        values = reader.lookup(INDEX_NAME, name)
        self.bearers = [(key, sku) for key, _, sku in (value.partition("\t") for value in values)]


def subject(reader: Reader, key: str) -> Subject:
    """The name."""
    return Subject(reader, key)
