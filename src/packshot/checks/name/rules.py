"""Rules of names."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog import nodes
from packshot.checks.names_in_use import NameInUse
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, report


@rule("name-twice", "2 3")
def once(name: NameInUse) -> Iterator[Finding]:
    """What it does: reports two products or SKUs with the same product key or SKU, ignoring case. A product and its own
    SKU may have the same name.

    Why: `related` and `replaced_by` accept product keys and SKUs, price lists and stock lists accept SKUs, and many
    systems ignore case.

    Example: the SKU `FJ-RED` in one product and `fj-red` in another. Fix: write another SKU in one of the products.
    """
    first, *others = name.owners or [("", "")]
    for key, sku in others:
        if key == first[0] and not first[1] and [other for other, _ in name.owners].count(key) == 2:
            continue  # a product and its only SKU of that name
        yield _twice(name, (key, sku), first)


def _twice(name: NameInUse, here: tuple[str, str], there: tuple[str, str]) -> Finding:
    path = name.reader.path_of(nodes.product(here[0]))
    keys = _keys(name, *here)
    at = Location(path, keys, "key" if len(keys) > 1 else "value")
    return report("name-twice", at, product=here[0], sku=here[1], other_product=there[0], other_sku=there[1])


def _keys(name: NameInUse, key: str, sku: str) -> tuple[str, ...]:
    raw = name.reader.raw(nodes.product(key))
    variants = raw.get("variants") if isinstance(raw, dict) else None
    if sku and isinstance(variants, dict) and sku in variants:
        return ("variants", sku)
    return ("sku",) if sku else ()
