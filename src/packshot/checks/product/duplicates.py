"""Rules of values that must be unique among products and SKUs. The aggregate `check.unique` compares the values."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog.indexes import INDEX_NAME
from packshot.checks import unique
from packshot.checks.entry import ProductEntry
from packshot.checks.name_rules import device
from packshot.checks.rule import rule
from packshot.engine.types import Item
from packshot.findings import Finding, Location, report
from packshot.model import codes
from packshot.model.resolve import Query, resolve
from packshot.model.schema import Attribute
from packshot.model.typed_files import Spot, TypedFile
from packshot.model.values import canonical

_MOST = 4
"""The largest number of SKUs that a finding lists."""


@rule("value-twice gtin-shared", "3")
def values(product: ProductEntry) -> Iterator[Finding | Item]:
    """What it does: reports two products or SKUs with the same value of an attribute with `unique: true`, and a unique
    GTIN that applies to several SKUs of a product.

    Why: marketplaces treat two articles with one GTIN as the same article. A value of the product applies to all its
    SKUs, which may be correct for a part number but is wrong for a GTIN.

    Example: `gtin: 9520000010072` for two SKUs. Fix: read the numbers on the packages and write the correct GTIN.
    """
    if product.family is None or product.own.file is None:
        return
    for code, attribute in product.family.attributes.items():
        if attribute.unique:
            yield from _unique_values(product, product.own.file, attribute, code)


def _unique_values(product: ProductEntry, file: TypedFile, attribute: Attribute, code: str) -> Iterator[Finding | Item]:
    for spot, value in file.spots.get(code, {}).items():
        skus = _skus(file, spot) if value is not None else []
        at = Location(product.path, file.keys_of(code, spot))
        if len(skus) > 1 and attribute.type == "gtin":
            yield report("gtin-shared", at, skus=skus[:_MOST], more=max(0, len(skus) - _MOST) or None)
        elif skus:
            owner = skus[0] if len(skus) == 1 else product.key
            for each in map(canonical, value if isinstance(value, tuple) else (value,)):
                yield unique.item(code, each, codes.same(attribute.type, each), owner, at)


def _skus(file: TypedFile, spot: Spot) -> list[str]:
    """Return the SKUs to which a spot applies; none for values of a single channel scope."""
    level = spot[1:]
    if spot[0]:
        return []
    if level[:1] == ("variants",):
        return [level[1]] if level in file.levels.get(level[1], ()) else []
    return [sku for sku, levels in file.levels.items() if level in levels]


@rule("slug-twice slug-taken reserved-name", "3 7")
def slugs(product: ProductEntry) -> Iterator[Finding | Item]:
    """What it does: reports a slug that, ignoring case, is also the slug of another product in the same locale or the
    key of another product, or that Windows reserves for a device.

    Why: the address of a product page contains the slug, or the key if the product has none. If two addresses are
    equal, one page replaces the other.

    Example: `slug: fjord` in the de.yaml of two products. Fix: write another slug for one of the products.
    """
    for locale, slug, path in _slugs(product):
        at = Location(path, ("slug",))
        yield from device(slug, "slug", at)
        yield unique.item(unique.SLUG, slug, f"{locale}/{slug.casefold()}", product.key, at)
        for value in product.reader.lookup(INDEX_NAME, slug.casefold()):
            key, _, sku = value.partition("\t")
            if key != product.key and not sku:
                yield report("slug-taken", at, name=slug)


def _slugs(product: ProductEntry) -> Iterator[tuple[str, str, str]]:
    """Yield each locale with its slug (its own or that of a fallback) and the file that defines the slug."""
    if product.sheet is None or not any("slug" in file.spots for file in product.files):
        return
    for locale in product.reader.locales():
        found = resolve(product.sheet, "slug", Query(product.reader.chain(locale)))
        if isinstance(found.value, str) and found.file is not None:
            yield locale, found.value, found.file.path
