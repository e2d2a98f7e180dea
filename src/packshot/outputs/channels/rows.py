"""The rows of SKUs in a feed, or the reasons why a SKU is excluded. An excluded SKU never stops a build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from packshot.engine.types import Json
from packshot.expr import Failure, Lookup, Path
from packshot.expr.values import UnfitError, text
from packshot.findings import Note, note, parameters
from packshot.outputs.channels.compiled import CompiledChannel, Field, Rule

Written = str | tuple[str, ...]
"""The content of a field: one text, or several fields of the same name."""


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of a row in the order of the channel, and warnings about violated rules that do not exclude it."""

    fields: tuple[tuple[str, Written], ...]
    warnings: tuple[Note, ...] = ()

    def data(self) -> Json:
        """Return the row as an item of the feed: the names of the fields in one string, and the list of values. A
        repeated field has one name for each value.
        """
        pairs = [(name, value) for name, written in self.fields for value in _values(written)]
        return {"names": " ".join(name for name, _ in pairs), "values": [value for _, value in pairs]}


@dataclass(frozen=True, slots=True)
class Excluded:
    """A row that is excluded from the feed, with the reasons as notes `left-out.*`."""

    reasons: tuple[Note, ...]


def row(channel: CompiledChannel, lookup: Lookup) -> Row | Excluded:
    """Return the row of one SKU or product for one audience, or the reasons why the row is excluded. `lookup` resolves
    the paths in `channel.paths`.
    """
    return unselected(channel, lookup) or rendered(channel, lookup)


def unselected(channel: CompiledChannel, lookup: Lookup) -> Excluded | None:
    """Return the exclusion by the first condition that a SKU does not meet; None if the SKU meets all conditions."""
    for select in channel.selects:
        met = select.condition.evaluate(lookup)
        if isinstance(met, Failure):
            return Excluded((note("left-out.select", select=select.id, problem=met.problem),))
        if not met:
            return Excluded((note("left-out.select", select=select.id, reason=select.reason),))
    return None


def rendered(channel: CompiledChannel, lookup: Lookup) -> Row | Excluded:
    """Return the row of a selected SKU; `Excluded` if a field has no valid value or the row violates a rule of severity
    error.
    """
    written, failures = _fields(channel.fields, lookup)
    errors, warnings = _verdicts(channel.rules, written, lookup)
    if failures or errors:
        return Excluded((*failures, *errors))
    return Row(tuple(written.items()), tuple(warnings))


def _fields(fields: Sequence[Field], lookup: Lookup) -> tuple[dict[str, Written], list[Note]]:
    written: dict[str, Written] = {}
    failures = []
    for field in fields:
        value = _value(field, lookup)
        if isinstance(value, Failure):
            failures.append(note("left-out.field", field=field.name, problem=value.problem))
        elif value is not None and not (value == () or (field.omit_empty and value == "")):
            written[field.name] = value
    return written, failures


def _value(field: Field, lookup: Lookup) -> Written | Failure | None:
    """Return the content of the field; None without one."""
    if field.condition is not None:
        met = field.condition.evaluate(lookup)
        if not met or isinstance(met, Failure):
            return met if isinstance(met, Failure) else None
    value = _source(field, lookup)
    if field.table is not None and not isinstance(value, Failure):
        value = _mapped(field.map or "", field.table, value)
    for pipe in field.pipes:
        if isinstance(value, Failure):
            return value
        value = pipe.apply(value, lookup)
    return _text(field, value)


def _source(field: Field, lookup: Lookup) -> object:
    if field.constant is not None:
        return field.constant
    if field.expr is not None:
        return field.expr.evaluate(lookup)
    for path in field.sources:
        value = lookup(path)
        if value is not None and value not in ("", ()):
            return value
    return None


def _mapped(name: str, table: Mapping[str, str], value: object) -> object:
    try:
        if isinstance(value, tuple | list):
            return tuple(table[text(member) or ""] for member in value)
        written = text(value)
        return None if written is None else table[written]
    except KeyError as problem:
        return Failure("expression-type.map", parameters({"map": name, "value": problem.args[0]}))
    except UnfitError as problem:
        return problem.failure


def _text(field: Field, value: object) -> Written | Failure | None:
    if value is None or isinstance(value, Failure):
        return value
    try:
        if not isinstance(value, tuple | list):
            single = text(value) or ""
            return ((single,) if single else ()) if field.repeat else single
        members = tuple(each for each in map(text, value) if each)
    except UnfitError as problem:
        return problem.failure
    if field.repeat:
        return members[: field.most]
    if field.join is not None:
        return field.join.join(members) or None
    if len(members) > 1:
        return Failure("expression-type.list")
    return "".join(members)


def _verdicts(rules: Sequence[Rule], written: Mapping[str, Written], lookup: Lookup) -> tuple[list[Note], list[Note]]:
    """Return the broken rules that leave the row out, and those that are only reported."""
    errors: list[Note] = []
    warnings: list[Note] = []

    def look(path: Path) -> object:
        return written.get(path[1]) if path[0] == "out" else lookup(path)

    for rule in rules:
        found = errors if rule.is_error else warnings
        found.extend(_broken(rule, written, look))
    return errors, warnings


def _broken(rule: Rule, written: Mapping[str, Written], look: Lookup) -> Iterator[Note]:
    value = written.get(rule.field)
    if not value and not rule.is_required:
        return
    holds = True if rule.when is None else rule.when.evaluate(look)
    if isinstance(holds, Failure):
        yield note("left-out.rule", field=rule.field, problem=holds.problem)
    elif holds and not value:
        yield note("left-out.required", field=rule.field, reason=rule.reason)
    elif holds:
        yield from _problems(rule, _values(value or ()), written)


def _problems(rule: Rule, values: tuple[str, ...], written: Mapping[str, Written]) -> Iterator[Note]:
    for value in values:
        for test in rule.tests:
            if problem := test(value, written):
                yield note("left-out.rule", field=rule.field, reason=rule.reason, check=[problem])


def _values(written: Written) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else written
