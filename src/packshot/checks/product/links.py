"""Rules of links to other products: what a relation lets a product write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from packshot.checks.entry import ProductEntry
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, error, warning
from packshot.model.product import Link


class Written(NamedTuple):
    """One link: its relation, where it is, and the links before it in the same list."""

    relation: str
    at: Location
    link: Link
    others: tuple[Link, ...]


def _written(product: ProductEntry) -> Iterator[Written]:
    """Every link of product.yaml, whichever level says it."""
    file = product.own.file
    if file is None:
        return
    for path in file.spots:
        if not path.startswith("related."):
            continue
        code = path.removeprefix("related.")
        for spot, value in file.spots[path].items():
            links = value if isinstance(value, tuple) else ()
            keys = file.keys_of(path, spot)
            for place, link in enumerate(links):
                yield Written(code, Location(product.path, (*keys, place)), link, links[:place])


@rule("link-to-itself link-twice", "38")
def once(product: ProductEntry) -> Iterator[Finding]:
    """What it does: a relation must lead to other products, and to each of them once.

    Why: a page would show its own product beside it, or one card twice.

    Example: `related: {cross_sell: [vik-mug, vik-mug]}`. Cure: `cross_sell: [vik-mug]`.
    """
    for each in _written(product):
        named = product.reader.named(each.link.to)
        if named is not None and named[0] == product.key:
            yield error("link-to-itself", each.at, f'"{each.link.to}" is this product itself.', "Name another product.")
        if each.link.to in [other.to for other in each.others]:
            yield error(
                "link-twice", each.at, f'"{each.link.to}" stands twice in {each.relation}.', "Keep the first one."
            )


@rule("link-quantity link-uncounted", "38")
def quantities(product: ProductEntry) -> Iterator[Finding]:
    """What it does: `qty` belongs to the links of relations that count (`quantity: true`), and to each of them.

    Why: a number that the relation does not know is shown to nobody; spare parts without one leave open how many fit.

    Example: `cross_sell: [{to: vik-mug, qty: 2}]`. Cure: `cross_sell: [vik-mug]`, or `quantity: true` in
    relations.yaml.
    """
    for each in _written(product):
        relation = product.reader.relation(each.relation)
        if relation is None or relation.quantity == (each.link.qty is not None):
            continue
        if relation.quantity:
            what = f'"{each.link.to}" has no qty, and {each.relation} counts what it leads to.'
            yield warning("link-uncounted", each.at, what, f"Write {{to: {each.link.to}, qty: 1}}, or how many it is.")
        else:
            at = Location(each.at.path, (*each.at.keys, "qty"), "key")
            what = f"The relation {each.relation} does not count, so the quantity has no meaning."
            yield error("link-quantity", at, what, "Take qty away, or write quantity: true in relations.yaml.")
