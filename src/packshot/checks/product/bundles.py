"""Rules of bundles: what their parts must be, so that stock and weight can be computed from them."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog import bundles
from packshot.catalog.reader import Reader
from packshot.checks.entry import ProductEntry
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, error, warning
from packshot.model.lifecycle import Status
from packshot.model.product import said

_WORDS = {"draft": "a draft", "in-review": "in review", "phase-out": "in phase-out"}


@rule("bundle-cycle bundle-deep", "37")
def circles(product: ProductEntry) -> Iterator[Finding]:
    """What it does: no bundle may contain itself, not by way of other bundles either, nor may more than eight stand in
    each other.

    Why: stock and weight of a bundle follow from its parts; in a circle they follow from nothing.

    Example: `set` contains SET-B, and `set-b` contains SET-A of `set`. Cure: take one of the two entries away.
    """
    found = bundles.loop(product.reader, product.key) if product.product and product.product.bundle else None
    if (
        product.product is None or found is None or found.keys == (product.key, product.key)
    ):  # a bundle of itself is told by name
        return
    entry = next(part.sku for part in bundles.parts(product.reader, product.product) if part.key == found.keys[1])
    at = Location(product.path, ("bundle", entry), "key")
    if found.circle:
        yield error(
            "bundle-cycle",
            at,
            f"The bundle contains itself: {found}.",
            "Take this part away, or break the circle elsewhere.",
        )
    else:
        what = f"More than {bundles.DEEPEST} bundles stand in each other: {found}."
        yield error("bundle-deep", at, what, "Name the parts of the inner bundles instead of them.")


@rule("bundle-single", "37")
def single(product: ProductEntry) -> Iterator[Finding]:
    """What it does: warns of a bundle that is one piece of one SKU.

    Why: that is the SKU itself under another number; mostly the quantity is missing.

    Example: `bundle: {LN-45-UND: 1}`. Cure: `bundle: {LN-45-UND: 4}`.
    """
    quantities = dict(product.product.bundle) if product.product else {}
    if list(quantities.values()) == [1] and len(product.document.raw["bundle"]) == 1:
        sku = next(iter(quantities))
        at = Location(product.path, ("bundle", sku))
        what = f"The bundle is one piece of {sku}, which can be bought as it is."
        yield warning("bundle-single", at, what, "Write how many of it are inside, or name the other parts.")


@rule("bundle-part-unseen", "36 37")
def seen(product: ProductEntry) -> Iterator[Finding]:
    """What it does: warns of a bundle with a part whose status is shown nowhere, where the bundle's own is shown.
    lifecycle.yaml says which statuses are; without it `draft`, `in-review` and `retired` are not.

    Why: a bundle is shown only where all its parts may be seen, so this one is shown nowhere.

    Example: `bundle: {LN-45-UND: 4}`, where lin-napkin is retired. Cure: name the part's successor, or retire the
    bundle too.
    """
    reader, found = product.reader, product.product
    if found is None or not found.bundle or not reader.stage(found.status).is_shown:
        return
    for part in bundles.parts(reader, found):
        status = _unseen(reader, part) if part.key != product.key else None
        if status:
            what = f'The part "{part.sku}" is {_WORDS.get(status, status)}, which is shown nowhere; so is the bundle.'
            cure = "Name another part, or give the bundle the same status."
            yield warning("bundle-part-unseen", Location(product.path, ("bundle", part.sku), "key"), what, cure)


def _unseen(reader: Reader, part: bundles.Part) -> Status | None:
    """The status that hides a part everywhere, its product's or its own."""
    product = reader.product(part.key) if part.key is not None else None
    statuses = (product.status, said(product, part.sku, "status")) if product else ()
    return next((each for each in statuses if not reader.stage(each).is_shown), None)
