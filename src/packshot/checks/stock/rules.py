"""Rules of a stock list."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks.offer_file import OfferFile
from packshot.checks.rule import rule
from packshot.findings import Finding, report
from packshot.model.names import is_sku


@rule(
    "missing-key unknown-key bad-choice bad-date bad-number bad-sku bad-combination too-small empty not-a-map", "10 36"
)
def shape(stock: OfferFile) -> Iterator[Finding]:
    """What it does: validates the keys and the lines of a stock list. The name of a line is a SKU. Its value is a
    quantity, or a map of `qty`, `state` and `date` with at least one of `qty` and `state`.

    Why: the state defines whether a SKU is available. Without `state`, the state is derived from the quantity.

    Example: `FJ-PANT: yes`. Fix: `FJ-PANT: {state: in_stock}`.
    """
    yield from stock.shape
    for name in stock.lines if stock.is_part else ():
        if not is_sku(name):
            yield report("bad-sku.stock-line", stock.line(name), name=name)
