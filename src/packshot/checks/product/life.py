"""Rules of a product's life: what its status demands."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks.gates import lacking
from packshot.checks.product import Subject
from packshot.checks.rule import rule
from packshot.findings import Finding, Location
from packshot.model.lifecycle import Status
from packshot.model.product import Product
from packshot.rules.gates import Candidate, gates_of, product_gate


@rule("status-gate", "36")
def status_gate(product: Subject) -> Iterator[Finding]:
    """What it does: a product, or a variant with a status of its own, must meet the gates of its status, which
    lifecycle.yaml declares under `needs`: required paths, an expression, assets, completeness, validation rules.

    Why: a status is a promise. What is active without its GTIN or its picture is refused by a marketplace, or shown
    with a hole. A product that is active has passed the gate of in-review too. What speaks of price, stock or market
    must hold in one market at least; an attribute that the family does not have is not asked for. How bad a lack
    is, the gate says under `severity`.

    Example: `status: active` without a GTIN that `active: {needs: {required: [gtin]}}` asks for. Cure: write it, or go
    back to `status: in-review`.
    """
    if product.product is None or product.sheet is None:
        return
    for status, keys, skus in _lives(product.product):
        whole = Candidate(product.reader, product.product, product.sheet, skus)
        at = Location(product.path, (*keys, "status"))
        yield from _judged(product, whole, status, at) if skus else ()


def _lives(product: Product) -> Iterator[tuple[Status, tuple[str, ...], frozenset[str]]]:
    """Each status that is written, where, and the SKUs that have it."""
    own = {sku for sku, variant in product.variants.items() if variant.status}
    rest = frozenset(product.variants.keys() - own) if product.variants else frozenset([product.sku or ""]) - {""}
    yield product.status, (), rest
    for sku in product.variants:
        if status := product.variants[sku].status:
            yield status, ("variants", sku), frozenset([sku])


def _judged(product: Subject, whole: Candidate, status: Status, at: Location) -> Iterator[Finding]:
    for passed in gates_of(status):
        gate = product_gate(product.reader, passed)
        if gate is not None:
            yield from lacking(status, passed, list(whole.lacks(*gate)), gate[0], at)
