"""Rules of the catalogue as a whole: unused entries."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.checks.catalog import WholeCatalogue
from packshot.checks.rule import rule
from packshot.checks.validations import findings
from packshot.findings import Finding, Location, report
from packshot.rules.evaluation import Broken, applies, broken
from packshot.rules.subjects import assets as assets_of
from packshot.rules.validation import Compiled, compiled


@rule("asset-unused")
def assets(catalog: WholeCatalogue) -> Iterator[Finding]:
    """What it does: reports assets that no other entry uses, such as a product, a record, an option or another asset.

    Why: unused assets need storage and are not shown. A link from a product may be missing.

    Example: fjord-back.jpg, which no product uses. Fix: use the asset in a product, or delete the file and its sidecar.
    """
    for id_ in catalog.unused("asset"):
        at = Location(catalog.reader.path_of(nodes.asset(id_)))
        yield report("asset-unused", at, name=id_)


@rule("rule-*")
def uses(catalog: WholeCatalogue) -> Iterator[Finding]:
    """What it does: reports unused assets to which a rule of catalog/rules/ with `linked: use` applies.

    Why: unused assets can only be found by reading all files, so only `validate --all` applies these rules.

    Example: `on: asset`, `linked: use` and an image that no product uses. Fix: follow the help of the rule.
    """
    reader = catalog.reader
    unused = set(catalog.unused("asset"))
    for name in reader.validations():
        rule = compiled(reader, name)
        if rule is not None and rule.noun.linked == "use":
            yield from findings(reader, rule, (each for id_ in sorted(unused) for each in _unused(reader, rule, id_)))


def _unused(reader: Reader, rule: Compiled, id_: str) -> Iterator[Broken]:
    asset, path = reader.asset(id_), reader.path_of(nodes.asset(id_))
    for inputs in assets_of(reader, rule, asset, path) if asset else ():
        yield from (broken(reader, rule, each, each.whole) for each in inputs if applies(rule, each) is True)


@rule("category-empty", "21")
def categories(catalog: WholeCatalogue) -> Iterator[Finding]:
    """What it does: reports categories without products and without subcategories.

    Why: their pages on the site are empty.

    Example: the category `sets`, which no product has. Fix: add the category to products, or delete it.
    """
    for key in catalog.unused("category"):
        category = catalog.reader.category(key)
        if category is not None and not catalog.reader.below(key):
            at = Location(catalog.reader.path_of(nodes.tree(category.tree)))
            yield report("category-empty", at, name=key)


@rule("attribute-unused")
def attributes(catalog: WholeCatalogue) -> Iterator[Finding]:
    """What it does: reports attributes that no family lists.

    Why: no product can have a value for such an attribute.

    Example: `pockets`, which no family lists. Fix: add the attribute to a family, or delete it.
    """
    reader = catalog.reader
    families = [family for name in reader.names("family") if (family := reader.family(name))]
    used = {code for family in families for code in family.attributes}
    for group, _, codes in reader.groups():
        for code in codes:
            if code not in used:
                at = Location(reader.path_of(nodes.group(group)), ("attributes", code), "key")
                yield report("attribute-unused", at, name=code)


@rule("list-unused", "35")
def lists(catalog: WholeCatalogue) -> Iterator[Finding]:
    """What it does: reports price lists and stock lists that no market lists.

    Why: the prices and stock lines of these lists are not published.

    Example: `us-retail`, which no market lists. Fix: add the list to a market, or delete it.
    """
    reader = catalog.reader
    markets = [market for key in reader.markets() if (market := reader.market(key))]
    used = {"price": {name for market in markets for name in market.prices}}
    used["stock"] = {name for market in markets for name in market.stock}
    for kind, folder in (("price", "prices"), ("stock", "stock")):
        for name in reader.names(folder):
            if name not in used[kind]:
                at = Location(reader.path_of(nodes.offer_list(kind, name)))
                yield report("list-unused", at, kind=kind, name=name)
