"""Evaluation of validation rules: their violations, with location and message. Waivers are applied by the callers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from packshot.catalog.reader import Reader
from packshot.expr import Failure, Lookup, Path, Quantity
from packshot.expr.values import UnfitError, text
from packshot.findings import Location, Note, note
from packshot.model.instants import begins
from packshot.model.labels import label_in, texts_of
from packshot.model.schema import Attribute
from packshot.model.text_forms import Label
from packshot.model.validation import Waiver
from packshot.rules.validation import PLACEHOLDER, Compiled

At = Callable[[Path], Location | None]
"""Returns the location of the value of a path; None if the value is not written in a file."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A violation of a rule: the names that a waiver may use for it, its location, and its message."""

    names: tuple[str, ...]
    at: Location
    message: Note


@dataclass(frozen=True, slots=True)
class RuleInput:
    """The input of a rule for one audience: the names of an entry, the lookup of its values, the lookup of their
    locations, and the location of the entry as a whole.
    """

    names: tuple[str, ...]
    lookup: Lookup
    at: At
    whole: Location


def applies(rule: Compiled, rule_input: RuleInput) -> bool | Failure:
    """Return whether the condition of a rule is met, or the failure of the condition; True for a rule without a
    condition.
    """
    if rule.condition is None:
        return True
    met = rule.condition.evaluate(rule_input.lookup)
    return met if isinstance(met, Failure) else bool(met)


def must(reader: Reader, rule: Compiled, rule_input: RuleInput) -> Iterator[Broken]:
    """Yield a violation if the `must` expression of a rule is not met or a used expression cannot be evaluated."""
    met: object = applies(rule, rule_input)
    if met is True and rule.must is not None:
        met = rule.must.evaluate(rule_input.lookup)
        if not met:
            yield broken(reader, rule, rule_input)
    if isinstance(met, Failure):
        yield Broken(
            rule_input.names, place(rule, rule_input), note(rule.code, rule=rule.noun.key, problem=met.problem)
        )


def broken(
    reader: Reader, rule: Compiled, rule_input: RuleInput, at: Location | None = None, **values: object
) -> Broken:
    """Return a violation with the message and help of the rule; `values` are further parameters of the message."""
    texts = texts_of_rule(reader, rule, rule_input.lookup)
    return Broken(
        rule_input.names, at or place(rule, rule_input), note(rule.code, rule=rule.noun.key, **texts, **values)
    )


def texts_of_rule(reader: Reader, rule: Compiled, lookup: Lookup) -> dict[str, str]:
    """Return the message and the help of the rule as parameters of its finding; empty strings if the rule has none."""
    return {"message": rendered(reader, rule.noun.message, lookup), "help": rendered(reader, rule.noun.help, lookup)}


def place(rule: Compiled, rule_input: RuleInput) -> Location:
    """Return the location of the first value that is read by the rule and written in a file.

    If there is no such value, return the location of the entry.
    """
    paths = [path for expression in (rule.must, rule.condition) if expression for path, _ in expression.reads]
    paths += [path for path in (rule.unique, *(rule.ladder or ())) if path]
    return next((at for path in paths if (at := rule_input.at(path))), rule_input.whole)


def rendered(reader: Reader, label: Label | None, lookup: Lookup) -> str:
    """Return a text of the rule in the source language, with values in place of the paths in braces.

    If the text does not exist in the source language, return it in another language; empty if there is no text.
    """
    words = label_in(label, reader.chain(reader.source()), "") or next(iter(texts_of(label)), "")
    return PLACEHOLDER.sub(lambda found: shown(lookup(tuple(found[1].split(".")))), words)


def shown(value: object) -> str:
    """Return a value as text for a sentence: at most 100 characters for each value.

    The text is "nothing" for None and an empty text, and "a table" for a mapping. The texts of a list are joined by
    commas.
    """
    if isinstance(value, tuple | list):
        return ", ".join(map(shown, value))
    try:
        return (text(value) or "nothing")[:100]
    except UnfitError:
        return "a table"


def is_waived(reader: Reader, rule: Compiled, names: Collection[str]) -> bool:
    """Return whether the rule has a waiver in force for one of these names."""
    return any(is_in_force(reader, waiver) for waiver in rule.noun.waivers if waiver.target in names)


def is_in_force(reader: Reader, waiver: Waiver) -> bool:
    """Return whether a waiver has not ended. The end is recorded in `reader`, because the result depends on the time.

    A waiver until a date ends at 00:00 on that date in the time zone of the catalogue, or in UTC if catalog.yaml cannot
    be read.
    """
    catalog = reader.catalog()
    end = begins(waiver.until, catalog.zone if catalog else "UTC")
    reader.instant(end)
    return reader.as_of < end


def size(reader: Reader, attribute: Attribute | None, value: Any) -> Any:
    """Return the sort key of a value: the position of an option, the amount in base units, or the number or date
    itself.

    The result is None for all other values.
    """
    if attribute is not None and attribute.type == "select":
        return reader.option_place(attribute.options or "", value) if isinstance(value, str) else None
    if isinstance(value, Quantity):
        return value.base
    return value if isinstance(value, Decimal | date) else None
