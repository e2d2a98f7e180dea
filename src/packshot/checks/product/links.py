"""Rules of links to other products."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from packshot.checks.entry import ProductEntry
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, report
from packshot.model.product import Link


class Written(NamedTuple):
    """A link in product.yaml: its relation, its location, and the preceding links of the same list."""

    relation: str
    at: Location
    link: Link
    others: tuple[Link, ...]


def _written(product: ProductEntry) -> Iterator[Written]:
    """Yield every link of product.yaml, on all levels."""
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
    """What it does: reports a link of a product to itself or to one of its SKUs, and a product or SKU that is named
    twice in one list of links.

    Why: the page of the product would show the product itself as related, or another product twice.

    Example: `related: {cross_sell: [vik-mug, vik-mug]}`. Fix: `cross_sell: [vik-mug]`.
    """
    for each in _written(product):
        named = product.reader.named(each.link.to)
        if named is not None and named[0] == product.key:
            yield report("link-to-itself", each.at, name=each.link.to)
        if each.link.to in [other.to for other in each.others]:
            yield report("link-twice", each.at, name=each.link.to, relation=each.relation)


@rule("link-quantity link-uncounted", "38")
def quantities(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports a link without `qty` in a relation with `quantity: true`, and a link with `qty` in another
    relation.

    Why: without a quantity, customers do not know how many spare parts they need. Quantities are not shown for
    relations without `quantity: true`.

    Example: `cross_sell: [{to: vik-mug, qty: 2}]` without `quantity: true`. Fix: `cross_sell: [vik-mug]`, or set
    `quantity: true` in relations.yaml.
    """
    for each in _written(product):
        relation = product.reader.relation(each.relation)
        if relation is None or relation.quantity == (each.link.qty is not None):
            continue
        if relation.quantity:
            yield report("link-uncounted", each.at, name=each.link.to, relation=each.relation)
        else:
            at = Location(each.at.path, (*each.at.keys, "qty"), "key")
            yield report("link-quantity", at, relation=each.relation)
