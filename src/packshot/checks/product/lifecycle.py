"""Rules of the lifecycle of a product: the requirements of its status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.catalog.unreadable import INDEX_DARK
from packshot.checks.entry import ProductEntry
from packshot.checks.follow_on import meant_keys
from packshot.checks.gates import unmet
from packshot.checks.offer_file import is_unread
from packshot.checks.rule import rule
from packshot.expr import Path
from packshot.findings import Finding, Location
from packshot.model.lifecycle import Status
from packshot.model.product import Product
from packshot.model.values import names_in
from packshot.rules.gates import Candidate, gates_of, product_gate


@rule("status-gate", "36")
def status_gate(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports a product, or a variant with its own status, that does not meet the gates of its status.
    lifecycle.yaml declares a gate under `needs`: required paths, an expression, assets, completeness and validation
    rules. An active product must also meet the gate of in-review. A condition on price, stock or market must be true in
    at least one market. An attribute that the family does not have is not required. The finding has the `severity` of
    the gate.

    Why: a marketplace rejects an active product without a GTIN, and customers do not buy a product without an image.

    Example: `status: active` without a GTIN that `active: {needs: {required: [gtin]}}` requires. Fix: add the GTIN, or
    set `status: in-review`.
    """
    if product.product is None or product.sheet is None:
        return
    for status, keys, skus in _statuses(product.product):
        if skus and any(product_gate(product.reader, passed) is not None for passed in gates_of(status)):
            candidate = Candidate(product.reader, product.product, product.sheet, skus)
            yield from _unmet_gates(product, candidate, status, Location(product.path, (*keys, "status")))


def _statuses(product: Product) -> Iterator[tuple[Status, tuple[str, ...], frozenset[str]]]:
    """Yield each status with its keys and the SKUs that have it."""
    own = {sku for sku, variant in product.variants.items() if variant.status}
    rest = frozenset(product.variants.keys() - own) if product.variants else frozenset([product.sku or ""]) - {""}
    yield product.status, (), rest
    for sku in product.variants:
        if status := product.variants[sku].status:
            yield status, ("variants", sku), frozenset([sku])


def _unmet_gates(product: ProductEntry, candidate: Candidate, status: Status, at: Location) -> Iterator[Finding]:
    for passed in gates_of(status):
        gate = product_gate(product.reader, passed)
        if gate is not None:
            needs = replace(
                gate[1], required=tuple(path for path in gate[1].required if not _is_reported(product, path))
            )
            missing = list(dict.fromkeys(candidate.missing(gate[0], needs)))
            yield from unmet(status, passed, missing, gate[0], at)


def _is_reported(product: ProductEntry, path: Path) -> bool:
    """Return whether another finding reports that the value of a path cannot be read or does not exist.

    A missing value is then a follow-on problem.
    """
    if path == ("price",):
        return _has_unreadable_price(product)
    found = [finding for finding in (*product.own.shape, *product.own.values) if finding.at.path == product.path]
    words = [tuple(key for key in meant_keys(finding) if isinstance(key, str)) for finding in found]
    has_finding = any(keys[-len(path) :] == path or keys in (path[-1:], path[: len(keys)]) for keys in words if keys)
    return has_finding or _has_no_assets(product, path)


def _has_no_assets(product: ProductEntry, path: Path) -> bool:
    """Return whether none of the assets at a path exists and can be read."""
    if path[0] != "assets" or product.own.file is None:
        return False
    written = product.own.file.spots.get(".".join(path), {}).values()
    ids = [id_ for value in written for id_ in names_in(value)]
    return bool(ids) and not any(product.reader.asset(id_) for id_ in ids)


def _has_unreadable_price(product: ProductEntry) -> bool:
    """Return whether a market, a price list, or a line for one of the SKUs cannot be read."""
    reader = product.reader
    markets = [reader.market(key) for key in reader.markets()]
    if reader.lookup(INDEX_DARK, "catalog") or None in markets:
        return True
    lines = [*(product.own.file.levels if product.own.file is not None else ()), f"{product.key}/*"]
    lists = dict.fromkeys(name for market in markets if market is not None for name in market.prices)
    return any(is_unread(reader, name) or _has_unread_line(reader, name, lines) for name in lists)


def _has_unread_line(reader: Reader, name: str, lines: list[str]) -> bool:
    """Return whether one of these lines of a price list has findings."""
    found = [nodes.price(name, line) for line in lines]
    return any(reader.has(node) and reader.read(node).findings for node in found)
