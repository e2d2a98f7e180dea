"""Explanations of products for an audience: the origin of each value, overridden values, reasons for missing values.

The module uses the same queries as the published outputs, and keeps the steps that the outputs discard.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from packshot.catalog import nodes, relations
from packshot.catalog.audiences import audience_of
from packshot.catalog.hidden import Hidden
from packshot.catalog.offer_explanation import Offer, explained_offer
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.engine.types import Timestamp
from packshot.findings import Location
from packshot.model.audience import Audience
from packshot.model.product import Product, iter_skus
from packshot.model.resolve import Query, Resolved, ValueSource, calculate, candidates, resolve
from packshot.model.rights import Decision, effective
from packshot.model.schema import Attribute
from packshot.model.values import names_in


@dataclass(frozen=True, slots=True)
class ValueOrigin:
    """A definition of a value, with its location, locale, channel scope and level.

    The value None is an explicit null.
    """

    value: Any
    at: Location
    locale: str | None = None
    scope: str = ""
    level: str = ""
    expression: str = ""
    """The expression of a calculated value, defined at `at`; empty for other values."""
    inputs: tuple[tuple[str, ValueOrigin | None], ...] = ()
    """The origin of each input of the expression; None if it has no value."""


@dataclass(frozen=True, slots=True)
class Explained:
    """The explanation of a value: its definitions, the one in force first, or the reason that there is no value."""

    path: str
    said: tuple[ValueOrigin, ...]
    fallback: str = ""
    """The locale whose file has the value, if it differs from the requested one."""
    absent: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class AssetDecision:
    """The decision whether an asset may be shown in a role.

    `reason` is why it may not be shown, `until` is when the permission ends, and `instead` is its replacement.
    """

    role: str
    id: str
    at: Location
    allowed: bool
    reason: str = ""
    until: Timestamp | None = None
    licence: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class IncomingLink:
    """A link to this product that another product defines.

    `code` is the code of the link on this product, `name` the key or SKU of the other product, and `relation` the
    relation in its file.
    """

    code: str
    name: str
    relation: str
    at: Location


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of a product, or of one of its SKUs, for one audience."""

    product: Product
    sku: str | None
    at: Location
    name: str
    hidden: str
    """Why the product or SKU is hidden; empty if it is visible."""
    values: tuple[Explained, ...]
    assets: tuple[AssetDecision, ...]
    links: tuple[IncomingLink, ...]
    offers: tuple[Offer, ...]


def explain(visible: Visible, key: str, sku: str | None) -> Explanation | None:
    """Return the explanation of a product or SKU for an audience; None if its file or its family cannot be read."""
    reader = visible.reader
    product, sheet = reader.product(key), reader.sheet(key)
    if product is None or sheet is None:
        return None
    query = Query(visible.chain, visible.audience.scope, sku or product.sku)
    values = tuple(_computed(visible, product, _explained(sheet, product, path, query)) for path in _paths(sheet))
    name = next((each.said[0].value for each in values if each.said and each.path == sheet.family.name_from), key)
    at = Location(reader.path_of(nodes.product(key)), ("variants", sku) if sku and sku in product.variants else ())
    skus = (sku,) if sku else tuple(iter_skus(product))
    offers = tuple(explained_offer(visible, product, each) for each in skus)
    assets = tuple(each for value in values for each in _asset_decisions(visible, value))
    links = tuple(_links(visible, key))
    return Explanation(product, sku, at, str(name), _hidden(visible, product, sku), values, assets, links, offers)


def audience_for(reader: Reader, market: str, locale: str, scope: str, customers: str | None) -> Audience | None:
    """Return the audience of a market and a locale; None if this market or the catalogue cannot be read.

    An empty market means the first market with the locale; if there is none, the first market. An empty locale means
    the first locale of the market.
    """
    markets = reader.markets()
    with_locale = [key for key in markets if (found := reader.market(key)) and locale in found.locales]
    key = market or next(iter([*with_locale, *markets]), "")
    chosen = reader.market(key)
    default = next(iter(chosen.locales if chosen else ()), reader.source())
    return audience_of(reader, key, locale or default, scope, customers)


