"""Calculated values: attributes with `expr:`, computed from other attributes of the same product.

The module defines the paths that can be read, the order of evaluation, and the conversion of a result to the type of
the attribute. `resolve` passes in the values of the inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import SchemaValidator

from packshot.expr import Expression, Failure, Path, Quantity, parse
from packshot.expr.values import kind
from packshot.findings import Finding, Location, parameters, report
from packshot.model import problems
from packshot.model.frozen import FrozenMap
from packshot.model.instants import as_instant
from packshot.model.names import choices, suggested
from packshot.model.schema import Attribute, Field_
from packshot.model.units import Scale
from packshot.model.value_forms import Units, form_of
from packshot.model.values import Measure, Value

FINEST = 12
"""Decimal places of a calculated number whose attribute does not set `decimals`."""

Look = Callable[[str], Value]
"""Returns the value of another attribute of the product; None if the attribute has no value."""


@dataclass(frozen=True, slots=True)
class Calculation:
    """A calculated attribute: its expression and the calculated attributes on which it depends, in evaluation order."""

    attribute: Attribute
    expression: Expression
    needs: tuple[str, ...]
    fields: Mapping[str, Attribute]
    units: Units
    validator: SchemaValidator

    @property
    def inputs(self) -> tuple[str, ...]:
        """Return the attributes that the expression reads, each once, in order of appearance."""
        return tuple(dict.fromkeys(path[0] for path, _ in self.expression.reads))

    def run(self, look: Look) -> Value | Failure:
        """Return the typed result, or a Failure if it cannot be computed.

        The result is None if the expression has no result or an empty text, or if an input has no value and the
        expression does not handle this with `is null` or `or`.
        """
        missing: set[Path] = set()

        def lookup(path: Path) -> object:
            attribute = self.fields.get(path[0])
            found = operand(attribute, look(path[0]), path[1:], self.units) if attribute else None
            if found is None:
                missing.add(path)
            return found

        result = self.expression.evaluate(lookup)
        if isinstance(result, Failure):
            return result
        is_open = result is None or result == "" or not missing <= self.expression.provided
        return None if is_open else self._typed(result)

    def _typed(self, result: object) -> Value | Failure:
        written = self._written(result)
        if written is None:
            return self._failure("expression-type.result", {"found": kind(result), "type": self.attribute.type})
        try:
            return cast(Value, self.validator.validate_python(written))
        except ValidationError as failed:
            wrong = failed.errors(include_url=False)[0]
            problem = problems.describe(wrong["type"], wrong["input"], wrong.get("ctx") or {})
            return self._failure(problem.message, problem.params)

    def _failure(self, message: str, params: Mapping[str, object]) -> Failure:
        return Failure(message, parameters(params), self.expression.text)

    def _written(self, result: object) -> str | None:
        """Return the result in file notation, rounded to the attribute's `decimals`; None if it cannot be written."""
        match result:
            case bool():
                return "true" if result else "false"
            case Decimal():  # for a measure, an amount in the base unit
                family = self.units.get(self.attribute.unit or "") if self.attribute.type == "measure" else None
                return f"{self._rounded(result):f}" + (f" {family.base}" if family else "")
            case Quantity():
                return f"{self._rounded(result.amount):f} {result.unit}"
            case datetime():
                return as_instant(result)
            case date():
                return result.isoformat()
        return result if isinstance(result, str) else None

    def _rounded(self, amount: Decimal) -> Decimal:
        """Round half up and strip trailing zeros."""
        places = FINEST if self.attribute.decimals is None else self.attribute.decimals
        return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE).normalize(_WIDE)


_WIDE = Context(prec=60)


def operand(field: Field_, value: Any, rest: Path, units: Units) -> object:
    """Return a value or its part at `rest`, in the form used by expressions; None if the part does not exist."""
    if isinstance(value, Measure):
        if rest:
            return {"amount": value.amount, "unit": value.unit}.get(rest[0])
        family = units.get(field.unit or "")
        return Quantity(value.amount, value.unit, family.scales if family else {value.unit: Scale()})
    if not rest or not isinstance(value, Mapping):
        return None if rest else value
    below = value.get(rest[0])
    columns: Mapping[str, Field_] = getattr(field, "columns", {})
    if len(rest) > 1 and isinstance(below, Mapping) and rest[1] in columns:
        return operand(columns[rest[1]], below.get(rest[1]), rest[2:], units)
    return None if len(rest) > 1 else below


def calculations(attributes: Mapping[str, Attribute], units: Units) -> Mapping[str, Calculation]:
    """Return the calculated attributes of a family, in evaluation order.

    Attributes with an invalid expression are left out, as are attributes that are part of a cycle or depend on a cycle.
    Invalid expressions and cycles are reported as findings in the attribute files.
    """
    parsed = {code: found for code, one in attributes.items() if isinstance(found := expression_of(one), Expression)}
    done: dict[str, Calculation] = {}
    while ready := [code for code in parsed if code not in done and _is_ready(parsed[code], parsed, done)]:
        for code in ready:
            done[code] = _calculation(code, parsed[code], done, attributes, units)
    return FrozenMap(done)


def expression_of(attribute: Attribute, at: Location | None = None) -> Expression | Finding | None:
    """Return the parsed `expr:` of an attribute, or the finding about its syntax; None if there is no `expr:`."""
    return None if attribute.expr is None else parse(attribute.expr, at or Location(""))


def _is_ready(expression: Expression, parsed: Mapping[str, Expression], done: Mapping[str, Calculation]) -> bool:
    return all(path[0] in done or path[0] not in parsed for path in expression.paths)


def _calculation(
    code: str,
    expression: Expression,
    done: Mapping[str, Calculation],
    attributes: Mapping[str, Attribute],
    units: Units,
) -> Calculation:
    read = [path[0] for path, _ in expression.reads if path[0] in done]
    before = dict.fromkeys(need for name in read for need in (*done[name].needs, name))
    inputs = {path[0]: attributes[path[0]] for path in expression.paths if path[0] in attributes}
    return Calculation(
        attributes[code],
        expression,
        tuple(before),
        FrozenMap(inputs),
        units,
        SchemaValidator(form_of(attributes[code], units).core),
    )


def wrong_path(
    path: Path, find: Callable[[str], Attribute | None], known: Callable[[], list[str]], at: Location
) -> Finding | None:
    """Return the finding about a path that a calculation cannot read; None if the path can be read."""
    attribute, written = find(path[0]), ".".join(path)
    if attribute is None:
        codes = known()
        near = suggested(path[0], codes)
        return report("unknown-path.calculation", at, suggestion=near, name=written, **choices(path[0], codes))
    if attribute.type == "asset":
        return report("unknown-path.asset", at, name=written)
    if len(path) == 1 or _leads(attribute, path[1:]):
        return None
    return report("unknown-path.below", at, name=written, attribute=path[0], type=attribute.type)


def _leads(field: Field_, rest: Path) -> bool:
    columns: Mapping[str, Field_] = getattr(field, "columns", {})
    kind: str = getattr(field, "type", "")
    if kind == "table":
        return len(rest) > 1 and rest[1] in columns and (len(rest) == 2 or _leads(columns[rest[1]], rest[2:]))
    if kind == "measure":
        return rest in (("amount",), ("unit",))
    return kind == "price" and len(rest) == 1 and rest[0].isalpha() and rest[0].isupper() and len(rest[0]) == 3
