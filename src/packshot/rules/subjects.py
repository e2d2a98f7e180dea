"""The inputs of rules and gates: SKUs, products, records and assets, each for one audience."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from packshot.catalog import nodes
from packshot.catalog.audiences import audience_of
from packshot.catalog.offer import Offer
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible, VisibleProduct, VisibleRecord
from packshot.expr import Path
from packshot.findings import Location
from packshot.model.asset import Asset
from packshot.model.audience import Audience
from packshot.model.product import Product, iter_skus
from packshot.model.record import Record
from packshot.model.resolve import ValueSource
from packshot.model.schema import Attribute
from packshot.rules.evaluation import RuleInput
from packshot.rules.lookup import AssetValues, AttributeValues, ProductValues, RecordValues, SkuValues
from packshot.rules.validation import Compiled

OF_A_MARKET = frozenset({"price", "stock", "market"})
"""Roots whose values may differ between markets."""


def needs_market(paths: Iterable[Path]) -> bool:
    """Return whether one of these paths has values that depend on the market."""
    return any(path[0] in OF_A_MARKET for path in paths)


def contexts(reader: Reader, paths: Iterable[Path], scope: str = "") -> tuple[Audience, ...]:
    """Return an audience for each market if a path depends on the market; otherwise one audience outside the markets.

    The locale of these audiences is the source locale.
    """
    if needs_market(paths):
        return reader.remembered(("markets of", scope), lambda inner: tuple(_markets(inner, scope)))
    return (outside_markets(reader, scope),)


def outside_markets(reader: Reader, scope: str = "", locale: str = "") -> Audience:
    """Return an audience that belongs to no market, by default in the source locale."""
    catalog = reader.catalog()
    zone = catalog.zone if catalog else "UTC"
    return Audience("", locale or reader.source(), scope, zone=zone)


def _markets(reader: Reader, scope: str) -> Iterator[Audience]:
    made = (audience_of(reader, key, reader.source(), scope) for key in reader.markets())
    yield from (audience for audience in made if audience is not None)


def with_all_skus(reader: Reader, audience: Audience, product: Product, sheet: ValueSource) -> VisibleProduct:
    """Return a product with all its SKUs, visible or not. It is used for evaluation and not published."""
    return VisibleProduct(Visible(reader, audience), product, sheet, tuple(iter_skus(product)))


def skus(reader: Reader, audience: Audience, product: Product, sheet: ValueSource) -> Iterator[SkuValues]:
    """Yield the lookup of paths for each SKU of a product, for an audience."""
    shown = with_all_skus(reader, audience, product, sheet)
    yield from (SkuValues(Offer(shown, sku)) for sku in shown.skus)


def audiences(reader: Reader, rule: Compiled, attributes: Mapping[str, Attribute]) -> Iterator[Audience]:
    """Yield the audiences for which a rule is evaluated: the markets, locales and scopes that the rule names.

    The default markets are all markets if the rule reads price, stock or market; otherwise, the audiences belong to no
    market. The default locales are all locales (in a market, all locales of this market) if the rule reads values that
    may depend on the locale; otherwise, the default is the first locale of each market, or the source locale without a
    market. A market that does not have a named locale is skipped for this locale.
    """
    noun = rule.noun
    in_markets = noun.markets or needs_market(rule.reads)
    localized = any(_is_localizable(attributes, path) for path in rule.reads)
    for scope in noun.scopes or ("",):
        if in_markets:
            yield from _in_markets(reader, noun.markets or reader.markets(), scope, noun.locales, localized)
        else:
            for locale in noun.locales or (reader.locales() if localized else (reader.source(),)):
                yield outside_markets(reader, scope, locale)


def _is_localizable(attributes: Mapping[str, Attribute], path: Path) -> bool:
    attribute = attributes.get(path[0]) or (attributes.get(path[1]) if path[0] == "assets" and len(path) > 1 else None)
    return attribute is not None and (attribute.localizable or attribute.type in ("record", "select", "table"))


def _in_markets(
    reader: Reader, keys: Sequence[str], scope: str, locales: Sequence[str], localized: bool
) -> Iterator[Audience]:
    for key in keys:
        market = reader.market(key)
        if market is None:
            continue
        selected = [locale for locale in market.locales if not locales or locale in locales]
        for locale in selected if localized or locales else market.locales[:1]:
            audience = audience_of(reader, key, locale, scope)
            yield from [audience] if audience is not None else []


def products(reader: Reader, rule: Compiled, product: Product, sheet: ValueSource) -> Iterator[list[RuleInput]]:
    """Yield the inputs of a rule for a product: the product or its SKUs in order, for each audience. If the rule does
    not apply to the product, yield nothing.
    """
    if not _is_selected(reader, rule, product):
        return
    for audience in audiences(reader, rule, sheet.family.attributes):
        shown = with_all_skus(reader, audience, product, sheet)
        if rule.noun.on == "product":
            yield [_product(shown)]
        else:
            yield [_sku(shown, sku) for sku in iter_skus(product)]


def _is_selected(reader: Reader, rule: Compiled, product: Product) -> bool:
    noun = rule.noun
    families = {family.key for family in reader.lineage(product.family)} if noun.families else set()
    above = {key for each in product.categories for key in reader.above(each)} if noun.categories else set()
    return (not noun.families or not families.isdisjoint(noun.families)) and (
        not noun.categories or not above.isdisjoint(noun.categories)
    )


def _product(shown: VisibleProduct) -> RuleInput:
    product, values = shown.product, ProductValues(shown)
    return RuleInput(
        (product.key, product.sku) if product.sku else (product.key,),
        values,
        partial(_written_at, values),
        Location(shown.sheet.own.path),
    )


def _sku(shown: VisibleProduct, sku: str) -> RuleInput:
    keys: tuple[str, ...] = ("variants", sku) if sku in shown.product.variants else ("sku",)
    whole = Location(shown.sheet.own.path, keys, "key" if len(keys) > 1 else "value")
    values = SkuValues(Offer(shown, sku))
    return RuleInput((sku, shown.key), values, partial(_written_at, values), whole)


def records(reader: Reader, rule: Compiled, record: Record, sheet: ValueSource) -> Iterator[list[RuleInput]]:
    """Yield the inputs of a rule for a record, one for each audience; nothing if the rule is for other entities."""
    if rule.noun.families and record.entity not in rule.noun.families:
        return
    for audience in audiences(reader, rule, sheet.family.attributes):
        values = RecordValues(VisibleRecord(Visible(reader, audience), record, sheet))
        names = (f"{record.entity}/{record.key}", record.key)
        yield [RuleInput(names, values, partial(_written_at, values), Location(sheet.own.path))]


def assets(reader: Reader, rule: Compiled, asset: Asset, path: str) -> Iterator[list[RuleInput]]:
    """Yield the inputs of a rule for an asset: one for each locale that the rule names, by default for the source
    locale.
    """
    whole = Location(path)
    for locale in rule.noun.locales or (reader.source(),):
        values = AssetValues(reader, asset, reader.chain(locale))
        yield [RuleInput((asset.id,), values, partial(_in_sidecar, asset, whole), whole)]


def _in_sidecar(asset: Asset, whole: Location, path: Path) -> Location | None:
    return Location(whole.path, path[:1]) if path[0] in asset.model_fields_set and path[0] != "id" else None


def _written_at(values: AttributeValues, path: Path) -> Location | None:
    """Return the location of the value of a path; None if it is not written."""
    if path[0] in ("price", "stock") and isinstance(values, SkuValues):
        return _line_location(values, path[0])
    if path[0] in values.shown.sheet.family.attributes:
        return _value_location(values, path[0])
    if path[0] in ("assets", "maps") and len(path) > 1:
        return _value_location(values, f"{path[0]}.{path[1]}")
    is_written = isinstance(values, SkuValues) and path[0] in values.shown.product.model_fields_set
    return Location(values.shown.sheet.own.path, path[:1]) if is_written else None


def _value_location(values: AttributeValues, path: str) -> Location | None:
    found = values.shown.value(path, values.level)
    return found.place if found.file is not None else None


def _line_location(values: SkuValues, kind: str) -> Location | None:
    """Return the location of the line in use: that of the market's first list with a line for the SKU."""
    visible = values.shown.visible
    reader, market = visible.reader, visible.market
    lists = () if market is None else market.prices if kind == "price" else market.stock
    for name in lists:
        for key in (values.sku, *((f"{values.shown.key}/*",) if kind == "price" else ())):
            node = nodes.of(kind, name, key)
            if reader.has(node):
                return Location(reader.path_of(node), ("prices" if kind == "price" else "stock", key))
    return None
