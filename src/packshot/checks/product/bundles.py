"""Rules of bundles. The stock and the weight of a bundle are computed from its parts."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog import bundles
from packshot.catalog.reader import Reader
from packshot.checks.entry import ProductEntry
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, report
from packshot.model.lifecycle import Status
from packshot.model.product import scheduled_value


@rule("bundle-cycle bundle-deep", "37")
def circles(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports a bundle that contains itself through other bundles, and a bundle in which bundles are
    nested more than eight levels deep. A bundle that lists its own SKU is reported as `names-itself`.

    Why: the stock and the weight of a bundle are computed from its parts, which is not possible in a cycle.

    Example: the bundle `set-a` contains SET-B, the SKU of `set-b`, and `set-b` contains SET-A, the SKU of `set-a`.
    Fix: remove one of the two entries.
    """
    found = bundles.loop(product.reader, product.key) if product.product and product.product.bundle else None
    if (
        product.product is None or found is None or found.keys == (product.key, product.key)
    ):  # a bundle of itself is reported by `names-itself`
        return
    entry = next(part.sku for part in bundles.parts(product.reader, product.product) if part.key == found.keys[1])
    at = Location(product.path, ("bundle", entry), "key")
    if found.circle:
        yield report("bundle-cycle", at, steps=found.keys)
    else:
        yield report("bundle-deep", at, limit=bundles.DEEPEST, steps=found.keys)


@rule("bundle-single", "37")
def single(product: ProductEntry) -> Iterator[Finding]:
    """What it does: warns of a bundle that contains one piece of one SKU.

    Why: such a bundle is the same article as its part; usually the quantity is wrong.

    Example: `bundle: {LN-45-UND: 1}`. Fix: write the quantity, for example `bundle: {LN-45-UND: 4}`.
    """
    quantities = dict(product.product.bundle) if product.product else {}
    if list(quantities.values()) == [1] and len(product.document.raw["bundle"]) == 1:
        sku = next(iter(quantities))
        yield report("bundle-single", Location(product.path, ("bundle", sku)), sku=sku)


@rule("bundle-part-unseen", "36 37")
def seen(product: ProductEntry) -> Iterator[Finding]:
    """What it does: warns of a part with a hidden status in a bundle with a shown status. lifecycle.yaml defines which
    statuses are shown; without lifecycle.yaml, `draft`, `in-review` and `retired` are hidden.

    Why: a bundle is shown only if all its parts are shown, so this bundle is hidden.

    Example: `bundle: {LN-45-UND: 4}`, where LN-45-UND is a SKU of a retired product. Fix: use the successor of the
    part, or retire the bundle too.
    """
    reader, found = product.reader, product.product
    if found is None or not found.bundle or not reader.stage(found.status).is_shown:
        return
    for part in bundles.parts(reader, found):
        status = _unseen(reader, part) if part.key != product.key else None
        if status:
            at = Location(product.path, ("bundle", part.sku), "key")
            yield report("bundle-part-unseen", at, sku=part.sku, status=status)


def _unseen(reader: Reader, part: bundles.Part) -> Status | None:
    """Return the status that hides a part: the status of its variant or of its product."""
    product = reader.product(part.key) if part.key is not None else None
    statuses = (product.status, scheduled_value(product, part.sku, "status")) if product else ()
    return next((each for each in statuses if not reader.stage(each).is_shown), None)