def names(explanation: Explanation) -> list[str]:
    """Return the names of single values that `only` accepts: paths of values and links, `price` and `stock`."""
    paths = (*(value.path for value in explanation.values), *(f"related.{link.code}" for link in explanation.links))
    return [*dict.fromkeys(paths), "price", "stock"]


def only(explanation: Explanation, name: str) -> Explanation:
    """Return one part of an explanation: the value at a path, the assets in a role, or the part with a fixed name.

    The fixed names are `assets`, `related`, `price` and `stock`.
    """
    paths = {name, f"assets.{name}"}
    paths |= {value.path for value in explanation.values if name == "related" and value.path.startswith("related.")}
    offers = [replace(each, stocks=()) if name == "price" else replace(each, prices=()) for each in explanation.offers]
    return replace(
        explanation,
        values=tuple(value for value in explanation.values if value.path in paths),
        assets=tuple(each for each in explanation.assets if name == "assets" or f"assets.{each.role}" in paths),
        links=tuple(link for link in explanation.links if name in ("related", f"related.{link.code}")),
        offers=tuple(offers) if name in ("price", "stock") else (),
    )


def _hidden(visible: Visible, product: Product, sku: str | None) -> str:
    """Return why the product or SKU is hidden; empty if it is visible."""
    shown = visible.product(product.key)
    if isinstance(shown, Hidden):
        return shown.text
    why = visible.hidden(product, sku) if sku else None
    return why.text if why else ""


def _paths(sheet: ValueSource) -> Iterator[str]:
    """Yield the attributes of the family in display order, then the other paths of the file."""
    yield from dict.fromkeys([*sheet.family.paths, *sheet.own.spots])


# Values


def _explained(sheet: ValueSource, product: Product, path: str, query: Query) -> Explained:
    found = [each for each in candidates(sheet, path, query) if each.place is not None]
    attribute = sheet.family.paths.get(path)
    required = path in (*sheet.family.required.get("all", ()), *sheet.family.required.get(query.scope, ()))
    origins = tuple(_origin(each) for each in found)
    if not origins:
        return Explained(path, (), absent=_absent(sheet, product, path, query, attribute), required=required)
    return Explained(path, origins, _fallback(found[0], path, attribute, query), required=required)


def _computed(visible: Visible, product: Product, value: Explained) -> Explained:
    """Fill in the computed weight of a bundle: the sum of its parts, or the part that has no weight."""
    shown = visible.product(product.key) if product.bundle and not value.said else None
    weights = shown.part_weights(value.path) if isinstance(shown, VisibleProduct) else []
    if not isinstance(shown, VisibleProduct) or not weights:
        return value
    missing = [part.sku for part, weight in weights if weight is None]
    if missing:
        return replace(value, absent=f"not set, and part {missing[0]} has no {value.path}")
    sum_ = " + ".join(f"{part.qty} × {weight} {part.sku}" for part, weight in weights)
    at = Location(shown.sheet.own.path, ("bundle",))
    return replace(value, said=(ValueOrigin(shown.value(value.path).value, at, level=f"computed: {sum_}"),), absent="")


def _origin(found: Resolved) -> ValueOrigin:
    assert found.place is not None
    at = Location(found.place.path, found.place.keys)
    if found.made is not None:
        inputs = tuple((code, _origin(each) if each.place else None) for code, each in found.made.inputs.items())
        return ValueOrigin(
            found.value, at, found.locale, level="calculated", expression=found.made.expression, inputs=inputs
        )
    return ValueOrigin(found.value, at, found.locale, found.scope, _level(found))


def _level(found: Resolved) -> str:
    """Return which level of the product sets the value: the SKU, a value of an axis, or a default."""
    if found.file is None:
        return "default"
    return " ".join(found.spot[1:]).replace("variants ", "").replace("by ", "")


