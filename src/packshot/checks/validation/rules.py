"""Rules of what a validation rule says, and of its waivers."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks import unique
from packshot.checks.rule import rule
from packshot.checks.source_file import SourceFile
from packshot.checks.validation.waived import breaks
from packshot.engine.types import Listing
from packshot.findings import Finding, advice, error
from packshot.rules.evaluation import is_in_force
from packshot.rules.validation import understood_rule


@rule(
    "missing-key unknown-key bad-choice bad-combination bad-date bad-locale not-a-list not-a-map not-text empty",
)
def shape(found: SourceFile) -> Iterator[Finding]:
    """What it does: a rule must be readable YAML: what it judges (`on`), what must hold (one of `must`, `unique`,
    `ladder`, `linked`), and a message.

    Why: a rule that cannot be read guards nothing. A waiver needs its end, a name and a reason: an exception without
    them is forgotten, and stays.

    Example: `waivers: [{for: FJ-PANT}]`. Cure: `{for: FJ-PANT, until: 2026-12-31, by: Kari Moe, reason: old label}`.
    """
    yield from found.shape


@rule("unknown-path expression expression-type ladder-steps", "40")
def expressions(found: SourceFile) -> Iterator[Finding]:
    """What it does: expressions, paths and the braces of a message must speak of what there is, and compare values of
    one kind.

    Why: a misspelt path has no value for any product, so the rule would find everything, or nothing.

    Example: `must: weigth.to('g') < 1000`. Cure: `weight.to('g') < 1000`.
    """
    understood = understood_rule(found.reader, found.key)
    yield from understood.findings if understood else ()


@rule("waiver-ended waiver-unused unknown-waived waiver-twice")
def waivers(found: SourceFile) -> Iterator[Finding]:
    """What it does: a waiver must name something that exists, once; advice tells of waivers that have ended, and of
    those whose bearer does not break the rule any more.

    Why: exceptions that nobody needs hide the next mistake. An ended waiver excuses nothing: the rule acts again.

    Example: `{for: FJ-PANT, until: 2025-12-31, ...}` in 2026. Cure: mend the product and take the waiver away, or write
    a later day.
    """
    seen: set[str] = set()
    understood = understood_rule(found.reader, found.key)
    for place, waiver in enumerate(found.entity.waivers if found.entity else ()):
        at = found.place("waivers", place)
        if waiver.target in seen:
            yield error("waiver-twice", at, f'"{waiver.target[:100]}" is waived twice.', "Keep one of the two.")
        seen.add(waiver.target)
        broken = breaks(found.reader, understood, waiver.target) if understood else True
        if broken is None:
            cure = "Write a SKU, a product key, a record key or an asset id, as the rule judges them."
            at = found.place("waivers", place, "for")
            yield error("unknown-waived", at, f'There is nothing "{waiver.target[:100]}" that the rule judges.', cure)
        elif not is_in_force(found.reader, waiver):
            what = f"The waiver of {waiver.by} for {waiver.target} ended at {waiver.until}."
            yield advice("waiver-ended", at, what, "Take it away, or write a later day in until:.")
        elif not broken:
            what = f"{waiver.target} does not break the rule; the waiver of {waiver.by} is not needed."
            yield advice("waiver-unused", at, what, "Take it away.")


@rule("rule-*")
def once(found: SourceFile) -> Iterator[Listing]:
    """What it does: compares everything that a rule with `unique:` judges, within a family, a category, a market or the
    whole catalogue.

    Why: two products with one part number are one article to whoever orders by it.

    Example: `unique: mpn` and two products with `mpn: 00123`. Cure: as the rule says.
    """
    understood = understood_rule(found.reader, found.key)
    if understood is not None and understood.unique is not None and found.entity is not None:
        yield unique.of_rule(found.entity.key, found.entity.severity, found.path)
