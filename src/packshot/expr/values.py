"""The values of expressions: kinds of value, comparison, bounded arithmetic, methods and functions.

None is an absent value. It is falsy, equals no value (including None), is in no list, and is neither less nor greater
than any value. `!=` and `not in` are the exact negations of `==` and `in`. Arithmetic with None gives None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow
from fractions import Fraction
from typing import Any

from packshot.findings import Param, parameters
from packshot.messages import message
from packshot.messages.template import render

LONGEST_TEXT = 20_000
LONGEST_LIST = 1_000
_DIGITS = 28


@dataclass(frozen=True, slots=True)
class Failure:
    """The reason why a value could not be computed: a message, its parameters, and the failing expression, if any.

    It is a value, not an exception, so that one invalid row does not stop the run.
    """

    message: str
    params: tuple[tuple[str, Param], ...] = ()
    expression: str = ""

    @property
    def problem(self) -> tuple[str, tuple[tuple[str, Param], ...]]:
        """Return the message and its parameters, for use as a parameter of a finding (`{problem:message}`)."""
        return self.message, self.params

    @property
    def text(self) -> str:
        """Return the problem as one line of text."""
        return render(message("expression-type").text, {"problem": self.problem, "expression": self.expression})


class UnfitError(Exception):
    """An error of an operation on values, such as unsupported operands or a result that is too large.

    Callers outside the package receive a `Failure`.
    """

    def __init__(self, message: str, /, **params: object) -> None:
        super().__init__(message)
        self.failure = Failure(message, parameters(params))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measurement that can be converted to other units.

    `scales` maps each unit of the family to factor and offset: base amount = amount * factor + offset.
    """

    amount: Decimal
    unit: str
    scales: Mapping[str, tuple[Fraction, Fraction]]

    @property
    def base(self) -> Fraction:
        """Return the exact amount in base units."""
        factor, offset = self.scales[self.unit]
        return Fraction(self.amount) * factor + offset

    def to(self, unit: str) -> Decimal:
        """Return the amount in another unit of the family, rounded to 28 significant digits if necessary.

        Raises KeyError for an unknown unit.
        """
        factor, offset = self.scales[unit]
        exact = (self.base - offset) / factor
        return _context().divide(Decimal(exact.numerator), Decimal(exact.denominator))


_KINDS: Sequence[tuple[Any, str]] = (
    (type(None), "null"),
    (bool, "boolean"),
    (str, "text"),
    (int | Decimal, "number"),
    (date, "date"),
    (tuple | list, "list"),
    (Quantity, "measurement"),
    (Mapping, "table"),
)


def kind(value: object) -> str:
    """Return the kind of a value as a word for messages, for example `text`, `number` or `measurement`."""
    for types, word in _KINDS:
        if isinstance(value, types):
            return word
    return "value"


def equal(left: object, right: object) -> bool:
    """Return whether two values are equal; False if one is None.

    Raises UnfitError if the values cannot be compared.
    """
    if left is None or right is None:
        return False
    left, right = _comparable(left, right)
    return left == right


def contains(container: object, member: object) -> bool:
    """Return whether a list contains a value, a text contains another text, or a map contains a key.

    Returns False if one of the two is None. Raises UnfitError for a container of another kind, for a text and a member
    that is not a text, and for a value that cannot be compared with the values of a list.
    """
    if container is None or member is None:
        return False
    if isinstance(container, str) and isinstance(member, str):
        return member in container
    if isinstance(container, Mapping):
        return isinstance(member, str) and member in container
    if not isinstance(container, tuple | list):
        member_kind = kind(member) if isinstance(container, str) else None
        raise UnfitError("expression-type.in", found=kind(container), member=member_kind)
    return any(equal(member, each) for each in container)


def before(left: object, right: object) -> bool:
    """Return whether `left` is less than `right`; False if one is None.

    Raises UnfitError if the values cannot be compared or have no order.
    """
    if left is None or right is None:
        return False
    left, right = _comparable(left, right)
    if isinstance(left, bool | tuple | list | Mapping):
        raise UnfitError("expression-type.order", found=kind(left))
    try:
        return bool(left < right)  # type: ignore[operator]  # _comparable made them one kind
    except TypeError as problem:
        raise UnfitError("expression-type.order-other", left=kind(left), right=kind(right)) from problem


def _comparable(left: object, right: object) -> tuple[object, object]:
    kinds = kind(left), kind(right)
    if kinds == ("date", "text"):
        return left, _as_date(left, str(right))
    if kinds == ("text", "date"):
        return _as_date(right, str(left)), right
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        same_family = left.scales == right.scales
        return (left.base, right.base) if same_family else (left.amount, convert(right, left.unit))
    if kinds[0] != kinds[1]:
        raise UnfitError(_incomparable(kinds), left=kinds[0], right=kinds[1])
    return left, right


def _incomparable(kinds: tuple[str, str]) -> str:
    if "measurement" in kinds:
        return "expression-type.compare-measurement"
    return "expression-type.compare-list" if "list" in kinds else "expression-type.compare"


def _as_date(like: object, text: str) -> date:
    try:
        return datetime.fromisoformat(text) if isinstance(like, datetime) else date.fromisoformat(text)
    except ValueError as problem:
        form = "timestamp" if isinstance(like, datetime) else "date"
        raise UnfitError("expression-type.date", value=text, form=form) from problem


