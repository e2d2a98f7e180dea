"""Rules that price lists and stock lists share."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from packshot.catalog import former_names, nodes
from packshot.checks import named_references, renames
from packshot.checks.offer_file import OfferFile
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, report
from packshot.model.price import ALL


@rule("unknown-key", "39")
def parts(offers: OfferFile) -> Iterator[Finding]:
    """What it does: reports settings in a part of a price list or stock list; a part contains only lines.

    Why: the settings of the list are in the head, list.yaml, once for all parts.

    Example: `currency: EUR` in `prices/retail/part-1.yaml`. Fix: move the key to `prices/retail/list.yaml`.
    """
    for key in offers.document.raw if offers.is_part else ():
        if key != offers.word:
            at = Location(offers.path, (key,), "key")
            yield report("unknown-key.list-part", at, name=key, kind=offers.kind, lines=offers.word)


@rule("list-without-head list-twice list-long", "39")
def head(offers: OfferFile) -> Iterator[Finding]:
    """What it does: reports parts of a price list or stock list without a head in list.yaml, and a list that is defined
    twice; suggests splitting a file of more than 1,000 lines. A list is one file, or a folder of parts with the head in
    list.yaml.

    Why: the head contains the currency of the prices, or the state of SKUs without a stock line. Parallel edits of a
    long file conflict.

    Example: `prices/retail/part-1.yaml` without `prices/retail/list.yaml`. Fix: create `prices/retail/list.yaml` with
    the head.
    """
    head = nodes.offer_list(offers.kind, offers.key)
    offers.reader.note(head)
    homes = offers.reader.facts.providers(head)
    if offers.is_part and not homes:
        yield report("list-without-head", offers.at, kind=offers.kind, name=offers.key)
    if len(homes) > 1 and offers.path in homes[1:]:
        yield report("list-twice", offers.at, kind=offers.kind, name=offers.key, other=homes[0])
    if len(offers.lines) > LONG:
        folder, name = posixpath.split(offers.path)
        is_in_folder = offers.path.count("/") > 2  # catalog/prices/LIST/PART.yaml
        folder = folder if is_in_folder else f"{folder}/{posixpath.splitext(name)[0]}"
        new_head = None if is_in_folder else f"{folder}/list.yaml"
        yield report("list-long", offers.at, count=len(offers.lines), limit=LONG, folder=folder, head=new_head)


LONG = 1000
"""The number of lines above which a list should be split into parts (format rule 39)."""


@rule("line-twice", "33 36 39")
def once(offers: OfferFile) -> Iterator[Finding]:
    """What it does: reports a SKU or a `product/*` with more than one line in the parts of a price list or stock list.

    Why: if a SKU has two lines, it is not defined which price or quantity applies.

    Example: `FJ-PANT` in part-1.yaml and part-2.yaml. Fix: delete one of the lines.
    """
    for name in offers.lines:
        node = nodes.of(offers.kind, offers.key, name)
        offers.reader.note(node)
        first, *others = offers.reader.facts.providers(node) or (offers.path,)
        if offers.path in others:
            yield report("line-twice", offers.line(name), name=name, other=first)


@rule("line-without-sku", "3 34 36")
def skus(offers: OfferFile) -> Iterator[Finding]:
    """What it does: warns of price lines and stock lines whose SKU, or whose product before `/*`, does not exist.

    Why: the line has no effect; usually the SKU is misspelt, or the product was removed. The finding is only a warning,
    because ERP systems often export more SKUs than the catalogue has.

    Example: `FJ-PANTS: 149.00`. Fix: write `FJ-PANT`.
    """
    for name in offers.lines:
        target = name.removesuffix(ALL)
        found = offers.reader.named(target)
        if found is None or (name != target and found[0] != target):
            yield _unknown(offers, name, "product" if name != target else "SKU")
        elif name == target and found[1] is None:
            yield from _key_for_sku(offers, name)


def _key_for_sku(offers: OfferFile, name: str) -> Iterator[Finding]:
    """Yield the finding of a product key in place of a SKU, unless the product's own SKU has the same name."""
    if any(named_references.sku(offers.reader, name, offers.at)):
        finding = report("line-without-sku.product", offers.line(name), name=name, kind=offers.kind)
        yield named_references.missing(finding, name, "product")


def _unknown(offers: OfferFile, name: str, kind: str) -> Finding:
    target = name.removesuffix(ALL)
    unknown = next(named_references.product(offers.reader, target, offers.at), None)
    near = unknown.suggestion if unknown is not None else None
    finding = report("line-without-sku", offers.line(name), suggestion=near, kind=kind, name=target)
    if name == target:
        now = former_names.skus(offers.reader, name)
    else:
        now = [f"{key}{ALL}" for key in former_names.products(offers.reader, target)]
    found = named_references.missing(renames.renamed(finding, now), target, "product")
    return replace(found, edits=()) if any(each in offers.lines for each in now) else found
