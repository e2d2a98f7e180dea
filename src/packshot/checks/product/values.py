"""Rules of the contents of a product: its keys, its values, and the names in the values."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from packshot.catalog.reader import Reader
from packshot.checks import codes, label_lookup, named_references, undeclared_values, value_references
from packshot.checks.calculated import failures
from packshot.checks.entry import ProductEntry
from packshot.checks.family_contents import families_of
from packshot.checks.rule import SUPPRESSED, Verdict, rule
from packshot.checks.translation import wrong_places
from packshot.findings import Finding, Location, report
from packshot.model.cycles import cycle
from packshot.model.names import choices
from packshot.model.product import Product
from packshot.model.typed_files import strays


@rule(
    "missing-key unknown-key bad-combination bad-choice bad-key bad-sku bad-name bad-date bad-number not-a-map "
    "not-a-list not-text null-here empty wrong-value",
    "1 2 10 12 20 23 24 29 30 36",
)
def shape(product: ProductEntry) -> Iterator[Finding]:
    """What it does: validates the keys and the structure of product.yaml and its locale files. `family` and `status`
    are required. A list with one entry is written as a list.

    Why: a product has either its own SKU or variants; a file with both would be ambiguous.

    Example: `sku:` and `variants:`. Fix: keep `sku:` for a simple product; keep `variants:` with `axes:` for a product
    with variants.
    """
    yield from (label_lookup.key(product.reader, found, product.document, None) for found in product.own.shape)
    for each in product.translations.values():
        yield from each.shape


@rule("unknown-family wrong-family", "1 19")
def family(product: ProductEntry) -> Iterator[Verdict]:
    """What it does: reports a family that does not exist or is not a family for products.

    Why: the family defines the attributes of the product; without the family, no value of the product can be read.

    Example: `family: jaket`. Fix: `family: jacket`.
    """
    found = product.product
    if found is None:
        return
    at = Location(product.path, ("family",))
    yield from named_references.own_family(product.reader, found.family, at)
    named_family = product.reader.family(found.family)
    if named_family is not None and named_family.kind != "product":
        listed = choices(found.family, families_of(product.reader, "product"))
        yield report("wrong-family.product", at, name=found.family, kind=named_family.kind, **listed)
    elif not product.is_declared:
        yield SUPPRESSED


@rule(
    "unknown-attribute misplaced not-localizable calculated-written unknown-column unknown-axis missing-axis "
    "axes-twice axis-value-twice bad-axis-value bad-hash bad-boolean bad-number bad-date bad-instant bad-measure "
    "bad-gtin bad-isbn bad-mpn "
    "bad-asin bad-url bad-email bad-currency bad-pattern bad-key not-a-list not-text "
    "unknown-unit asset-path too-small too-large too-long too-short too-many-decimals html-in-text",
    "9 10 12 15 16 17 18 23 24 25 26 27 30 35",
)
def values(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports a value that does not have the type of its attribute, or that is not allowed in its file.

    Why: the family defines the type of each value: a number is written with a decimal point, a measurement with a unit,
    a boolean as true or false. A locale file contains only localizable values. Each variant has one value for each
    axis, and no two variants have the same axis values.

    Example: `weight: 0,41 kg`. Fix: `weight: 0.41 kg`.
    """
    yield from undeclared_values.reported(product)