def number(value: object) -> Decimal:
    """Return a number, or the amount of a measurement, as a Decimal; raise UnfitError for another kind of value."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Quantity):
        return value.amount
    raise UnfitError("expression-type.number", found=kind(value))


def convert(value: object, unit: object) -> Decimal | None:
    """Return the amount of a measurement in another unit; None for None.

    Raises UnfitError for another kind of value, for an unknown unit, and for a result that is too large.
    """
    if value is None:
        return None
    if not isinstance(value, Quantity) or not isinstance(unit, str):
        raise UnfitError("expression-type.convert", found=kind(value))
    if unit not in value.scales:
        raise UnfitError("expression-type.unit", unit=value.unit, name=unit, known=tuple(value.scales))
    return _sized(value.to(unit))


def plus(left: object, right: object) -> object:
    """Return the sum of two numbers, or the concatenation of two texts; None if one operand is None.

    Raises UnfitError for other kinds of operands, and for a result that is too long or too large.
    """
    if left is None or right is None:
        return None
    if isinstance(left, str) and isinstance(right, str):
        return bounded(left + right)
    if isinstance(left, str) or isinstance(right, str):
        raise UnfitError("expression-type.plus", left=kind(left), right=kind(right))
    return arithmetic("add", left, right)


def arithmetic(step: str, left: object, right: object) -> Decimal | None:
    """Return the result of `add`, `subtract`, `multiply` or `divide`; None if one operand is None.

    The result is rounded to 28 significant digits if necessary. Raises UnfitError if an operand is not a number, for a
    division by zero, and for a result that is too large.
    """
    if left is None or right is None:
        return None
    if isinstance(left, Quantity) or isinstance(right, Quantity):
        raise UnfitError("expression-type.measurement")
    try:
        result: Decimal = getattr(_context(), step)(number(left), number(right))
    except DecimalException as problem:
        raise UnfitError("expression-type.arithmetic", operation=step, left=text(left), right=text(right)) from problem
    return _sized(result)


def _sized(result: Decimal) -> Decimal:
    """Return the number; raise UnfitError if it has more than 28 integer digits."""
    if abs(result) >= Decimal(10) ** _DIGITS:
        raise UnfitError("expression-type.large", limit=_DIGITS)
    return result


def _context() -> Context:
    return Context(prec=_DIGITS, rounding=ROUND_HALF_UP, traps=[DivisionByZero, InvalidOperation, Overflow])


def bounded(value: str) -> str:
    """Return the text unchanged; raise UnfitError if it is longer than `LONGEST_TEXT`."""
    if len(value) > LONGEST_TEXT:
        raise UnfitError("expression-type.long", limit=LONGEST_TEXT)
    return value


def text(value: object) -> str | None:
    """Return the locale-independent text of a value; None for None.

    Raises UnfitError for a kind of value without a text, such as a list.
    """
    match value:
        case None:
            return None
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return f"{value:f}" if isinstance(value, Decimal) else str(value)
        case date():
            return value.isoformat()
        case Quantity():
            return f"{value.amount:f} {value.unit}"
    raise UnfitError("expression-type.text-of", found=kind(value))


def _require_text(value: object) -> str:
    if not isinstance(value, str):
        raise UnfitError("expression-type.text", found=kind(value))
    return value


def _length(value: object) -> Decimal:
    if isinstance(value, str | tuple | list | Mapping):
        return Decimal(len(value))
    raise UnfitError("expression-type.length", found=kind(value))


def _rounded(value: object, digits: object = None) -> Decimal:
    places = 0 if digits is None else int(number(digits))
    if not 0 <= places <= 9:
        raise UnfitError("expression-type.round")
    return _sized(number(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=_DIGITS + places + 1))


def _joined(value: object, separator: object) -> str:
    if not isinstance(value, tuple | list):
        raise UnfitError("expression-type.join", found=kind(value))
    return bounded(_require_text(separator).join(_require_text(text(each)) for each in value))


def _replaced(value: object, old: object, new: object) -> str:
    old, new, whole = _require_text(old), _require_text(new), _require_text(value)
    if len(whole) + whole.count(old) * max(0, len(new) - len(old)) > LONGEST_TEXT:
        raise UnfitError("expression-type.long", limit=LONGEST_TEXT)
    return whole.replace(old, new)


METHODS: Mapping[str, tuple[range, Callable[..., object]]] = {
    "to": (range(1, 2), convert),
    "lower": (range(1), lambda value: _require_text(value).lower()),
    "upper": (range(1), lambda value: _require_text(value).upper()),
    "strip": (range(1), lambda value: _require_text(value).strip()),
    "startswith": (range(1, 2), lambda value, start: _require_text(value).startswith(_require_text(start))),
    "endswith": (range(1, 2), lambda value, end: _require_text(value).endswith(_require_text(end))),
    "replace": (range(2, 3), _replaced),
    "join": (range(1, 2), _joined),
}
"""Method -> allowed numbers of arguments, and implementation.

If the value or an argument is None, the result is None.
"""

FUNCTIONS: Mapping[str, tuple[range, Callable[..., object]]] = {
    "len": (range(1, 2), _length),
    "round": (range(1, 3), _rounded),
    "text": (range(1, 2), text),
}
"""Function -> allowed numbers of arguments, and implementation. If an argument is None, the result is None."""
