"""Rules of validation rules and their waivers."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks import unique
from packshot.checks.rule import rule
from packshot.checks.source_file import SourceFile
from packshot.checks.validation.waived import breaks
from packshot.engine.types import Listing
from packshot.findings import Finding, report
from packshot.rules.evaluation import is_in_force
from packshot.rules.validation import compiled_with_findings


@rule(
    "missing-key unknown-key bad-choice bad-combination bad-date bad-locale not-a-list not-a-map not-text empty",
)
def shape(found: SourceFile) -> Iterator[Finding]:
    """What it does: validates the keys and the structure of a rule: the kind of its subjects (`on`), its requirement
    (one of `must`, `unique`, `ladder`, `linked`), its message, and its waivers.

    Why: a rule that cannot be read has no effect. A waiver requires an end, a name and a reason, so that exceptions do
    not stay in force without review.

    Example: `waivers: [{for: FJ-PANT}]`. Fix: write `{for: FJ-PANT, until: 2026-12-31, by: Kari Moe, reason: old
    label}`.
    """
    yield from found.shape


@rule("unknown-path expression expression-type ladder-steps", "40")
def expressions(found: SourceFile) -> Iterator[Finding]:
    """What it does: reports paths that do not exist, in expressions and in the braces of a message, expressions with
    errors of syntax or type, and a `ladder` along an attribute whose values have no order.

    Why: a misspelt path has no value for any product, so the rule would report all products or none.

    Example: `must: weigth.to('g') < 1000`. Fix: write `weight.to('g') < 1000`.
    """
    compiled = compiled_with_findings(found.reader, found.key)
    yield from compiled.findings if compiled else ()


@rule("waiver-ended waiver-unused unknown-waived waiver-twice")
def waivers(found: SourceFile) -> Iterator[Finding]:
    """What it does: reports a waiver for an entry that does not exist, and two waivers of a rule for one entry.
    Suggests removing waivers that have ended or that are not needed, because the entry meets the rule.

    Why: an unnecessary waiver hides later violations. After the end of a waiver, the violation is reported again.

    Example: `{for: FJ-PANT, until: 2025-12-31, ...}` in 2026. Fix: correct the product and remove the waiver, or write
    a later date.
    """
    seen: set[str] = set()
    compiled = compiled_with_findings(found.reader, found.key)
    for place, waiver in enumerate(found.entity.waivers if found.entity else ()):
        at = found.place("waivers", place)
        if waiver.target in seen:
            yield report("waiver-twice", at, name=waiver.target)
        seen.add(waiver.target)
        broken = breaks(found.reader, compiled, waiver.target) if compiled else True
        if compiled is not None and broken is None:
            at = found.place("waivers", place, "for")
            yield report("unknown-waived", at, name=waiver.target, kind=compiled.noun.on)
        elif not is_in_force(found.reader, waiver):
            yield report("waiver-ended", at, name=waiver.target, editor=waiver.by, until=waiver.until)
        elif not broken:
            yield report("waiver-unused", at, name=waiver.target, editor=waiver.by)


@rule("rule-*")
def once(found: SourceFile) -> Iterator[Listing]:
    """What it does: reports entries that have the same value of the path in `unique:` of a rule, within a family, a
    category, a market or the whole catalogue.

    Why: a customer who orders by part number cannot distinguish two products with the same part number.

    Example: `unique: mpn` and two products with `mpn: 00123`. Fix: follow the help of the rule.
    """
    compiled = compiled_with_findings(found.reader, found.key)
    if compiled is not None and compiled.unique is not None and found.entity is not None:
        yield unique.of_rule(found.entity.key, found.entity.severity, found.path)