@rule("unknown-sku unknown-axis-value unknown-row", "24 25 26 29")
def parts(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports SKUs and axis values below `variants:`, `by:` and `for:` that product.yaml does not have,
    and table rows of a locale file that product.yaml does not have.

    Why: values of an unknown SKU, axis value or table row are not shown; usually its name is misspelt.

    Example: `by: {color: {bleu: ...}}` in de.yaml. Fix: write `blue`, as in product.yaml.
    """
    if product.family is None or product.own.file is None:
        return
    for file in product.files:
        for finding in strays(product.family, product.own.file, file):
            if file is product.own.file or not _is_unreadable(product, finding):
                yield finding


def _is_unreadable(product: ProductEntry, finding: Finding) -> bool:
    """Return whether another finding reports that these SKUs or rows of product.yaml cannot be read."""
    wrong = wrong_places([product.own])
    keys = finding.at.keys[2:] if finding.at.keys[:1] == ("for",) else finding.at.keys
    return any(keys[: len(each)] == each for each in wrong)


@rule(
    "unknown-option unknown-record unknown-asset wrong-asset asset-too-small asset-too-large image-not-rendered "
    "unknown-product "
    "unknown-relation inverse-written unknown-taxonomy",
    "3 5 20 30 31 38",
)
def names(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports unknown options, records, assets, products, relations and taxonomies in values, links below
    the code of an inverse, and assets that do not meet the requirements of their attribute: kind, format, pixels and
    bytes.

    Why: the value of an unknown name is missing on every page and in every feed. Marketplaces reject an image that is
    too small, even if it was enlarged.

    Example: `color: bleu`. Fix: `color: blue`, or add the option to catalog/options/color.yaml.
    """
    yield from value_references.missing(product)


@rule("calculation unknown-option")
def calculated(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports an attribute with `expr:` that cannot be calculated from the values of the product, or
    whose result is not valid for the attribute.

    Why: a value that cannot be calculated is missing, and product.yaml does not show the reason.

    Example: `expr: "weight + 1"`, which adds a measurement and a number. Fix: `expr: "weight.to('g') + 1"`.
    """
    yield from failures(product)


@rule("taxonomy-code", "5")
def maps(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports taxonomy codes of a product that do not have the format of their taxonomy. Only codes of
    well-known taxonomies such as google, gpc or etim are checked.

    Why: marketplaces that require the code reject an invalid code.

    Example: `maps: {etim: 2439}`. Fix: `maps: {etim: EC002439}`.
    """
    for file in product.files:
        for path in file.spots:
            if path.startswith("maps."):
                for spot, code in file.spots[path].items():
                    yield from codes.shape(
                        path.removeprefix("maps."), "class", code, Location(file.path, file.keys_of(path, spot))
                    )


@rule("unknown-category category-twice", "21")
def categories(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports categories of a product that do not exist or are listed more than once.

    Why: a product is not shown in an unknown category. The first category is the main category, which defines the
    breadcrumb and the taxonomy codes.

    Example: `categories: [jacket]`. Fix: `categories: [jackets]`.
    """
    found = product.product.categories if product.product else ()
    for place, key in enumerate(found):
        at = Location(product.path, ("categories", place))
        yield from named_references.listed(product.reader, key, at, kind="category")
        if key in found[:place]:
            yield report("category-twice.product", at, name=key)


@rule("successor-cycle", "7")
def successors(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports a circular chain of successors (`replaced_by`).

    Why: visitors of a retired product are redirected along the chain; a circular chain has no end.

    Example: `vik-mug` replaced by `vik-cup`, and `vik-cup` by `vik-mug`. Fix: remove `replaced_by` from the product
    that is still sold.
    """
    found = product.product
    circle = cycle(found.key, partial(_successors, product.reader)) if found is not None else ()
    if len(circle) > 2:
        yield report("successor-cycle", Location(product.path, ("replaced_by",)), steps=circle)


def _successors(reader: Reader, key: str) -> list[str]:
    """Return the keys of the products that replace a product."""
    found = reader.product(key)
    named = reader.named(found.replaced_by) if found is not None and found.replaced_by is not None else None
    return [named[0]] if named is not None else []


@rule("unknown-product unknown-sku names-itself", "3 7 37 38")
def links(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports a `replaced_by` that is neither a product nor a SKU, parts of a `bundle` that are not SKUs,
    and a product that names itself in one of these keys.

    Why: visitors of a retired product are redirected to `replaced_by`; the stock of a bundle is computed from its
    parts.

    Example: `replaced_by: fjord-shel`. Fix: `replaced_by: fjord-shell`.
    """
    found = product.product
    if found is None:
        return
    if found.replaced_by is not None:
        at = Location(product.path, ("replaced_by",))
        yield from named_references.product(product.reader, found.replaced_by, at)
        yield from _itself(found, found.replaced_by, at)
    for sku in found.bundle:
        at = Location(product.path, ("bundle", sku), "key")
        yield from named_references.sku(product.reader, sku, at)
        yield from _itself(found, sku, at)


def _itself(product: Product, name: str, at: Location) -> Iterator[Finding]:
    if name in (product.key, product.sku):
        yield report("names-itself", at, name=name, key=at.keys[0])


@rule("unknown-scope", "29")
def scopes(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports keys below `for:` that are not channel scopes.

    Why: text for an unknown scope is not shown. Scopes are `web`, `api`, the `scope:` of each channel file (by default
    the name of the file), and the `scopes:` of catalog.yaml.

    Example: `for: {googel: ...}`. Fix: `for: {google: ...}`.
    """
    yield from value_references.scopes(product)


@rule("bad-window", "32")
def windows(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports an `available_from` that is not before `available_until`. A date and a timestamp are not
    compared with each other.

    Why: `available_until` is not part of the range (from <= now < until), so a product with an empty range is never
    shown.

    Example: from 2026-12-01 until 2026-11-01. Fix: write the later date in `available_until`.
    """
    found = product.product
    if found is None:
        return
    for keys, entry in ((), found), *((("variants", sku), each) for sku, each in found.variants.items()):
        begin, end = entry.available_from, entry.available_until
        if begin and end and len(begin) == len(end) and begin >= end:
            yield report("bad-window", Location(product.path, (*keys, "available_until")), begin=begin, end=end)
