"""Validation of names that refer to other entries. For an unknown name, the nearest known name is suggested.

Known names are collected only for an unknown name. For kinds with very many names, such as assets, only a limited
number of names with the same first character is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from operator import methodcaller
from typing import NamedTuple

from packshot.catalog import former_names, nodes
from packshot.catalog.indexes import INDEX_NAME
from packshot.catalog.nodes import Node
from packshot.catalog.reader import Reader
from packshot.catalog.relations import inverses
from packshot.catalog.scopes import scopes
from packshot.catalog.unreadable import home
from packshot.checks import label_lookup, renames
from packshot.checks.family_contents import families_of
from packshot.findings import Absent, Finding, Location, report
from packshot.model.asset import Rights
from packshot.model.config import PACKSHOT
from packshot.model.names import meant, suggested, unlisted
from packshot.model.record import LICENCE

MOST = 2000
"""The largest number of names that are compared with an unknown one."""


def missing(finding: Finding, name: str, *homes: str) -> Finding:
    """Return the finding about an undefined name, with the files that may define this name.

    `homes` are kinds of file or single files, such as `options/color`; without `homes`, any file is meant. The finding
    is suppressed if one of these files contains the name and cannot be read completely.
    """
    return replace(finding, absent=Absent(name, homes))


def alike(reader: Reader, kind: str, name: str) -> set[str]:
    """Return names of a kind that have the same first character as this name, at most `MOST`. These reads are not
    tracked, because only suggestions depend on them.
    """
    return {nodes.cut(rest)[0] for rest in islice(nodes.below(reader.facts, kind, start=name[:1]), MOST)}


def option(reader: Reader, options: str, code: str, at: Location) -> Iterator[Finding]:
    """Yield a finding if an option is unknown. An unknown option list is reported at the attribute that names it."""
    if not reader.has(nodes.option(options, code)) and reader.has(nodes.options(options)):
        finding = unlisted("unknown-option", at, code, reader.options(options), list=options)
        now = former_names.successors(reader, nodes.option(options, code))
        label = None if now else label_lookup.find(reader, code, "option", options)
        if label is not None:
            yield label_lookup.instead(finding, label)
        else:
            yield missing(renames.renamed(finding, now), code, home("options", options))


def record(reader: Reader, entity: str, key: str, at: Location) -> Iterator[Finding]:
    """Yield a finding if a record is unknown. An unknown entity is reported at the attribute that names it."""
    node = nodes.record(entity, key)
    if not reader.has(node) and reader.has(nodes.family(entity)):
        finding = unlisted("unknown-record", at, key, reader.record_keys(entity), entity=entity)
        yield missing(_suggested(reader, finding, key, ("record", entity), node), key, "record")


def _suggested(reader: Reader, finding: Finding, name: str, label: tuple[str, ...], node: Node | None) -> Finding:
    """Return the finding with a suggestion: the present name of `node`, else the name that has this label, else a
    similar name.

    `label` is empty for a kind without labels, `node` is None for a kind without former names.
    """
    now = former_names.successors(reader, node) if node is not None else ()
    is_plain = now or any(edit.safe for edit in finding.edits)
    code = label_lookup.find(reader, name, *label) if label and not is_plain else None
    if code is not None:
        return label_lookup.instead(finding, code)
    return renames.renamed(finding, now) if node is not None else finding


class Kind(NamedTuple):
    """A kind of names: how names are looked up, and the message about an unknown name."""

    message: str
    node: Callable[[str], Node]
    known: Callable[[Reader], Iterable[str]] | None = None
    """The names to choose from; None for those that begin like the unknown one."""
    home: str = ""
    """The kind of file that declares the names; empty if an unreadable file of this kind suppresses no finding."""
    built_in: tuple[str, ...] = ()
    has_label: bool = False
    has_former_names: bool = False


def _unit_families(reader: Reader) -> set[str]:
    return alike(reader, "unit", "")


KINDS: Mapping[str, Kind] = {
    "asset": Kind("unknown-asset", nodes.asset, home="sidecar", has_former_names=True),
    "attribute": Kind("unknown-attribute", nodes.attribute, label_lookup.attribute_codes, "attributes", has_label=True),
    "authority": Kind(
        "unknown-authority", nodes.authority, methodcaller("members", "authorities"), "catalog", (PACKSHOT,)
    ),
    "category": Kind(
        "unknown-category",
        nodes.category,
        label_lookup.categories,
        "categories",
        has_label=True,
        has_former_names=True,
    ),
    "family": Kind("unknown-family", nodes.family, methodcaller("names", "family"), has_label=True),
    "locale": Kind("unknown-locale", nodes.locale, Reader.locales, "catalog"),
    "market": Kind("unknown-market", nodes.market, Reader.markets, "catalog"),
    "options": Kind("unknown-option-list", nodes.options, methodcaller("names", "options")),
    "prices": Kind("unknown-price-list", nodes.price_list, methodcaller("names", "prices")),
    "record/licence": Kind("unknown-licence", partial(nodes.record, LICENCE), methodcaller("record_keys", LICENCE)),
    "relation": Kind(
        "unknown-relation", nodes.relation, methodcaller("names", "relation"), "relations", has_label=True
    ),
    "rendition": Kind("unknown-rendition", nodes.rendition, Reader.presets, "catalog"),
    "stock": Kind("unknown-stock-list", nodes.stock_list, methodcaller("names", "stock")),
    "taxonomy": Kind("unknown-taxonomy", nodes.taxonomy, methodcaller("members", "taxonomies"), "catalog"),
    "tree": Kind("unknown-category-tree", nodes.tree, methodcaller("names", "categories")),
    "unit": Kind("unknown-unit-family", nodes.unit, _unit_families, "units"),
}
"""The kinds of names that `listed` looks up, by the marks of models (`text_forms.Names`)."""


def listed(reader: Reader, name: str, at: Location, *, kind: str, but: str = "") -> Iterator[Finding]:
    """Yield a finding if a name is unknown; `kind` is one of `KINDS`, and the name `but` is not suggested."""
    spec = KINDS[kind]
    node = spec.node(name)
    if name not in spec.built_in and not reader.has(node):
        known = alike(reader, kind, name) if spec.known is None else spec.known(reader)
        finding = unlisted(spec.message, at, name, sorted({*known, *spec.built_in} - {but}))
        label = (kind,) if spec.has_label else ()
        found = _suggested(reader, finding, name, label, node if spec.has_former_names else None)
        yield missing(found, name, spec.home) if spec.home else found


def product(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """Yield a finding if a name is neither a product key nor a SKU."""
    if reader.named(name) is None:
        finding = _unknown_name("unknown-product", reader, name, at)
        yield missing(renames.renamed(finding, former_names.products_or_skus(reader, name)), name, "product")


def sku(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """Yield a finding if a name is not a SKU; a product key has its own message."""
    found = reader.named(name)
    if found is None:
        finding = _unknown_name("unknown-sku", reader, name, at)
        yield missing(renames.renamed(finding, former_names.skus(reader, name)), name, "product")
    elif found[1] is None and name not in _skus(reader, name):
        yield missing(report("unknown-sku.product", at, name=name), name, "product")


def _skus(reader: Reader, name: str) -> list[str]:
    return [value.partition("\t")[2] for value in reader.lookup(INDEX_NAME, name.casefold())]


def _unknown_name(message: str, reader: Reader, name: str, at: Location) -> Finding:
    """Return the finding of a name without product or SKU.

    It has no edit if both a key and a SKU differ from the name only by case.
    """
    matches = [value.split("\t")[-1] for value in reader.lookup(INDEX_NAME, name.casefold())]
    known = matches[:1] or {*alike(reader, "product", name), *_listed_skus(reader, name)}
    near = suggested(name, known)
    edits = meant(near, at) if len(matches) < 2 else ()
    return report(message, at, *edits, suggestion=near, name=name)


def _listed_skus(reader: Reader, name: str) -> Iterator[str]:
    """Yield some SKUs of price and stock lists that begin like this one and belong to a product."""
    for kind, folder in (("price", "prices"), ("stock", "stock")):
        for each in reader.names(folder):
            skus = islice(nodes.below(reader.facts, kind, each, start=name[:1]), MOST)
            yield from (sku for sku in skus if reader.facts.lookup(INDEX_NAME, sku.casefold()))


def locale_file(reader: Reader, tag: str, at: Location) -> Iterator[Finding]:
    """Yield a finding if a file is named after an unknown locale. The finding has no edit, because an edit cannot
    rename a file.
    """
    for finding in listed(reader, tag, at, kind="locale"):
        yield replace(finding, message="unknown-locale.file", edits=())


def own_family(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """Yield a finding if the family of a product is unknown; without a family, no value of the product can be read."""
    if not reader.has(nodes.family(name)):
        finding = unlisted("unknown-family.product", at, name, families_of(reader, "product"))
        yield _suggested(reader, finding, name, ("family",), None)


def relation(reader: Reader, code: str, at: Location) -> Iterator[Finding]:
    """Yield a finding if a relation is unknown or is an inverse. Inverse links are computed from the links of the other
    product, so they are not written in files.
    """
    if not reader.has(nodes.relation(code)) and code in inverses(reader):
        yield report("inverse-written", at, inverse=code, relation=inverses(reader)[code])
    else:
        yield from listed(reader, code, at, kind="relation")


def scope(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """Yield a finding if a channel scope is unknown."""
    known = scopes(reader)
    if name not in known:
        finding = unlisted("unknown-scope", at, name, sorted(known))
        yield missing(replace(finding, edits=()), name, "catalog", "channel")


def rights(reader: Reader, terms: Rights, at: Location) -> Iterator[Finding]:
    """Yield a finding for each unknown channel scope in rights."""
    channel = terms.channel
    for word in ("allow", "deny"):
        for place, name in enumerate(getattr(channel, word) or () if channel else ()):
            yield from scope(reader, name, Location(at.path, (*at.keys, "channel", word, place)))


def customers(name: str, groups: Iterable[str], at: Location) -> Finding:
    """Return the finding about a customer group that is not one of `groups`, the groups of a market's price lists."""
    return replace(unlisted("unknown-customers", at, name, groups), edits=())
