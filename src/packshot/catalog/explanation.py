"""Why a product is as it is: each value with the place that says it, what it overrides, and why others are absent.

Asks the same questions as everything published, and keeps the answers that are usually thrown away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from packshot.catalog import nodes, relations
from packshot.catalog.audiences import audience_of
from packshot.catalog.offer_explanation import Offer, explained_offer
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Hidden, Visible, VisibleProduct
from packshot.engine.types import Timestamp
from packshot.findings import Location
from packshot.model.audience import Audience
from packshot.model.product import Product, iter_skus
from packshot.model.resolve import Query, Resolved, ValueSource, calculate, candidates, resolve
from packshot.model.rights import effective
from packshot.model.schema import Attribute
from packshot.model.values import names_in


@dataclass(frozen=True, slots=True)
class ValueOrigin:
    """One place that says something: its value (None: explicitly none), for which locale, scope and level."""

    value: Any
    at: Location
    locale: str | None = None
    scope: str = ""
    level: str = ""
    expression: str = ""
    """Of a calculated value the expression, which stands at `at`."""
    inputs: tuple[tuple[str, ValueOrigin | None], ...] = ()
    """What each input of the expression says; None where nothing does."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A value: those who say something, the winner first; or why nobody does."""

    path: str
    said: tuple[ValueOrigin, ...]
    fallback: str = ""
    """The locale in whose file it was found, where that is another language than asked for."""
    absent: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class AssetDecision:
    """An asset of a role: whether it may be shown, why not, until when, and what takes its place."""

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
    """A link that nobody writes here: under which code, to whom, and the relation that is written at the other end."""

    code: str
    name: str
    relation: str
    at: Location


@dataclass(frozen=True, slots=True)
class Explanation:
    """A product, or one of its SKUs, for one audience."""

    product: Product
    sku: str | None
    at: Location
    name: str
    hidden: str
    """Why it may not be seen; empty when it may."""
    values: tuple[Explained, ...]
    assets: tuple[AssetDecision, ...]
    links: tuple[IncomingLink, ...]
    offers: tuple[Offer, ...]


def explain(visible: Visible, key: str, sku: str | None) -> Explanation | None:
    """Everything about a product or SKU for an audience; None where its file, or its family's, cannot be read."""
    reader = visible.reader
    product, sheet = reader.product(key), reader.sheet(key)
    if product is None or sheet is None:
        return None
    asked = Query(visible.chain, visible.audience.scope, sku or product.sku)
    values = tuple(_computed(visible, product, _explained(sheet, product, path, asked)) for path in _paths(sheet))
    name = next((each.said[0].value for each in values if each.said and each.path == sheet.family.name_from), key)
    at = Location(reader.path_of(nodes.product(key)), ("variants", sku) if sku and sku in product.variants else ())
    skus = (sku,) if sku else tuple(iter_skus(product))
    offers = tuple(explained_offer(visible, product, each) for each in skus)
    assets = tuple(each for value in values for each in _judged(visible, value))
    links = tuple(_links(visible, key))
    return Explanation(product, sku, at, str(name), _hidden(visible, product, sku), values, assets, links, offers)


def audience_for(reader: Reader, market: str, locale: str, scope: str, customers: str | None) -> Audience | None:
    """The audience of a market and locale, either of which may be left open; None where no market can be read."""
    markets = reader.markets()
    with_locale = [key for key in markets if (found := reader.market(key)) and locale in found.locales]
    key = market or next(iter([*with_locale, *markets]), "")
    held = reader.market(key)
    own = next(iter(held.locales if held else ()), reader.source())
    return audience_of(reader, key, locale or own, scope, customers)


def names(told: Explanation) -> list[str]:
    """What an explanation can be narrowed to: its values and links by path, price and stock."""
    paths = (*(value.path for value in told.values), *(f"related.{link.code}" for link in told.links))
    return [*dict.fromkeys(paths), "price", "stock"]


def only(told: Explanation, name: str) -> Explanation:
    """The part of an explanation that has a name: a value (assets by role), `assets`, `related`, `price`, `stock`."""
    wanted = {name, f"assets.{name}"}
    wanted |= {value.path for value in told.values if name == "related" and value.path.startswith("related.")}
    offers = [replace(each, stocks=()) if name == "price" else replace(each, prices=()) for each in told.offers]
    return replace(
        told,
        values=tuple(value for value in told.values if value.path in wanted),
        assets=tuple(each for each in told.assets if name == "assets" or f"assets.{each.role}" in wanted),
        links=tuple(link for link in told.links if name in ("related", f"related.{link.code}")),
        offers=tuple(offers) if name in ("price", "stock") else (),
    )


def _hidden(visible: Visible, product: Product, sku: str | None) -> str:
    """Why the product or SKU may not be seen."""
    shown = visible.product(product.key)
    if isinstance(shown, Hidden):
        return shown.reason
    why = visible.hidden(product, sku) if sku else None
    return why.reason if why else ""


def _paths(sheet: ValueSource) -> Iterator[str]:
    """The attributes of the family in display order, then whatever else the file says."""
    yield from dict.fromkeys([*sheet.family.paths, *sheet.own.spots])


# Values


