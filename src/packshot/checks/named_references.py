"""What files name: whether it exists, and if not, the nearest name that does.

The names to choose from are gathered only when one is missing; where they may be very many, a bounded number of those
that begin alike is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from packshot.catalog import former_names, nodes
from packshot.catalog.indexes import INDEX_NAME
from packshot.catalog.reader import Reader
from packshot.catalog.relations import inverses
from packshot.catalog.scopes import scopes
from packshot.catalog.unreadable import home
from packshot.checks import label_lookup, renames
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
    found = nodes.below(reader.facts, kind, start=name[:1])
    return {nodes.cut(rest)[0] for rest in islice(found, MOST)}


def option(reader: Reader, options: str, code: str, at: Location) -> Iterator[Finding]:
    """An option of a list. A list that does not exist is told where the attribute names it."""
    if not reader.has(nodes.option(options, code)) and reader.has(nodes.options(options)):
        what = f'The list {options} has no option "{code[:100]}".'
        now = former_names.successors(reader, nodes.option(options, code))
        label = None if now else label_lookup.option(reader, options, code)
        if label is not None:
            yield label_lookup.instead(error("unknown-option", at, what, ""), label, label_lookup.BY_CODE)
        else:
            finding = replace(unknown_name("option", code, reader.options(options), at), what=what)
            yield missing(renames.renamed(finding, now, code), code, home("options", options))


def record(reader: Reader, entity: str, key: str, at: Location) -> Iterator[Finding]:
    """An entry of an entity."""
    if not reader.has(nodes.record(entity, key)) and reader.has(nodes.family(entity)):
        what = f'There is no {entity} "{key[:100]}".'
        cure = f"Write catalog/records/{entity}/{key[:100]}.yaml."
        finding = unlisted("unknown-record", at, what, key, reader.record_keys(entity), cure)
        now = former_names.successors(reader, nodes.record(entity, key))
        told = _renamed(finding, now, key, lambda: label_lookup.record(reader, entity, key), label_lookup.BY_NAME)
        yield missing(told, key, "record")


def _renamed(finding: Finding, now: Sequence[str], name: str, label: Callable[[], str | None], how: str) -> Finding:
    """The finding with what the name is called now, else with what has it for a label; a near one is the last guess."""
    is_plain = now or any(edit.safe for edit in finding.edits)
    code = None if is_plain else label()
    return renames.renamed(finding, now, name) if code is None else label_lookup.instead(finding, code, how)


def asset(reader: Reader, id_: str, at: Location) -> Iterator[Finding]:
    """An asset by its id."""
    if not reader.has(nodes.asset(id_)):
        what, cure = (
            f'There is no asset "{id_[:100]}".',
            "Add the file with its sidecar below assets/, or take the id away.",
        )
        finding = unlisted("unknown-asset", at, what, id_, alike(reader, "asset", id_), cure)
        yield missing(renames.renamed(finding, former_names.successors(reader, nodes.asset(id_)), id_), id_, "sidecar")


def product(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """A product key or SKU."""
    if reader.named(name) is None:
        finding = _not_there("unknown-product", f'There is no product or SKU "{name[:100]}".', reader, name, at)
        told = renames.renamed(finding, former_names.products_or_skus(reader, name), name)
        yield missing(told, name, "product")


def sku(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """A SKU, and no product key."""
    found = reader.named(name)
    if found is None:
        finding = _not_there("unknown-sku", f'There is no SKU "{name[:100]}".', reader, name, at)
        yield missing(renames.renamed(finding, former_names.skus(reader, name), name), name, "product")
    elif found[1] is None and name not in _skus(reader, name):
        cure = "Write one of its SKUs: a bundle and its stock count SKUs."
        found_so = error("unknown-sku", at, f'"{name[:100]}" is a product with several SKUs.', cure)
        yield missing(found_so, name, "product")


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


def locale(reader: Reader, tag: str, at: Location) -> Iterator[Finding]:
    """A locale of the catalogue."""
    if not reader.has(nodes.locale(tag)):
        finding = unknown_name("locale", tag, reader.locales(), at)
        known = ", ".join(reader.locales())
        cure = f"Write {'one of ' if ',' in known else ''}{known}, or add {tag[:20]} under locales: in catalog.yaml."
        yield missing(finding if has_suggestion(finding) else replace(finding, cure=cure), tag, "catalog")


def locale_file(reader: Reader, tag: str, at: Location) -> Iterator[Finding]:
    """The locale that a file is named for. A file is renamed by hand, so there is no edit."""
    for finding in locale(reader, tag, at):
        near = nearest(tag, reader.locales())
        cure = "Declare the locale under locales: in catalog.yaml, or delete the file."
        what = f'There is no locale "{tag[:100]}", so nobody sees what the file says.'
        yield replace(finding, what=what, cure=f"{suggestion(near)} Rename the file." if near else cure, edits=())


def category(reader: Reader, key: str, at: Location) -> Iterator[Finding]:
    """A category of any tree."""
    if not reader.has(nodes.category(key)):
        what, cure = f'There is no category "{key[:100]}".', "Add it to a tree in catalog/categories/, or take it away."
        finding = unlisted("unknown-category", at, what, key, label_lookup.categories(reader), cure)
        now = former_names.successors(reader, nodes.category(key))
        told = _renamed(finding, now, key, lambda: label_lookup.category(reader, key), label_lookup.BY_KEY)
        yield missing(told, key, "categories")


def family(reader: Reader, name: str, at: Location, but: str = "") -> Iterator[Finding]:
    """A family; `but` is one that cannot be meant."""
    if not reader.has(nodes.family(name)):
        finding = unknown_name("family", name, (each for each in reader.names("family") if each != but), at)
        yield _called(finding, lambda: label_lookup.family(reader, name), label_lookup.BY_FAMILY)


def _called(finding: Finding, label: Callable[[], str | None], how: str) -> Finding:
    """The finding of an unknown name, with what has it for a label where nothing differs by its case alone."""
    code = None if any(edit.safe for edit in finding.edits) else label()
    return label_lookup.instead(finding, code, how)


def own_family(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """The family of a product, without which nothing of it can be read."""
    if not reader.has(nodes.family(name)):
        known = _families_of_products(reader)
        others = f", or one of {', '.join(known[:12])} here" if known else ""
        what = f'There is no family "{name[:100]}", so no value of the product can be read.'
        cure = f"Write catalog/families/{name[:100]}.yaml{others}."
        finding = unlisted("unknown-family", at, what, name, known, cure)
        yield _called(finding, lambda: label_lookup.family(reader, name), label_lookup.BY_FAMILY)


def _families_of_products(reader: Reader) -> tuple[str, ...]:
    def known(inner: Reader) -> tuple[str, ...]:
        held = ((name, inner.family(name)) for name in inner.names("family"))
        return tuple(name for name, family in held if family is not None and family.kind == "product")

    return reader.remembered(("families of products",), known)


def attribute(reader: Reader, code: str, at: Location) -> Iterator[Finding]:
    """An attribute of any group."""
    if not reader.has(nodes.attribute(code)):
        codes = {code for _, _, members in reader.groups() for code in members}
        finding = unknown_name("attribute", code, codes, at)
        told = _called(finding, lambda: label_lookup.attribute(reader, code), label_lookup.BY_ATTRIBUTE)
        yield missing(told, code, "attributes")


def relation(reader: Reader, code: str, at: Location) -> Iterator[Finding]:
    """A relation of relations.yaml. An inverse is computed, so it is written at the other end."""
    if not reader.has(nodes.relation(code)) and code in inverses(reader):
        what = f'"{code}" is the inverse of {inverses(reader)[code]} and follows from what other products write.'
        yield error("inverse-written", at, what, f"Write {inverses(reader)[code]} in the other product, and not this.")
    elif not reader.has(nodes.relation(code)):
        finding = unknown_name("relation", code, reader.names("relation"), at)
        told = _called(finding, lambda: label_lookup.relation(reader, code), label_lookup.BY_RELATION)
        yield missing(told, code, "relations")


def taxonomy(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """A taxonomy of catalog.yaml."""
    if not reader.has(nodes.taxonomy(name)):
        known = reader.members("taxonomies")
        finding = unknown_name("taxonomy", name, known, at)
        cure = finding.cure if known else "Declare it with its version under taxonomies: in catalog.yaml."
        yield missing(replace(finding, cure=cure), name, "catalog")


def rendition(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """A rendition preset."""
    if not reader.has(nodes.rendition(name)):
        yield missing(unknown_name("rendition", name, reader.presets(), at), name, "catalog")


def scope(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """A channel scope."""
    known = scopes(reader)
    if name not in known:
        others = f"Known are {', '.join(sorted(known))}; declare others under scopes: in catalog.yaml."
        cure = suggestion(nearest(name, known)) or others
        finding = error("unknown-scope", at, f'There is no channel scope "{name[:100]}".', cure)
        yield missing(finding, name, "catalog", "channel")


def rights(reader: Reader, held: Rights, at: Location) -> Iterator[Finding]:
    """The channel scopes that rights name."""
    channel = held.channel
    for word in ("allow", "deny"):
        for place, name in enumerate(getattr(channel, word) or () if channel else ()):
            yield from scope(reader, name, Location(at.path, (*at.keys, "channel", word, place)))


def market(reader: Reader, key: str, at: Location) -> Iterator[Finding]:
    """A market of catalog.yaml."""
    if not reader.has(nodes.market(key)):
        yield missing(unknown_name("market", key, reader.markets(), at), key, "catalog")


def authority(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """An authority of catalog.yaml, or the one that needs no declaration."""
    if name != PACKSHOT and not reader.has(nodes.authority(name)):
        known = reader.members("authorities")
        finding = unknown_name("authority", name, (*known, PACKSHOT), at)
        cure = finding.cure if known else "Declare it under authorities: in catalog.yaml."
        yield missing(replace(finding, cure=cure), name, "catalog")


def tree(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """A category tree."""
    if not reader.has(nodes.tree(name)):
        yield unknown_name("category tree", name, reader.names("categories"), at)


def unit_family(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """A unit family of units.yaml."""
    if not reader.has(nodes.unit(name)):
        what, cure = f'There is no unit family "{name[:100]}".', "Declare it in catalog/units.yaml."
        finding = unlisted("unknown-unit-family", at, what, name, alike(reader, "unit", ""), cure)
        yield missing(finding, name, "units")


def options(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """An option list."""
    if not reader.has(nodes.options(name)):
        what, cure = f'There is no option list "{name[:100]}".', f"Write catalog/options/{name[:100]}.yaml."
        yield unlisted("unknown-option-list", at, what, name, reader.names("options"), cure)


def offer_list(reader: Reader, kind: str, name: str, at: Location) -> Iterator[Finding]:
    """A price list (`price`) or stock list (`stock`)."""
    if not reader.has(nodes.offer_list(kind, name)):
        folder = "prices" if kind == "price" else "stock"
        what = f'There is no {kind} list "{name[:100]}".'
        cure = f"Write catalog/{folder}/{name[:100]}.yaml, or take the name away."
        yield unlisted(f"unknown-{kind}-list", at, what, name, reader.names(folder), cure)


def customers(name: str, groups: Iterable[str], at: Location) -> Finding:
    """A customer group that no price list of the market has."""
    known = ", ".join(groups)
    near = nearest(name, known.split(", "))
    cure = suggestion(near) or (f"Write one of {known}." if known else "Write group: in a price list.")
    return error("unknown-customers", at, f'No price list here is for the customers "{name}".', cure)


def licence(reader: Reader, key: str, at: Location) -> Iterator[Finding]:
    """A licence record."""
    if not reader.has(nodes.record(LICENCE, key)):
        what = f'There is no licence "{key[:100]}", so the asset may not be shown at all.'
        cure = f"Write catalog/records/{LICENCE}/{key[:100]}.yaml."
        yield unlisted("unknown-licence", at, what, key, reader.names(f"record/{LICENCE}"), cure)
