"""Evaluation of validation rules by the kind of their requirement: an expression, an order of steps, or a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from packshot.catalog.audiences import audience_of
from packshot.catalog.offers import groups_of, refused
from packshot.catalog.reader import Reader
from packshot.expr import Path
from packshot.model.audience import Audience
from packshot.model.product import Product
from packshot.model.resolve import ValueSource
from packshot.rules.evaluation import Broken, RuleInput, applies, broken, must, shown, size
from packshot.rules.lookup import SkuValues
from packshot.rules.subjects import products, with_all_skus
from packshot.rules.validation import Compiled


def of_product(reader: Reader, rule: Compiled, product: Product, sheet: ValueSource) -> Iterator[Broken]:
    """Yield the violations of a rule by a product or its SKUs, without duplicates."""
    found: dict[Any, Broken] = {}
    for inputs in products(reader, rule, product, sheet):
        for each in of_group(reader, rule, inputs):
            found.setdefault((each.at, each.message), each)
    yield from found.values()


def of_group(reader: Reader, rule: Compiled, inputs: Sequence[RuleInput]) -> Iterator[Broken]:
    """Yield the violations of a rule by inputs that are evaluated together: the SKUs of a product, or a
    single input.
    """
    if rule.ladder is not None:
        yield from _ladder(reader, rule, [each for each in inputs if applies(rule, each) is True])
    elif rule.noun.linked is not None:
        yield from _linked(reader, rule, [each for each in inputs if applies(rule, each) is True])
    else:
        for each in inputs:
            yield from must(reader, rule, each)


# Ladders


def _ladder(reader: Reader, rule: Compiled, inputs: Sequence[RuleInput]) -> Iterator[Broken]:
    assert rule.ladder is not None
    of, along = rule.ladder
    if along is None:
        for each in inputs:
            yield from _tiers(reader, rule, each)
    else:
        yield from _steps(reader, rule, _in_order(reader, inputs, along), of)


def _tiers(reader: Reader, rule: Compiled, rule_input: RuleInput) -> Iterator[Broken]:
    """Yield a violation if the prices by quantity are not in order."""
    price = rule_input.lookup.offer.price if isinstance(rule_input.lookup, SkuValues) else None
    amounts = [price.amount, *(amount for _, amount in price.tiers)] if price else []
    if any(_is_wrong(rule, one, other) for one, other in pairwise(amounts)):
        yield broken(reader, rule, rule_input, rule_input.at(("price",)))


def _in_order(reader: Reader, inputs: Sequence[RuleInput], along: Path) -> list[RuleInput]:
    """Return the inputs that have a position on the ladder, the lowest first."""
    placed = [(_size(reader, each, along), each) for each in inputs]
    return [each for place, each in sorted((one for one in placed if one[0] is not None), key=lambda one: one[0])]


def _steps(reader: Reader, rule: Compiled, inputs: Sequence[RuleInput], of: Path) -> Iterator[Broken]:
    """Yield a violation for each step that is not in order with the one before it."""
    before: Any = None
    last: RuleInput | None = None
    for each in inputs:
        here = _size(reader, each, of)
        if here is None:
            continue
        if last is not None and _is_wrong(rule, before, here):
            yield broken(reader, rule, each, each.at(of), **_compared(each, last, of))
        before, last = here, each


def _compared(here: RuleInput, there: RuleInput, of: Path) -> dict[str, str]:
    value, other = shown(here.lookup(of)), shown(there.lookup(of))
    names = {"name": here.names[0], "other": there.names[0]}
    return {"path": ".".join(of), "value": value, "other_value": other, **names}


def _size(reader: Reader, rule_input: RuleInput, path: Path) -> Any:
    attributes: Mapping[str, Any] = rule_input.lookup.shown.sheet.family.attributes  # type: ignore[attr-defined]  # SKUs
    return size(reader, attributes.get(path[0]), rule_input.lookup(path))


def _is_wrong(rule: Compiled, before: Any, here: Any) -> bool:
    falls = rule.noun.ladder is not None and rule.noun.ladder.falls
    return bool(here > before) if falls else bool(here < before)


# Links


def _linked(reader: Reader, rule: Compiled, inputs: Sequence[RuleInput]) -> Iterator[Broken]:
    """Yield a violation for each input without a category, or without a line in a market's price list."""
    is_linked = _LINKS[rule.noun.linked or ""]
    yield from (broken(reader, rule, each, each.whole) for each in inputs if not is_linked(reader, each.lookup))


def _has_a_price(reader: Reader, values: Any) -> bool:
    """Return whether a price list of a market, for any customer group, has a line for one of the SKUs.

    A line `null`, which means not sold in this market, counts too.
    """
    product, sheet = values.shown.product, values.shown.sheet
    skus = [values.sku] if values.sku else list(product.variants)
    for audience in _all_customers(reader, values.shown.visible.audience.locale):
        there = with_all_skus(reader, audience, product, sheet)
        if any(
            there.visible.price(product.key, sku) is not None or refused(reader, audience, product.key, sku)
            for sku in skus
        ):
            return True
    return False


def _all_customers(reader: Reader, locale: str) -> Iterator[Audience]:
    """Yield the audiences of every market: its own, then one for each customer group of its price lists."""
    for key in reader.markets():
        market = reader.market(key)
        for group in (None, *groups_of(reader, market)) if market is not None else ():
            audience = audience_of(reader, key, locale, customers=group)
            yield from [audience] if audience is not None else []


_LINKS: Mapping[str, Callable[[Reader, Any], bool]] = {
    "category": lambda reader, values: any(map(reader.category, values.shown.product.categories)),
    "price": _has_a_price,
}
