"""What files name: whether it exists, and if not, the nearest name that does.

The names to choose from are gathered only when one is missing; where they may be very many, a bounded number of those
that begin alike is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from packshot.findings import Absent, Finding, Location, error
from packshot.model.asset import Rights
from packshot.model.config import PACKSHOT
from packshot.model.names import has_suggestion, meant, nearest, suggestion, unlisted
from packshot.model.names import unknown as unknown_name
from packshot.model.record import LICENCE

MOST = 2000
"""How many names are compared with a wrong one at most."""


def missing(finding: Finding, name: str, *homes: str) -> Finding:
    """The finding of a name that stands in none of these files, as far as they can be read."""
    return replace(finding, absent=Absent(name, homes))


def alike(reader: Reader, kind: str, name: str) -> set[str]:
    """Some names of a kind that begin like this one. Not tracked: only words of a cure depend on it."""
    return {nodes.cut(rest)[0] for rest in islice(nodes.below(reader.facts, kind, start=name[:1]), MOST)}


def option(reader: Reader, options: str, code: str, at: Location) -> Iterator[Finding]:
    """An option of a list. A list that does not exist is told where the attribute names it."""
    if not reader.has(nodes.option(options, code)) and reader.has(nodes.options(options)):
        what = f'The list {options} has no option "{code[:100]}".'
        now = former_names.successors(reader, nodes.option(options, code))
        label = None if now else label_lookup.find(reader, code, "option", options)
        if label is not None:
            yield label_lookup.instead(error("unknown-option", at, what, ""), label, "option")
        else:
            finding = replace(unknown_name("option", code, reader.options(options), at), what=what)
            yield missing(renames.renamed(finding, now, code), code, home("options", options))


def record(reader: Reader, entity: str, key: str, at: Location) -> Iterator[Finding]:
    """An entry of an entity."""
    node = nodes.record(entity, key)
    if not reader.has(node) and reader.has(nodes.family(entity)):
        cure = f"Write catalog/records/{entity}/{key[:100]}.yaml."
        finding = unlisted(
            "unknown-record", at, f'There is no {entity} "{key[:100]}".', key, reader.record_keys(entity), cure
        )
        yield missing(_reworded(reader, finding, key, ("record", entity), node), key, "record")


def _reworded(reader: Reader, finding: Finding, name: str, label: tuple[str, ...], node: Node | None) -> Finding:
    """Return the finding with the present name of `node`, else with what has the name for a label; a near name comes
    last. `label` is empty where nothing has one, `node` None where nothing of the kind has former names.
    """
    now = former_names.successors(reader, node) if node is not None else ()
    is_plain = now or any(edit.safe for edit in finding.edits)
    code = label_lookup.find(reader, name, *label) if label and not is_plain else None
    if code is not None:
        return label_lookup.instead(finding, code, label[0])
    return renames.renamed(finding, now, name) if node is not None else finding


class Kind(NamedTuple):
    """How names of a kind are looked up, and what the finding of an unknown one says."""

    noun: str
    node: Callable[[str], Node]
    known: Callable[[Reader], Iterable[str]] | None = None
    """The names to choose from; those that begin like the unknown one where it is None."""
    help: str = ""
    """Where no name is near; else the known names are listed."""
    undeclared: str = ""
    """The help where nothing of the kind is declared."""
    home: str = ""
    """The kind of file that declares them, if an unreadable one suppresses the finding."""
    built_in: tuple[str, ...] = ()
    effect: str = ""
    has_label: bool = False
    has_former_names: bool = False


def _unit_families(reader: Reader) -> set[str]:
    return alike(reader, "unit", "")


KINDS: Mapping[str, Kind] = {
    "asset": Kind(
        "asset",
        nodes.asset,
        help="Add the file with its sidecar below assets/, or take the id away.",
        home="sidecar",
        has_former_names=True,
    ),
    "attribute": Kind("attribute", nodes.attribute, label_lookup.attribute_codes, home="attributes", has_label=True),
    "authority": Kind(
        "authority",
        nodes.authority,
        methodcaller("members", "authorities"),
        undeclared="Declare it under authorities: in catalog.yaml.",
        home="catalog",
        built_in=(PACKSHOT,),
    ),
    "category": Kind(
        "category",
        nodes.category,
        label_lookup.categories,
        "Add it to a tree in catalog/categories/, or take it away.",
        home="categories",
        has_label=True,
        has_former_names=True,
    ),
    "family": Kind("family", nodes.family, methodcaller("names", "family"), has_label=True),
    "locale": Kind(
        "locale",
        nodes.locale,
        Reader.locales,
        "Write {choice}, or add {name:.20} under locales: in catalog.yaml.",
        home="catalog",
    ),
    "market": Kind("market", nodes.market, Reader.markets, home="catalog"),
    "options": Kind(
        "option list",
        nodes.options,
        methodcaller("names", "options"),
        "Write catalog/options/{name:.100}.yaml.",
    ),
    "prices": Kind(
        "price list",
        nodes.price_list,
        methodcaller("names", "prices"),
        "Write catalog/prices/{name:.100}.yaml, or take the name away.",
    ),
    "record/licence": Kind(
        "licence",
        partial(nodes.record, LICENCE),
        methodcaller("record_keys", LICENCE),
        f"Write catalog/records/{LICENCE}/{{name:.100}}.yaml.",
        effect=", so the asset may not be shown at all",
    ),
    "relation": Kind("relation", nodes.relation, methodcaller("names", "relation"), home="relations", has_label=True),
    "rendition": Kind("rendition", nodes.rendition, Reader.presets, home="catalog"),
    "stock": Kind(
        "stock list",
        nodes.stock_list,
        methodcaller("names", "stock"),
        "Write catalog/stock/{name:.100}.yaml, or take the name away.",
    ),
    "taxonomy": Kind(
        "taxonomy",
        nodes.taxonomy,
        methodcaller("members", "taxonomies"),
        undeclared="Declare it with its version under taxonomies: in catalog.yaml.",
        home="catalog",
    ),
    "tree": Kind("category tree", nodes.tree, methodcaller("names", "categories")),
    "unit": Kind("unit family", nodes.unit, _unit_families, "Declare it in catalog/units.yaml.", home="units"),
}
"""Kinds of names that are looked up alike, by the marks of models (`text_forms.Names`)."""


def listed(reader: Reader, name: str, at: Location, *, kind: str, but: str = "") -> Iterator[Finding]:
    """A name of one of the `KINDS`; `but` is one that cannot be meant."""
    spec = KINDS[kind]
    node = spec.node(name)
    if name not in spec.built_in and not reader.has(node):
        known = list(alike(reader, kind, name) if spec.known is None else spec.known(reader))
        finding = unknown_name(spec.noun, name, (each for each in (*known, *spec.built_in) if each != but), at)
        finding = replace(finding, what=f"{finding.what[:-1]}{spec.effect}.", cure=_help(spec, finding, name, known))
        label = (kind,) if spec.has_label else ()
        reworded = _reworded(reader, finding, name, label, node if spec.has_former_names else None)
        yield missing(reworded, name, spec.home) if spec.home else reworded


def _help(spec: Kind, finding: Finding, name: str, known: Sequence[str]) -> str:
    if spec.undeclared and not known:
        return spec.undeclared
    if not spec.help or has_suggestion(finding):
        return finding.cure
    names = ", ".join(known)
    return spec.help.format(name=name, choice=f"one of {names}" if "," in names else names)


def product(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """A product key or SKU."""
    if reader.named(name) is None:
        finding = _not_there("unknown-product", f'There is no product or SKU "{name[:100]}".', reader, name, at)
        yield missing(renames.renamed(finding, former_names.products_or_skus(reader, name), name), name, "product")


def sku(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """A SKU, and no product key."""
    found = reader.named(name)
    if found is None:
        finding = _not_there("unknown-sku", f'There is no SKU "{name[:100]}".', reader, name, at)
        yield missing(renames.renamed(finding, former_names.skus(reader, name), name), name, "product")
    elif found[1] is None and name not in _skus(reader, name):
        cure = "Write one of its SKUs: a bundle and its stock count SKUs."
        what = f'"{name[:100]}" is a product with several SKUs.'
        yield missing(error("unknown-sku", at, what, cure), name, "product")


def _skus(reader: Reader, name: str) -> list[str]:
    return [value.partition("\t")[2] for value in reader.lookup(INDEX_NAME, name.casefold())]


def _not_there(code: str, what: str, reader: Reader, name: str, at: Location) -> Finding:
    """A name that nothing bears. A key and a SKU may differ by case alone, and then it is not plain which is meant."""
    bearers = [value.split("\t")[-1] for value in reader.lookup(INDEX_NAME, name.casefold())]
    near = next(iter(bearers), None) or nearest(name, {*alike(reader, "product", name), *_listed_skus(reader, name)})
    cure = suggestion(near) or "Write the key of a product or a SKU that exists, or take it away."
    return error(code, at, what, cure, *(meant(name, near, at) if len(bearers) < 2 else ()))


def _listed_skus(reader: Reader, name: str) -> Iterator[str]:
    """Some SKUs of price and stock lists that begin like this one and that a product bears."""
    for kind, folder in (("price", "prices"), ("stock", "stock")):
        for each in reader.names(folder):
            skus = islice(nodes.below(reader.facts, kind, each, start=name[:1]), MOST)
            yield from (sku for sku in skus if reader.facts.lookup(INDEX_NAME, sku.casefold()))


def locale_file(reader: Reader, tag: str, at: Location) -> Iterator[Finding]:
    """The locale that a file is named for. A file is renamed by hand, so there is no edit."""
    for finding in listed(reader, tag, at, kind="locale"):
        near = nearest(tag, reader.locales())
        cure = "Declare the locale under locales: in catalog.yaml, or delete the file."
        what = f'There is no locale "{tag[:100]}", so nobody sees what the file says.'
        yield replace(finding, what=what, cure=f"{suggestion(near)} Rename the file." if near else cure, edits=())


def own_family(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """The family of a product, without which nothing of it can be read."""
    if not reader.has(nodes.family(name)):
        known = families_of(reader, "product")
        others = f", or one of {', '.join(known[:12])} here" if known else ""
        what = f'There is no family "{name[:100]}", so no value of the product can be read.'
        finding = unlisted(
            "unknown-family", at, what, name, known, f"Write catalog/families/{name[:100]}.yaml{others}."
        )
        yield _reworded(reader, finding, name, ("family",), None)


def relation(reader: Reader, code: str, at: Location) -> Iterator[Finding]:
    """A relation of relations.yaml. An inverse is computed, so it is written at the other end."""
    if not reader.has(nodes.relation(code)) and code in inverses(reader):
        what = f'"{code}" is the inverse of {inverses(reader)[code]} and follows from what other products write.'
        yield error("inverse-written", at, what, f"Write {inverses(reader)[code]} in the other product, and not this.")
    else:
        yield from listed(reader, code, at, kind="relation")


def scope(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """A channel scope."""
    known = scopes(reader)
    if name not in known:
        others = f"Known are {', '.join(sorted(known))}; declare others under scopes: in catalog.yaml."
        cure = suggestion(nearest(name, known)) or others
        finding = error("unknown-scope", at, f'There is no channel scope "{name[:100]}".', cure)
        yield missing(finding, name, "catalog", "channel")


def rights(reader: Reader, terms: Rights, at: Location) -> Iterator[Finding]:
    """The channel scopes that rights name."""
    channel = terms.channel
    for word in ("allow", "deny"):
        for place, name in enumerate(getattr(channel, word) or () if channel else ()):
            yield from scope(reader, name, Location(at.path, (*at.keys, "channel", word, place)))


def customers(name: str, groups: Iterable[str], at: Location) -> Finding:
    """A customer group that no price list of the market has."""
    known = ", ".join(groups)
    near = nearest(name, known.split(", "))
    cure = suggestion(near) or (f"Write one of {known}." if known else "Write group: in a price list.")
    return error("unknown-customers", at, f'No price list here is for the customers "{name}".', cure)
