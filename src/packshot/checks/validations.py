"""Findings of the repository's validation rules, without those that a waiver covers at the time of the validation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from packshot.catalog.offers import refused
from packshot.catalog.reader import Reader
from packshot.checks import unique
from packshot.engine.types import Item
from packshot.findings import Finding, Severity, report
from packshot.model.product import Product
from packshot.model.resolve import ValueSource
from packshot.model.validation import On
from packshot.rules.evaluation import Broken, RuleInput, applies, is_waived, place, shown, texts_of_rule
from packshot.rules.requirements import of_group, of_product
from packshot.rules.subjects import contexts, products
from packshot.rules.validation import Compiled, compiled

CATALOG = "use"
"""The value of `linked` for rules that only a validation of the whole catalogue can evaluate."""


def rules_on(reader: Reader, *kinds: On) -> Iterator[Compiled]:
    """Yield the valid rules for subjects of these kinds, except rules with `linked: use`."""
    for name in reader.validations():
        rule = compiled(reader, name)
        if rule is not None and rule.noun.on in kinds and rule.noun.linked != CATALOG:
            yield rule


def product_findings(reader: Reader, product: Product, sheet: ValueSource) -> Iterator[Finding | Item]:
    """Yield the findings of the rules for a product and its SKUs, and an item for each value that must be unique."""
    for rule in rules_on(reader, "product", "sku"):
        if rule.unique is None:
            yield from findings(reader, rule, of_product(reader, rule, product, sheet))
        else:
            inputs = chain.from_iterable(products(reader, rule, product, sheet))
            yield from _once(_unique_values(reader, rule, inputs, product))


def entry_findings(
    reader: Reader, on: On, groups: Callable[[Compiled], Iterable[list[RuleInput]]]
) -> Iterator[Finding | Item]:
    """Yield the findings of the rules for a record or an asset, and an item for each value that must be unique."""
    for rule in rules_on(reader, on):
        for inputs in groups(rule):
            if rule.unique is None:
                yield from findings(reader, rule, of_group(reader, rule, inputs))
            else:
                yield from _once(_unique_values(reader, rule, inputs, None))


def findings(reader: Reader, rule: Compiled, found: Iterable[Broken]) -> Iterator[Finding]:
    """Yield a finding for each violation that no waiver covers at the time of the validation."""
    for broken in found:
        if not is_waived(reader, rule, broken.names):
            finding = report(rule.code, broken.at, severity=Severity(rule.noun.severity), see=rule.see)
            yield finding.with_params(**dict(broken.message.params))


# Unique values


def _unique_values(
    reader: Reader, rule: Compiled, inputs: Iterable[RuleInput], product: Product | None
) -> Iterator[Item]:
    """Yield the values of the path that must be unique, each with its owner."""
    assert rule.unique is not None
    for each in inputs:
        value = each.lookup(rule.unique)
        if value in (None, "", ()) or applies(rule, each) is not True or is_waived(reader, rule, each.names):
            continue
        at = place(rule, each)
        texts = {"rule": rule.noun.key, **texts_of_rule(reader, rule, each.lookup)}
        for one in value if isinstance(value, tuple | list) else (value,):
            for group in _groups(reader, rule, each, product):
                same = f"{group}\t{shown(one).casefold()}"
                yield unique.item(f"rule/{rule.noun.key}", shown(one), same, each.names[0], at, **texts)


def _groups(reader: Reader, rule: Compiled, rule_input: RuleInput, product: Product | None) -> Iterator[str]:
    """Yield the groups in which the value must be unique: the family, each category, each market, or everything."""
    within = rule.noun.within
    if within == "family":
        yield product.family if product else rule_input.names[0].partition("/")[0]
    elif within == "category" and product:
        yield from product.categories
    elif within == "market" and product:
        audiences = contexts(reader, [("market",)])
        yield from (each.market for each in audiences if not refused(reader, each, product.key, rule_input.names[0]))
    else:
        yield ""


def _once(items: Iterable[Item]) -> Iterator[Item]:
    """Yield each item once, even if it was made for several audiences."""
    yield from {item.member: item for item in items}.values()
