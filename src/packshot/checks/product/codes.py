"""Rules of codes that other organisations assign."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks.entry import ProductEntry
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, report
from packshot.model.codes import is_in_store


@rule("gtin-in-store", "10")
def in_store(product: ProductEntry) -> Iterator[Finding]:
    """What it does: warns of GTINs that are reserved for use within one store or on coupons.

    Why: GS1 reserves numbers that begin with 2, 02 or 04 (with 8 digits: 0 or 2) for use within a store, for example
    for goods that the store packs, and numbers that begin with 98 or 99 for coupons. Another store may use the same
    number for another article, and marketplaces reject these numbers.

    Example: `gtin: 2000000000008`. Fix: write the number that GS1 assigned to the brand owner, or remove `gtin` and
    write the store's number in an attribute of type text.
    """
    family = product.family
    for code in () if family is None else [each.code for each in family.attributes.values() if each.type == "gtin"]:
        for file in product.files:
            for spot, value in file.spots.get(code, {}).items():
                if isinstance(value, str) and is_in_store(value):
                    yield report("gtin-in-store", Location(file.path, file.keys_of(code, spot)), value=value)
