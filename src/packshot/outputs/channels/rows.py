"""The rows of SKUs in a feed, or the reasons why a SKU is excluded. An excluded SKU never stops a build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from packshot.engine.types import Json
from packshot.expr import Failure, Lookup, Path
from packshot.expr.values import UnfitError
from packshot.findings import Note, note, parameters
from packshot.outputs.channels import row_values
from packshot.outputs.channels.compiled import CompiledChannel, Field, Group, Rule
from packshot.outputs.channels.row_values import Value, text, typed

Fields = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of a row in the order of the channel, and warnings about violated rules that do not exclude it."""

    fields: row_values.Row
    warnings: tuple[Note, ...] = ()

    def data(self) -> Json:
        """Return the row as an item of the feed."""
        return row_values.encode(self.fields)


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
    values, failures = _values(channel.fields, lookup)
    fields = _nested(values.items())
    errors, warnings = _violations(channel, values | fields, lookup)
    if failures or errors:
        return Excluded((*failures, *errors))
    return Row(fields, tuple(warnings))


def _values(fields: Iterable[Field | Group], lookup: Lookup) -> tuple[Fields, list[Note]]:
    """Return the values of the fields that have one, by their whole names, and the fields that failed."""
    values: Fields = {}
    failures: list[Note] = []
    for field in fields:
        found = _members(field, lookup, failures) if isinstance(field, Group) else _value(field, lookup)
        if isinstance(found, Failure):
            failures.append(note("left-out.field", field=field.name, problem=found.problem))
        elif found is not None and found != () and not (isinstance(field, Field) and field.omit_empty and found == ""):
            values[field.name] = found
    return values, failures


def _members(group: Group, lookup: Lookup, failures: list[Note]) -> tuple[Value, ...] | Failure | None:
    """Return a nested field for each member of the group's list or table; members without a value are omitted."""
    met = True if group.condition is None else group.condition.evaluate(lookup)
    if isinstance(met, Failure) or not met:
        return met if isinstance(met, Failure) else None
    found = []
    for member in group.members(lookup):
        values, wrong = _values(group.fields, member)
        failures += wrong
        if values:
            found.append(_nested((name.removeprefix(f"{group.name}."), value) for name, value in values.items()))
    return tuple(found)


def _nested(values: Iterable[tuple[str, Value]]) -> Fields:
    """Return values with dotted names as mappings within mappings."""
    whole: Fields = {}
    for name, value in values:
        *above, last = name.split(".")
        inner = whole
        for step in above:
            inner = cast("Fields", inner.setdefault(step, {}))
        inner[last] = value
    return whole


def _value(field: Field, lookup: Lookup) -> Value | Failure | None:
    """Return the value of the field; None without one."""
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
    return _typed(field, value)


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
            return tuple(table[text(member)] for member in value)
        return None if value is None else table[text(value)]
    except KeyError as problem:
        return Failure("expression-type.map", parameters({"map": name, "value": problem.args[0]}))
    except UnfitError as problem:
        return problem.failure


def _typed(field: Field, value: object) -> Value | Failure | None:
    if value is None or isinstance(value, Failure):
        return value
    try:
        if not isinstance(value, tuple | list):
            single = typed(value)
            return ((single,) if single != "" else ()) if field.repeat else single
        return _listed(field, tuple(member for each in value if each is not None and (member := typed(each)) != ""))
    except UnfitError as problem:
        return problem.failure


def _listed(field: Field, members: tuple[Value, ...]) -> Value | Failure | None:
    if field.repeat:
        return members[: field.most]
    if field.join is not None:
        return field.join.join(map(text, members)) or None
    if len(members) > 1:
        return Failure("expression-type.list")
    return members[0] if members else ""


def _violations(channel: CompiledChannel, values: Fields, lookup: Lookup) -> tuple[list[Note], list[Note]]:
    """Return the broken rules that leave the row out, and those that are only reported. Rules see texts."""
    errors: list[Note] = []
    warnings: list[Note] = []
    texts = _texts(channel, values)

    def look(path: Path) -> object:
        if path[0] != "out":
            return lookup(path)
        found = texts.get(".".join(path[1:]), ())
        return found if isinstance(values.get(".".join(path[1:])), tuple) else next(iter(found), None)

    for rule in channel.rules:
        (errors if rule.is_error else warnings).extend(_broken(rule, texts, look))
    return errors, warnings


def _texts(channel: CompiledChannel, values: Fields) -> dict[str, tuple[str, ...]]:
    """Return the texts of each field and of each part; the text of a nested field is that of its cell."""
    texts: dict[str, tuple[str, ...]] = {}
    for name, value in values.items():
        if isinstance(value, str):
            texts[name] = (value,)
        else:
            members = value if isinstance(value, tuple) else (value,)
            texts[name] = tuple([row_values.cell(each, channel.parts.get(name, ())) for each in members])
    return texts


def _broken(rule: Rule, texts: Mapping[str, tuple[str, ...]], look: Lookup) -> Iterator[Note]:
    found = texts.get(rule.field, ())
    found = () if found == ("",) else found
    if not found and not rule.is_required:
        return
    holds = True if rule.when is None else rule.when.evaluate(look)
    if isinstance(holds, Failure):
        yield note("left-out.rule", field=rule.field, problem=holds.problem)
    elif holds and not found:
        yield note("left-out.required", field=rule.field, reason=rule.reason)
    elif holds:
        yield from _problems(rule, found, texts)


def _problems(rule: Rule, found: Sequence[str], texts: Mapping[str, tuple[str, ...]]) -> Iterator[Note]:
    for value in found:
        for test in rule.tests:
            if problem := test(value, texts):
                yield note("left-out.rule", field=rule.field, reason=rule.reason, check=[problem])
