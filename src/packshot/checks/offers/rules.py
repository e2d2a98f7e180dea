"""What price lists and stock lists have in common."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from packshot.catalog import former_names, nodes
from packshot.checks import named_references, renames
from packshot.checks.offer_file import OfferFile
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, advice, error, warning
from packshot.model.price import ALL


@rule("unknown-key", "39")
def parts(offers: OfferFile) -> Iterator[Finding]:
    """What it does: a part of a list must hold its lines alone.

    Why: the head of the list is in list.yaml, once for all parts.

    Example: `currency: EUR` in `prices/retail/part-1.yaml`. Cure: write it in `prices/retail/list.yaml`.
    """
    for key in offers.document.raw if offers.is_part else ():
        if key != offers.word:
            what = f'A part of a {offers.kind} list has no key "{key[:100]}".'
            yield error("unknown-key", Location(offers.path, (key,), "key"), what, "Write it in list.yaml beside it.")


@rule("list-without-head list-twice list-long", "39")
def head(offers: OfferFile) -> Iterator[Finding]:
    """What it does: a list is one file, or a folder of parts with the head in list.yaml; one of more than 1,000 lines
    is better cut into such parts.

    Why: the head has the currency of the prices, or the state of SKUs without a stock line; and parallel edits of a
    long file conflict.

    Example: `prices/retail/part-1.yaml` alone. Cure: write `prices/retail/list.yaml`.
    """
    head = nodes.offer_list(offers.kind, offers.key)
    offers.reader.note(head)
    homes = offers.reader.facts.providers(head)
    if offers.is_part and not homes:
        what = f"There is no list.yaml beside it to say what the {offers.kind} list {offers.key} is."
        yield error("list-without-head", offers.at, what, "Write list.yaml with the list's head.")
    if len(homes) > 1 and offers.path in homes[1:]:
        what = f'The {offers.kind} list "{offers.key}" stands here and in {homes[0]}.'
        yield error("list-twice", offers.at, what, "Keep one of them.")
    if len(offers.lines) > LONG:
        folder = posixpath.splitext(offers.path)[0] if not offers.is_part else posixpath.dirname(offers.path)
        cure = f"Cut it into parts of up to {LONG} in {folder}/, with the head in list.yaml."
        yield advice("list-long", offers.at, f"The file has {len(offers.lines)} lines.", cure)


LONG = 1000
"""From so many lines on a list is better a folder of parts (format rule 39)."""


@rule("line-twice", "33 36 39")
def once(offers: OfferFile) -> Iterator[Finding]:
    """What it does: a SKU must have one line in all parts of a list.

    Why: two prices or quantities for one SKU leave open which holds.

    Example: `FJ-PANT` in part-1.yaml and part-2.yaml. Cure: keep one line.
    """
    for name in offers.lines:
        node = nodes.of(offers.kind, offers.key, name)
        offers.reader.note(node)
        first, *others = offers.reader.facts.providers(node) or (offers.path,)
        if offers.path in others:
            yield error(
                "line-twice", offers.line(name), f'The line "{name}" stands in {first} too.', "Keep one of them."
            )


@rule("line-without-sku", "3 34 36")
def skus(offers: OfferFile) -> Iterator[Finding]:
    """What it does: warns of lines whose SKU, or product before `/*`, does not exist.

    Why: the line has no effect; mostly it is misspelt, or the product is gone. It is no error, for ERP systems often
    send more than the catalogue holds.

    Example: `FJ-PANTS: 149.00`. Cure: `FJ-PANT`.
    """
    for name in offers.lines:
        target = name.removesuffix(ALL)
        found = offers.reader.named(target)
        if found is None or (name != target and found[0] != target):
            yield _unknown(offers, name, "product" if name != target else "SKU")
        elif name == target and found[1] is None:
            yield from _key_for_sku(offers, name)


def _key_for_sku(offers: OfferFile, name: str) -> Iterator[Finding]:
    """A product's key where a SKU is wanted; right only where the product's own SKU is called so."""
    if any(named_references.sku(offers.reader, name, offers.at)):
        cure = f"Write {name}/* for each of its SKUs, or one of them." if offers.kind == "price" else "Write its SKUs."
        what = f'"{name}" is a product; a line names a SKU.'
        yield named_references.missing(warning("line-without-sku", offers.line(name), what, cure), name, "product")


def _unknown(offers: OfferFile, name: str, kind: str) -> Finding:
    target = name.removesuffix(ALL)
    cure = next(named_references.product(offers.reader, target, offers.at), None)
    near = cure.help if cure is not None and cure.suggestion else "Write one that exists."
    what = f'There is no {kind} "{target[:100]}"; the line has no effect.'
    finding = warning("line-without-sku", offers.line(name), what, f"{near} Or take the line away.")
    if name == target:
        now = former_names.skus(offers.reader, name)
    else:
        now = [f"{key}{ALL}" for key in former_names.products(offers.reader, target)]
    reworded = named_references.missing(renames.renamed(finding, now) if now else finding, target, "product")
    return replace(reworded, edits=()) if any(each in offers.lines for each in now) else reworded