def _fallback(found: Resolved, path: str, attribute: Attribute | None, query: Query) -> str:
    localizable = path == "slug" or (attribute is not None and (attribute.localizable or attribute.translatable))
    return found.locale or "" if localizable and found.locale not in (None, query.chain[0]) else ""


def _absent(sheet: ValueSource, product: Product, path: str, query: Query, attribute: Attribute | None) -> str:
    """Return why a value is not set: only for others, only in another language, or invalid."""
    if attribute is not None and attribute.fallback == "none" and len(query.chain) > 1:
        beyond = _elsewhere(sheet, path, query.chain[1:])
        if beyond:
            return f"set only in {beyond}, and {query.chain[0]} has no fallback (`fallback: none`)"
    if attribute is not None and attribute.expr is not None:
        return f"{attribute.expr} has no value: {_gaps(sheet, path, query)}"
    if path in product.values and path not in sheet.own.spots:
        return f"the value in {sheet.own.path} is invalid; run packshot validate"
    spots = sheet.own.spots.get(path, {})
    others = dict.fromkeys(_owner(spot) for spot in spots)
    return f"set only for {', '.join(others)}" if others else "not set"


def _gaps(sheet: ValueSource, code: str, query: Query) -> str:
    """Return why an expression has no value."""
    calculation = sheet.family.calculations.get(code)
    if calculation is None:
        return "the expression is invalid; run packshot validate"
    failure = calculate(sheet, code, query)[1]
    missing = [each for each in calculation.inputs if resolve(sheet, each, query).value is None]
    return failure.text if failure else f"{', '.join(missing)} not set" if missing else "the result is empty"


def _elsewhere(sheet: ValueSource, path: str, locales: tuple[str, ...]) -> str:
    """Return the first of these locales whose file has a value for a path."""
    for locale in locales:
        file = sheet.own if locale == sheet.own.locale else sheet.translation(locale)
        if file is not None and path in file.spots:
            return locale
    return ""


def _owner(spot: tuple[str, ...]) -> str:
    """Return the channel scope and level of a spot as text."""
    scope, *level = spot
    parts = [f"channel scope {scope}"] if scope else []
    if level:
        parts.append(" ".join(level[1:]))
    return " and ".join(parts) or "the product"


def _links(visible: Visible, key: str) -> Iterator[IncomingLink]:
    """Yield the links that other products define to this one; none for a hidden product."""
    shown = visible.product(key)
    for each in relations.incoming(shown) if isinstance(shown, VisibleProduct) else ():
        other, sku = each.linked.product, each.linked.sku
        place = other.value(f"related.{each.relation}", sku).place
        at = Location(place.path, place.keys) if place is not None else Location(other.sheet.own.path)
        yield IncomingLink(each.code, sku or other.key, each.relation, at)


# Assets


def _asset_decisions(visible: Visible, value: Explained) -> Iterator[AssetDecision]:
    if value.path.startswith("assets.") and value.said:
        for id_ in names_in(value.said[0].value):
            yield _asset_decision(visible, value.path.removeprefix("assets."), id_)


def _reason(decision: Decision) -> str:
    return decision.reason.text if decision.reason else ""


def _asset_decision(visible: Visible, role: str, id_: str) -> AssetDecision:
    """Return the decision about an asset and its replacement, by the steps of `visible.asset`."""
    reader = visible.reader
    asset, path = reader.asset(id_), reader.original(id_)
    at = Location(reader.path_of(nodes.asset(id_)) or path)
    (_, decision), *_ = steps = list(visible.asset_steps(id_))
    if asset is None or not path:
        return AssetDecision(role, id_, at, False, _reason(decision))
    shown, _ = steps[-1]
    instead = shown.asset.id if shown and not decision.allowed else ""
    until = effective(asset, reader.licence(asset.licence) if asset.licence else None).expires
    return AssetDecision(role, id_, at, decision.allowed, _reason(decision), until, asset.licence or "", instead)
