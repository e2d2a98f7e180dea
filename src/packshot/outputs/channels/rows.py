"""The rows of SKUs in a feed, or the reasons why a SKU is excluded. An excluded SKU never stops a build."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
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
Texts = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one row in the order of the channel, and the violated rules that do not exclude the row.

    `notes` name the fields that were dropped (`dropped.*`), and violated rules of severity warning (`warned.*`).
    """

    fields: row_values.Row
    notes: tuple[Note, ...] = ()

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
    """Return the exclusion by the first condition that a SKU does not meet or that cannot be evaluated; None if the SKU
    meets all conditions.
    """
    for select in channel.selects:
        met = select.condition.evaluate(lookup)
        if isinstance(met, Failure):
            return Excluded((note("left-out.select", select=select.id, problem=met.problem),))
        if not met:
            return Excluded((note("left-out.select", select=select.id, reason=select.reason),))
    return None


def rendered(channel: CompiledChannel, lookup: Lookup) -> Row | Excluded:
    """Return the row of a selected SKU. An optional field that violates a rule of severity error is dropped, as is an
    optional image that cannot be computed.

    Returns `Excluded` if another field cannot be computed or a required field violates a rule of severity error.
    """
    values, failures = _values(channel.fields, lookup)
    missing = {name: failures.pop(name) for name in channel.images & failures.keys()}
    values, texts, dropped = _kept(channel, values, lookup)
    look = _look(values, texts, lookup)
    broken = dict(_violations(channel.required, texts, look, "left-out"))
    for name in broken.keys() & missing.keys():
        broken[name] = [note("left-out.field", field=name, problem=missing.pop(name).problem)]
    failed = (note("left-out.field", field=name, problem=failure.problem) for name, failure in failures.items())
    if reasons := (*failed, *(each for violations in broken.values() for each in violations)):
        return Excluded(reasons)
    warnings = [each for _, found in _violations(channel.warned, texts, look, "warned") for each in found]
    dropped += (note("dropped.rule", field=name, problem=failure.problem) for name, failure in missing.items())
    return Row(_nested(values.items()), (*dropped, *warnings))


def _values(fields: Iterable[Field | Group], lookup: Lookup) -> tuple[Fields, dict[str, Failure]]:
    """Return the values of the fields that have one, by their whole names, and the failures of the others."""
    values: Fields = {}
    failures: dict[str, Failure] = {}
    for field in fields:
        found = _members(field, lookup, failures) if isinstance(field, Group) else _value(field, lookup)
        if isinstance(found, Failure):
            failures[field.name] = found
        elif found is not None and found != () and not (isinstance(field, Field) and field.omit_empty and found == ""):
            values[field.name] = found
    return values, failures


def _members(group: Group, lookup: Lookup, failures: dict[str, Failure]) -> tuple[Value, ...] | Failure | None:
    """Return a nested field for each member of the group's list or table; members without a value are omitted."""
    met = True if group.condition is None else group.condition.evaluate(lookup)
    if isinstance(met, Failure) or not met:
        return met if isinstance(met, Failure) else None
    found = []
    for member in group.members(lookup):
        values, wrong = _values(group.fields, member)
        failures |= wrong
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
    failure = None
    for path in field.sources:
        value = lookup(path)
        if isinstance(value, Failure):
            failure = failure or value
        elif value is not None and value not in ("", ()):
            return value
    return failure


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


def _kept(channel: CompiledChannel, values: Fields, lookup: Lookup) -> tuple[Fields, Texts, list[Note]]:
    """Return the values without the optional fields that violate a rule of severity error, their texts, and the
    violations.
    """
    dropped: list[Note] = []
    while True:
        texts = _texts(channel, values)
        broken = dict(_violations(channel.optional, texts, _look(values, texts, lookup), "dropped"))
        if not broken:
            return values, texts, dropped
        dropped += (violation for violations in broken.values() for violation in violations)
        values = {name: value for name, value in values.items() if not _is_part(name, broken)}


def _is_part(name: str, wholes: Collection[str]) -> bool:
    return any(name == whole or name.startswith(f"{whole}.") for whole in wholes)


def _look(values: Fields, texts: Texts, lookup: Lookup) -> Lookup:
    """Return the lookup of paths in rules: `out.<field>` is the text of a field, or the texts of a repeated one."""

    def look(path: Path) -> object:
        if path[0] != "out":
            return lookup(path)
        name = ".".join(path[1:])
        found = texts.get(name, ())
        return found if isinstance(values.get(name), tuple) else next(iter(found), None)

    return look


def _violations(rules: Iterable[Rule], texts: Texts, look: Lookup, effect: str) -> Iterator[tuple[str, list[Note]]]:
    """Yield each field that violates a rule, with notes `<effect>.*`. Rules see the texts of fields."""
    for rule in rules:
        if (rule.is_required or rule.field in texts) and (found := list(_broken(rule, texts, look, effect))):
            yield rule.field, found


def _texts(channel: CompiledChannel, values: Fields) -> Texts:
    """Return the texts of each field and of each part; the text of a nested field is that of its cell."""
    texts: dict[str, tuple[str, ...]] = {}
    whole = values | _nested(values.items()) if any(channel.parts.values()) else values
    for name, value in whole.items():
        if isinstance(value, str):
            texts[name] = (value,)
        else:
            members = value if isinstance(value, tuple) else (value,)
            texts[name] = tuple([row_values.cell(each, channel.parts.get(name, ())) for each in members])
    return texts


def _broken(rule: Rule, texts: Texts, look: Lookup, effect: str) -> Iterator[Note]:
    found = texts.get(rule.field, ())
    found = () if found == ("",) else found
    if not found and not rule.is_required:
        return
    holds = True if rule.when is None else rule.when.evaluate(look)
    if isinstance(holds, Failure):
        yield note(f"{effect}.rule", field=rule.field, problem=holds.problem)
    elif holds and not found:
        yield note(f"{effect}.required", field=rule.field, reason=rule.reason)
    elif holds:
        problems = [problem for value in found for test in rule.tests if (problem := test(value, texts))]
        yield from (note(f"{effect}.rule", field=rule.field, reason=rule.reason, check=[each]) for each in problems)
