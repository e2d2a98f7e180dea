"""Rules of a stock list."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks import offers
from packshot.checks.name_rules import bad_key
from packshot.checks.offers import OfferFile
from packshot.checks.rule import rule
from packshot.findings import Finding, error
from packshot.model.names import is_sku


@rule("yaml-*", "8 11")
def text(stock: OfferFile) -> Iterator[Finding]:
    """What it does: a stock list must be readable YAML, and its name a key.

    Why: markets name the list by its file's name.

    Example: `stock/Central warehouse.yaml`. Cure: rename it to `central-warehouse.yaml`.
    """
    yield from stock.document.text
    yield from bad_key(stock.key, "file", stock.at)


@rule(
    "missing-key unknown-key bad-choice bad-date bad-number bad-sku bad-combination too-small empty not-a-map", "10 36"
)
def shape(stock: OfferFile) -> Iterator[Finding]:
    """What it does: a line is a quantity, or `{qty, state, date}` with at least one of the first two.

    Why: the state says whether a SKU can be had; unwritten it follows from the quantity.

    Example: `FJ-PANT: yes`. Cure: `FJ-PANT: {state: in_stock}`.
    """
    yield from stock.shape
    for name in stock.lines if stock.is_part else ():
        if not is_sku(name):
            yield error("bad-sku", stock.line(name), f'"{name[:100]}" cannot be a SKU.', "Write a SKU.")
    yield from offers.unknown_keys(stock)


@rule("list-without-head list-twice list-long", "39")
def head(stock: OfferFile) -> Iterator[Finding]:
    """What it does: a list is one file, or a folder of parts with the head in list.yaml; one of more than 1,000 lines
    is better cut into such parts.

    Why: the head says what a SKU without a line is; and people who edit a long file at once get in each other's way.

    Example: `stock/central/part-1.yaml` alone. Cure: write `stock/central/list.yaml`.
    """
    yield from offers.headless(stock)
    yield from offers.too_long(stock)


@rule("line-twice", "36 39")
def once(stock: OfferFile) -> Iterator[Finding]:
    """What it does: a SKU must have one line in all parts of a list.

    Why: two quantities for one SKU leave open which holds.

    Example: `FJ-PANT` in part-1.yaml and part-2.yaml. Cure: keep one line.
    """
    yield from offers.lines_twice(stock)


@rule("line-without-sku", "3 36")
def skus(stock: OfferFile) -> Iterator[Finding]:
    """What it does: warns of lines whose SKU does not exist.

    Why: the line has no effect; mostly it is misspelt, or the product is gone.

    Example: `FJ-PANTS: 3`. Cure: `FJ-PANT`.
    """
    yield from offers.unknown(stock)
