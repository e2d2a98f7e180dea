"""What price lists and stock lists have in common: a head, and lines that name SKUs; perhaps in a folder of parts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from packshot.catalog import former_names, nodes
from packshot.catalog.layout import place_of
from packshot.catalog.reader import Reader
from packshot.catalog.unreadable import INDEX_DARK
from packshot.checks import named_references, renames
from packshot.checks.source_file import SourceFile
from packshot.findings import Finding, Location, advice, error, warning
from packshot.model.names import has_suggestion
from packshot.model.price import ALL


def is_unread(reader: Reader, name: str) -> bool:
    """Whether something is wrong with the text of a price list, or its head or its lines cannot be read at all."""
    return reader.remembered(("unread list", name), lambda inner: _is_unread(inner, name))


def _is_unread(reader: Reader, name: str) -> bool:
    dark = [*reader.lookup(INDEX_DARK, "prices"), *reader.lookup(INDEX_DARK, "prices-part")]
    return name in dark or (reader.has(nodes.price_list(name)) and reader.price_list(name) is None)


class OfferFile(SourceFile):
    """A file of price or stock lines: a whole list, or a part of one."""

    def __init__(self, reader: Reader, path: str) -> None:
        super().__init__(reader, path)
        place = place_of(path).kind
        self.is_part = place.endswith("-part")
        self.word = place.removesuffix("-part")
        self.kind = "price" if self.word == "prices" else "stock"
        lines = self.document.raw.get(self.word)
        self.lines: dict[str, Any] = lines if isinstance(lines, dict) else {}

    def line(self, name: str, *keys: str | int) -> Location:
        """Return the location of a value in a line; of the line's own key where no keys are given."""
        return Location(self.path, (self.word, name, *keys), "value" if keys else "key")


def unknown_keys(offers: OfferFile) -> Iterator[Finding]:
    """Keys of a part of a list beside those of its lines."""
    for key in offers.document.raw if offers.is_part else ():
        if key != offers.word:
            what = f'A part of a {offers.kind} list has no key "{key[:100]}".'
            yield error("unknown-key", Location(offers.path, (key,), "key"), what, "Write it in list.yaml beside it.")


def headless(offers: OfferFile) -> Iterator[Finding]:
    """A part of a list that has no list.yaml; a list that is a file and a folder."""
    head = nodes.offer_list(offers.kind, offers.key)
    offers.reader.note(head)
    homes = offers.reader.facts.providers(head)
    if offers.is_part and not homes:
        what = f"There is no list.yaml beside it to say what the {offers.kind} list {offers.key} is."
        yield error("list-without-head", offers.at, what, "Write list.yaml with the list's head.")
    if len(homes) > 1 and offers.path in homes[1:]:
        what = f'The {offers.kind} list "{offers.key}" stands here and in {homes[0]}.'
        yield error("list-twice", offers.at, what, "Keep one of them.")


LONG = 1000
"""From so many lines on a list is better a folder of parts (format rule 39)."""


def too_long(offers: OfferFile) -> Iterator[Finding]:
    """A list of very many lines in one file: each change is a difference in a long file, and two of them conflict."""
    if len(offers.lines) > LONG:
        folder = posixpath.splitext(offers.path)[0] if not offers.is_part else posixpath.dirname(offers.path)
        what = f"The file has {len(offers.lines)} lines."
        cure = f"Cut it into parts of up to {LONG} in {folder}/, with the head in list.yaml."
        yield advice("list-long", offers.at, what, cure)


def lines_twice(offers: OfferFile) -> Iterator[Finding]:
    """Lines that another file of the same list has too."""
    for name in offers.lines:
        node = nodes.of(offers.kind, offers.key, name)
        offers.reader.note(node)
        first, *others = offers.reader.facts.providers(node) or (offers.path,)
        if offers.path in others:
            what = f'The line "{name}" stands in {first} too.'
            yield error("line-twice", offers.line(name), what, "Keep one of them.")


def unknown(offers: OfferFile) -> Iterator[Finding]:
    """Lines whose SKU or product does not exist. ERP systems often send more than the catalogue holds: a warning."""
    for name in offers.lines:
        wanted = name.removesuffix(ALL)
        found = offers.reader.named(wanted)
        if found is None or (name != wanted and found[0] != wanted):
            yield _unknown(offers, name, "product" if name != wanted else "SKU")
        elif name == wanted and found[1] is None:
            yield from _key_for_sku(offers, name)


def _key_for_sku(offers: OfferFile, name: str) -> Iterator[Finding]:
    """A product's key where a SKU is wanted; right only where the product's own SKU is called so."""
    if any(named_references.sku(offers.reader, name, offers.at)):
        cure = f"Write {name}/* for each of its SKUs, or one of them." if offers.kind == "price" else "Write its SKUs."
        what = f'"{name}" is a product; a line names a SKU.'
        yield named_references.missing(warning("line-without-sku", offers.line(name), what, cure), name, "product")


def _unknown(offers: OfferFile, name: str, kind: str) -> Finding:
    wanted = name.removesuffix(ALL)
    cure = next(named_references.product(offers.reader, wanted, offers.at), None)
    near = cure.cure if cure is not None and has_suggestion(cure) else "Write one that exists."
    what = f'There is no {kind} "{wanted[:100]}"; the line has no effect.'
    finding = warning("line-without-sku", offers.line(name), what, f"{near} Or take the line away.")
    now = (
        former_names.skus(offers.reader, name)
        if name == wanted
        else _lines_of(former_names.products(offers.reader, wanted))
    )
    told = named_references.missing(renames.renamed(finding, now, name) if now else finding, wanted, "product")
    return replace(told, edits=()) if any(each in offers.lines for each in now) else told


def _lines_of(products: list[str]) -> list[str]:
    return [f"{key}{ALL}" for key in products]
