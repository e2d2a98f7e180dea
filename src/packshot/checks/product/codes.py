"""Rules of the codes that others give out."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks.entry import ProductEntry
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, warning
from packshot.model.codes import is_in_store


@rule("gtin-in-store", "10")
def in_store(product: ProductEntry) -> Iterator[Finding]:
    """What it does: warns of GTINs that are for use within one store, or on coupons.

    Why: GS1 gives the numbers beginning with 2, 02 and 04 to every shop for goods of its own, such as what it weighs
    and packs itself, and 98 and 99 to coupons. They mean something else in the next shop, and no marketplace takes
    them.

    Example: `gtin: 2000000000008`. Cure: write the number that the brand owner has from GS1, or take `gtin` away and
    keep the shop's number in an attribute of type text.
    """
    family = product.family
    for code in () if family is None else [each.code for each in family.attributes.values() if each.type == "gtin"]:
        for file in product.files:
            for spot, value in file.spots.get(code, {}).items():
                if isinstance(value, str) and is_in_store(value):
                    yield _in_store(value, Location(file.path, file.keys_of(code, spot)))


def _in_store(value: str, at: Location) -> Finding:
    what = f'"{value}" is a number for use within one store or on a coupon: no marketplace takes it.'
    cure = "Write the number that the brand owner has from GS1, or keep this one in an attribute of type text."
    return warning("gtin-in-store", at, what, cure)
