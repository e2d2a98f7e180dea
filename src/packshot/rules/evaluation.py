"""Evaluation of validation rules: what breaks a rule, where, with which message. Waivers are not applied here."""

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
"""Where the value of a path is written; None where it is not."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that is broken: by what (the names that a waiver may use), where, and the message with its values."""

    names: tuple[str, ...]
    at: Location
    message: Note


@dataclass(frozen=True, slots=True)
class RuleInput:
    """What is evaluated for one audience: its names, its values, where they are written, and the place of the whole."""

    names: tuple[str, ...]
    lookup: Lookup
    at: At
    whole: Location


def applies(rule: Compiled, judged: RuleInput) -> bool | Failure:
    """Whether the rule speaks of it."""
    if rule.condition is None:
        return True
    met = rule.condition.evaluate(judged.lookup)
    return met if isinstance(met, Failure) else bool(met)


def must(reader: Reader, rule: Compiled, judged: RuleInput) -> Iterator[Broken]:
    """What the expression finds."""
    met: object = applies(rule, judged)
    if met is True and rule.must is not None:
        met = rule.must.evaluate(judged.lookup)
        if not met:
            yield broken(reader, rule, judged)
    if isinstance(met, Failure):
        yield Broken(judged.names, place(rule, judged), note(rule.code, rule=rule.noun.key, problem=met.problem))


def broken(reader: Reader, rule: Compiled, judged: RuleInput, at: Location | None = None, **values: object) -> Broken:
    """The rule broken, with its message and help, and further values that the message of packshot quotes."""
    texts = texts_of_rule(reader, rule, judged.lookup)
    return Broken(judged.names, at or place(rule, judged), note(rule.code, rule=rule.noun.key, **texts, **values))


def texts_of_rule(reader: Reader, rule: Compiled, lookup: Lookup) -> dict[str, str]:
    """Message and help of the rule as parameters of its finding; empty where its labels have none."""
    return {"message": said(reader, rule.noun.message, lookup), "help": said(reader, rule.noun.help, lookup)}


def place(rule: Compiled, judged: RuleInput) -> Location:
    """The first value of which the rule speaks and that somebody says; else the whole."""
    paths = [path for expression in (rule.must, rule.condition) if expression for path, _ in expression.reads]
    paths += [path for path in (rule.unique, *(rule.ladder or ())) if path]
    return next((at for path in paths if (at := judged.at(path))), judged.whole)


def said(reader: Reader, label: Label | None, lookup: Lookup) -> str:
    """A text of the rule in the source language, with the values that stand in braces."""
    words = label_in(label, reader.chain(reader.source()), "") or next(iter(texts_of(label)), "")
    return PLACEHOLDER.sub(lambda found: shown(lookup(tuple(found[1].split(".")))), words)


def shown(value: object) -> str:
    """A value as it reads in a sentence."""
    if isinstance(value, tuple | list):
        return ", ".join(map(shown, value))
    try:
        return (text(value) or "nothing")[:100]
    except UnfitError:
        return "a table"


def is_waived(reader: Reader, rule: Compiled, names: Collection[str]) -> bool:
    """Whether a waiver excuses something by one of its names today."""
    return any(is_in_force(reader, waiver) for waiver in rule.noun.waivers if waiver.target in names)


def is_in_force(reader: Reader, waiver: Waiver) -> bool:
    """Whether a waiver has not ended; the clock was looked at. A plain date begins in the catalogue's zone."""
    catalog = reader.catalog()
    end = begins(waiver.until, catalog.zone if catalog else "UTC")
    reader.instant(end)
    return reader.as_of < end


def size(reader: Reader, attribute: Attribute | None, value: Any) -> Any:
    """What puts a value in order: an amount in base units, the place of an option; None where there is none."""
    if attribute is not None and attribute.type == "select":
        return reader.option_place(attribute.options or "", value) if isinstance(value, str) else None
    if isinstance(value, Quantity):
        return value.base
    return value if isinstance(value, Decimal | date) else None
