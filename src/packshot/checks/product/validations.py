"""Rules that the repository makes itself, at work on products."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks.entry import ProductEntry
from packshot.checks.rule import rule
from packshot.checks.validations import judged_product
from packshot.engine.types import Item
from packshot.findings import Finding


@rule("rule-*")
def validations(product: ProductEntry) -> Iterator[Finding | Item]:
    """What it does: judges a product and its SKUs by the rules of catalog/rules/ with `on: product` or `on: sku`.

    Why: every catalogue has rules of its own, that no format can know. The finding bears the rule's name, stands where
    the value stands, says what the rule says, and names the rule's file.

    Example: catalog/rules/gtin-in-de.yaml with `must: gtin is not null` and a SKU without one. Cure: as the rule says;
    or a waiver in the rule's file, with an end and a name.
    """
    if product.product is not None and product.sheet is not None:
        yield from judged_product(product.reader, product.product, product.sheet)
