"""Rules of names."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog import nodes
from packshot.checks.names_in_use import NameInUse
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, error


@rule("name-twice", "2 3")
def once(name: NameInUse) -> Iterator[Finding]:
    """What it does: no two products or SKUs may share a name, ignoring case; a product may be called like its own SKU.

    Why: `related` and `replaced_by` may name either, prices and stock name SKUs, and many systems ignore case.

    Example: the SKU `FJ-RED` in one product and `fj-red` in another. Cure: give one of them another SKU.
    """
    first, *others = name.bearers or [("", "")]
    for key, sku in others:
        if key == first[0] and not first[1] and [other for other, _ in name.bearers].count(key) == 2:
            continue  # a product and its only SKU of that name
        yield _twice(name, (key, sku), first)


def _twice(name: NameInUse, here: tuple[str, str], there: tuple[str, str]) -> Finding:
    path = name.reader.path_of(nodes.product(here[0]))
    keys = _keys(name, *here)
    what = f"{_called(*here)} is also {_called(*there)[0].lower()}{_called(*there)[1:]}."
    if (here[1] or here[0]) != (there[1] or there[0]):
        what = what.replace(" is also ", " differs only by case from ")
    return error("name-twice", Location(path, keys, "key" if len(keys) > 1 else "value"), what, "Rename one of them.")


def _called(key: str, sku: str) -> str:
    return f'The SKU "{sku}" of {key}' if sku else f'The product "{key}"'


def _keys(name: NameInUse, key: str, sku: str) -> tuple[str, ...]:
    raw = name.reader.raw(nodes.product(key))
    variants = raw.get("variants") if isinstance(raw, dict) else None
    if sku and isinstance(variants, dict) and sku in variants:
        return ("variants", sku)
    return ("sku",) if sku else ()
