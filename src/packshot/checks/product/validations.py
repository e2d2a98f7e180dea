"""The repository's own validation rules, applied to products."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks.entry import ProductEntry
from packshot.checks.rule import rule
from packshot.checks.validations import product_findings
from packshot.engine.types import Item
from packshot.findings import Finding


@rule("rule-*")
def validations(product: ProductEntry) -> Iterator[Finding | Item]:
    """What it does: validates a product and its SKUs with the rules of catalog/rules/ that have `on: product` or
    `on: sku`. A finding has the code `rule-NAME`, the location of the value, the message of the rule, and the path of
    the rule's file.

    Why: every catalogue has its own rules, which are not part of the format.

    Example: catalog/rules/gtin-in-de.yaml with `must: gtin is not null` and a SKU without a GTIN. Fix: follow the help
    of the rule, or add a waiver with an end, a name and a reason to the file of the rule.
    """
    if product.product is not None and product.sheet is not None:
        yield from product_findings(product.reader, product.product, product.sheet)
