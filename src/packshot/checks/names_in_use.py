"""A name while its rule runs: the products and SKUs that have it."""

from __future__ import annotations

from packshot.catalog.indexes import INDEX_NAME
from packshot.catalog.reader import Reader


class NameInUse:
    """A name in lower case with its owners: product keys, each with its SKU, which is empty for the product itself."""

    def __init__(self, reader: Reader, name: str) -> None:
        self.reader = reader
        values = reader.lookup(INDEX_NAME, name)
        self.owners = [(key, sku) for key, _, sku in (value.partition("\t") for value in values)]
