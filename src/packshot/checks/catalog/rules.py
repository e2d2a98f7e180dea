"""Rules of the catalogue as a whole: what nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.checks.catalog import WholeCatalogue
from packshot.checks.rule import rule
from packshot.checks.validations import findings
from packshot.findings import Finding, Location, advice
from packshot.rules.evaluation import Broken, applies, broken
from packshot.rules.subjects import assets as assets_of
from packshot.rules.validation import Compiled, compiled


@rule("asset-unused")
def assets(catalog: WholeCatalogue) -> Iterator[Finding]:
    """What it does: advises of assets that no product, record, option or other asset names.

    Why: they cost storage and nobody sees them; perhaps a product should name them.

    Example: fjord-back.jpg, which no product has. Cure: name it in a product, or delete it with its sidecar.
    """
    for id_ in catalog.unused("asset"):
        at = Location(catalog.reader.path_of(nodes.asset(id_)))
        yield advice("asset-unused", at, f'Nothing names the asset "{id_}".', "Name it somewhere, or delete its files.")


@rule("rule-*")
def uses(catalog: WholeCatalogue) -> Iterator[Finding]:
    """What it does: finds what breaks a rule of catalog/rules/ with `linked: use`: assets that nothing names.

    Why: what is used shows only when everything has been looked at, so `validate --all` alone can tell.

    Example: `on: asset`, `linked: use` and a picture that no product names. Cure: as the rule says.
    """
    reader = catalog.reader
    unused = set(catalog.unused("asset"))
    for name in reader.validations():
        rule = compiled(reader, name)
        if rule is not None and rule.noun.linked == "use":
            yield from findings(reader, rule, (each for id_ in sorted(unused) for each in _unused(reader, rule, id_)))


def _unused(reader: Reader, rule: Compiled, id_: str) -> Iterator[Broken]:
    asset, path = reader.asset(id_), reader.path_of(nodes.asset(id_))
    for judged in assets_of(reader, rule, asset, path) if asset else ():
        yield from (broken(reader, rule, each, each.whole) for each in judged if applies(rule, each) is True)


@rule("category-empty", "21")
def categories(catalog: WholeCatalogue) -> Iterator[Finding]:
    """What it does: advises of categories without products and without categories below.

    Why: the site leads visitors to an empty page.

    Example: `sets`, which no product names. Cure: name it in products, or delete it.
    """
    for key in catalog.unused("category"):
        category = catalog.reader.category(key)
        if category is not None and not catalog.reader.below(key):
            at = Location(catalog.reader.path_of(nodes.tree(category.tree)))
            yield advice("category-empty", at, f'No product stands in the category "{key}".', "Fill it, or delete it.")


@rule("attribute-unused")
def attributes(catalog: WholeCatalogue) -> Iterator[Finding]:
    """What it does: advises of attributes that no family lists.

    Why: no product can have a value of them.

    Example: `pockets`, which no family lists. Cure: add it to a family, or delete it.
    """
    reader = catalog.reader
    families = [family for name in reader.names("family") if (family := reader.family(name))]
    used = {code for family in families for code in family.attributes}
    for group, _, codes in reader.groups():
        for code in codes:
            if code not in used:
                at = Location(reader.path_of(nodes.group(group)), ("attributes", code), "key")
                yield advice(
                    "attribute-unused", at, f'No family lists the attribute "{code}".', "List it, or delete it."
                )


@rule("list-unused", "35")
def lists(catalog: WholeCatalogue) -> Iterator[Finding]:
    """What it does: advises of price lists and stock lists that no market names.

    Why: what stands in them reaches nobody.

    Example: `us-retail` without a market that sells by it. Cure: name it in a market, or delete it.
    """
    reader = catalog.reader
    markets = [market for key in reader.markets() if (market := reader.market(key))]
    used = {"price": {name for market in markets for name in market.prices}}
    used["stock"] = {name for market in markets for name in market.stock}
    for kind, folder in (("price", "prices"), ("stock", "stock")):
        for name in reader.names(folder):
            if name not in used[kind]:
                at = Location(reader.path_of(nodes.offer_list(kind, name)))
                yield advice("list-unused", at, f'No market names the {kind} list "{name}".', "Name it, or delete it.")