def _explained(sheet: ValueSource, product: Product, path: str, asked: Query) -> Explained:
    found = [each for each in candidates(sheet, path, asked) if each.place is not None]
    attribute = sheet.family.paths.get(path)
    required = path in (*sheet.family.required.get("all", ()), *sheet.family.required.get(asked.scope, ()))
    said = tuple(_said(each) for each in found)
    if not said:
        return Explained(path, (), absent=_absent(sheet, product, path, asked, attribute), required=required)
    return Explained(path, said, _fallback(found[0], path, attribute, asked), required=required)


def _computed(visible: Visible, product: Product, value: Explained) -> Explained:
    """A bundle's weight that nobody writes: how it follows from the parts, or which part has none."""
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


def _said(found: Resolved) -> ValueOrigin:
    assert found.place is not None
    at = Location(found.place.path, found.place.keys)
    if found.made is not None:
        inputs = tuple((code, _said(each) if each.place else None) for code, each in found.made.inputs.items())
        return ValueOrigin(
            found.value, at, found.locale, level="calculated", expression=found.made.expression, inputs=inputs
        )
    return ValueOrigin(found.value, at, found.locale, found.scope, _level(found))


def _level(found: Resolved) -> str:
    """Which part of the product says it: the SKU, a value of an axis, or a default."""
    if found.file is None:
        return "default"
    return " ".join(found.spot[1:]).replace("variants ", "").replace("by ", "")


def _fallback(found: Resolved, path: str, attribute: Attribute | None, asked: Query) -> str:
    localizable = path == "slug" or (attribute is not None and (attribute.localizable or attribute.translatable))
    return found.locale or "" if localizable and found.locale not in (None, asked.chain[0]) else ""


def _absent(sheet: ValueSource, product: Product, path: str, asked: Query, attribute: Attribute | None) -> str:
    """Return why a value is not set: only for others, only in another language, or invalid."""
    if attribute is not None and attribute.fallback == "none" and len(asked.chain) > 1:
        beyond = _elsewhere(sheet, path, asked.chain[1:])
        if beyond:
            return f"set only in {beyond}, and {asked.chain[0]} has no fallback (`fallback: none`)"
    if attribute is not None and attribute.expr is not None:
        return f"{attribute.expr} has no value: {_gaps(sheet, path, asked)}"
    if path in product.values and path not in sheet.own.spots:
        return f"the value in {sheet.own.path} is invalid; run packshot validate"
    spots = sheet.own.spots.get(path, {})
    others = dict.fromkeys(_owner(spot) for spot in spots)
    return f"set only for {', '.join(others)}" if others else "not set"


def _gaps(sheet: ValueSource, code: str, asked: Query) -> str:
    """Return why an expression has no value."""
    calculation = sheet.family.calculations.get(code)
    if calculation is None:
        return "the expression is invalid; run packshot validate"
    failure = calculate(sheet, code, asked)[1]
    missing = [each for each in calculation.inputs if resolve(sheet, each, asked).value is None]
    return failure.text if failure else f"{', '.join(missing)} not set" if missing else "the result is empty"


def _elsewhere(sheet: ValueSource, path: str, locales: tuple[str, ...]) -> str:
    """The first of these locales whose file says something of a path."""
    for locale in locales:
        file = sheet.own if locale == sheet.own.locale else sheet.translation(locale)
        if file is not None and path in file.spots:
            return locale
    return ""


def _owner(spot: tuple[str, ...]) -> str:
    """For whom a spot of a file speaks."""
    scope, *level = spot
    parts = [f"channel scope {scope}"] if scope else []
    if level:
        parts.append(" ".join(level[1:]))
    return " and ".join(parts) or "the product"


def _links(visible: Visible, key: str) -> Iterator[IncomingLink]:
    """What follows from links that other products write; nothing for a product that is not seen."""
    shown = visible.product(key)
    for each in relations.incoming(shown) if isinstance(shown, VisibleProduct) else ():
        other, sku = each.linked.product, each.linked.sku
        place = other.value(f"related.{each.relation}", sku).place
        at = Location(place.path, place.keys) if place is not None else Location(other.sheet.own.path)
        yield IncomingLink(each.code, sku or other.key, each.relation, at)


# Assets


def _judged(visible: Visible, value: Explained) -> Iterator[AssetDecision]:
    if value.path.startswith("assets.") and value.said:
        for id_ in names_in(value.said[0].value):
            yield _judge(visible, value.path.removeprefix("assets."), id_)


def _judge(visible: Visible, role: str, id_: str) -> AssetDecision:
    """The steps of `visible.asset`: the decision about the asset, and the one that takes its place."""
    reader = visible.reader
    asset, path = reader.asset(id_), reader.original(id_)
    at = Location(reader.path_of(nodes.asset(id_)) or path)
    (_, decision), *_ = steps = list(visible.asset_steps(id_))
    if asset is None or not path:
        return AssetDecision(role, id_, at, False, decision.reason)
    shown, _ = steps[-1]
    instead = shown.asset.id if shown and not decision.allowed else ""
    until = effective(asset, reader.licence(asset.licence) if asset.licence else None).expires
    return AssetDecision(role, id_, at, decision.allowed, decision.reason, until, asset.licence or "", instead)
