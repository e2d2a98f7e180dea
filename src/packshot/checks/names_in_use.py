"""A name as the subject of rules: the products and SKUs that have this name."""

from __future__ import annotations

from packshot.catalog.indexes import INDEX_NAME
from packshot.catalog.reader import Reader


class NameInUse:
    """A casefolded name with its owners. An owner is a product key with a SKU; the SKU is empty if the product itself
    has the name.
    """

    def __init__(self, reader: Reader, name: str) -> None:
        self.reader = reader
        values = reader.lookup(INDEX_NAME, name)
        self.owners = [(key, sku) for key, _, sku in (value.partition("\t") for value in values)]
