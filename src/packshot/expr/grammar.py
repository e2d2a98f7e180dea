"""A recursive-descent parser that compiles tokens to closures, so that only the operations defined here can run.

Python's parser is not used: it would reject attributes named `class` or `from`, and its grammar changes between
versions. Each rule returns a step: a function that takes a lookup and returns a value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from packshot.expr.tokens import NotAnExpressionError, Token, tokens
from packshot.expr.values import FUNCTIONS, LONGEST_LIST, METHODS, arithmetic, before, contains, equal, number, plus

Path = tuple[str, ...]
Lookup = Callable[[Path], object]
Step = Callable[[Lookup], object]

DEPTH = 40
OPERATORS = 100
"""Maximum number of operators and dots in an expression, because chains nest as deep as they are long."""

_COMPARISONS: Mapping[str, Callable[[object, object], bool]] = {
    "==": equal,
    "!=": lambda left, right: not equal(left, right),
    "<": before,
    ">": lambda left, right: before(right, left),
    "<=": lambda left, right: before(left, right) or equal(left, right),
    ">=": lambda left, right: before(right, left) or equal(left, right),
    "in": lambda left, right: contains(right, left),
    "not in": lambda left, right: not contains(right, left),
}
_SIGNS: Mapping[str, Callable[[object, object], object]] = {
    "+": plus,
    "-": lambda left, right: arithmetic("subtract", left, right),
    "*": lambda left, right: arithmetic("multiply", left, right),
    "/": lambda left, right: arithmetic("divide", left, right),
}
_OPERATORS = (*_COMPARISONS, *_SIGNS, "and", "or", "not", ".", "if")
_CONSTANTS: Mapping[str, object] = {"true": True, "false": False, "null": None, "none": None}


class Grammar:
    """A parser that passes once over the tokens of an expression.

    `reads` collects the paths with their columns, and `provided` collects the paths whose absence the expression
    handles.
    """

    def __init__(self, text: str) -> None:
        self._tokens: Sequence[Token] = list(tokens(text))
        self._place = 0
        self._depth = 0
        self.reads: list[tuple[Path, int]] = []
        self.provided: set[Path] = set()

    def whole(self) -> Step:
        """Return the step for the whole expression; raise NotAnExpressionError if the expression is invalid."""
        if self._now.kind == "end":
            raise self._wrong("expression.empty")
        operators = [token for token in self._tokens if token.is_one_of(*_OPERATORS)]
        if len(operators) > OPERATORS:
            raise NotAnExpressionError("expression.operators", operators[OPERATORS].column, limit=OPERATORS)
        step = self._choice()
        if self._now.kind != "end":
            raise self._unexpected()
        return step

    @property
    def _now(self) -> Token:
        return self._tokens[self._place]

    def _take(self, *texts: str) -> Token | None:
        if not self._now.is_one_of(*texts):
            return None
        self._place += 1
        return self._tokens[self._place - 1]

    def _need(self, sign: str, after: str = "") -> None:
        if not self._take(sign):
            raise self._wrong("expression.sign", sign=sign, after=after)

    def _choice(self) -> Step:
        self._enter()
        value = self._or()
        if self._take("if"):
            condition = self._or()
            if not self._take("else"):
                raise self._wrong("expression.else")
            value = _either(condition, value, self._choice())
        self._depth -= 1
        return value

    def _or(self) -> Step:
        begin = len(self.reads)
        left = self._and()
        while self._take("or"):
            left = _or(left, self._and())
            self._provide(begin)
        return left

    def _provide(self, begin: int) -> None:
        """Mark the paths added to `reads` since the index `begin` as paths whose absence is handled."""
        self.provided.update(path for path, _ in self.reads[begin:])

    def _and(self) -> Step:
        left = self._not()
        while self._take("and"):
            left = _and(left, self._not())
        return left

    def _not(self) -> Step:
        if not self._take("not"):
            return self._comparison()
        self._enter()
        value = self._not()
        self._depth -= 1
        return lambda lookup: not value(lookup)

    def _comparison(self) -> Step:
        begin = len(self.reads)
        left = self._sum()
        if self._take("is"):
            self._provide(begin)
            return self._absence(left)
        sign = self._comparison_sign()
        if sign is None:
            return left
        compared = _both(_COMPARISONS[sign], left, self._sum())
        if self._comparison_sign() is not None:
            self._place -= 1
            raise self._wrong("expression.comparisons")
        return compared

    def _comparison_sign(self) -> str | None:
        if sign := self._take("==", "!=", "<", "<=", ">", ">=", "in"):
            return sign.text
        if self._now.is_one_of("not") and self._tokens[self._place + 1].is_one_of("in"):
            self._place += 2
            return "not in"
        return None

    def _absence(self, value: Step) -> Step:
        absent = self._take("not") is None
        if not self._take("null", "none"):
            raise self._wrong("expression.is")
        return lambda lookup: (value(lookup) is None) is absent

    def _sum(self) -> Step:
        return self._chain(("+", "-"), lambda: self._chain(("*", "/"), self._negative))

    def _chain(self, signs: tuple[str, ...], operand: Callable[[], Step]) -> Step:
        """Return the step of left-associative operators of equal precedence."""
        left = operand()
        while sign := self._take(*signs):
            left = _both(_SIGNS[sign.text], left, operand())
        return left

    def _negative(self) -> Step:
        if not self._take("-"):
            return self._methods()
        return _called(lambda value: -number(value), [self._methods()])

    def _methods(self) -> Step:
        value = self._value()
        while self._take("."):
            name = self._now
            if name.kind != "name":
                raise self._wrong("expression.dot")
            value = self._call(name, METHODS, [value])
        return value

    def _value(self) -> Step:
        token = self._now
        if token.is_one_of("(", "["):
            return self._brackets()
        if token.kind == "name":
            return self._name()
        if token.kind not in {"number", "text"} and token.text not in _CONSTANTS:
            raise self._unexpected()
        self._place += 1
        value = _literal(token)
        return lambda lookup: value

    def _brackets(self) -> Step:
        if self._take("["):
            members = self._arguments("]")
            return lambda lookup: tuple(member(lookup) for member in members)
        self._need("(")
        inner = self._choice()
        self._need(")")
        return inner

    def _name(self) -> Step:
        first = self._now
        if self._after(1).is_one_of("("):
            return self._call(first, FUNCTIONS, [])
        names = [first.text]
        self._place += 1
        while self._now.is_one_of(".") and self._after(1).kind == "name" and not self._after(2).is_one_of("("):
            names.append(self._after(1).text)
            self._place += 2
        path = tuple(names)
        self.reads.append((path, first.column))
        return lambda lookup: lookup(path)

    def _after(self, count: int) -> Token:
        return self._tokens[min(self._place + count, len(self._tokens) - 1)]

    def _call(self, name: Token, known: Mapping[str, tuple[range, Callable[..., object]]], first: list[Step]) -> Step:
        if name.text not in known:
            raise NotAnExpressionError("expression.function", name.column, name=name.text, known=sorted(known))
        self._place += 1
        self._need("(", name.text)
        given = self._arguments(")")
        counts, run = known[name.text]
        if len(given) not in counts:
            raise NotAnExpressionError(
                "expression.arguments", name.column, name=name.text, count=len(given), **_range(counts)
            )
        return _called(run, [*first, *given])

    def _arguments(self, close: str) -> list[Step]:
        members: list[Step] = []
        while not self._take(close):
            members.append(self._choice())
            if len(members) > LONGEST_LIST:
                raise self._wrong("expression.list", limit=LONGEST_LIST)
            if not self._take(",") and not self._now.is_one_of(close):
                raise self._wrong("expression.separator", sign=close)
        return members

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise self._wrong("expression.depth", limit=DEPTH)

    def _unexpected(self) -> NotAnExpressionError:
        token = self._now
        if token.kind == "end":
            return self._wrong("expression.end")
        return self._wrong("expression.unexpected", word=token.text)

    def _wrong(self, message: str, **params: object) -> NotAnExpressionError:
        return NotAnExpressionError(message, self._now.column, **params)


def _literal(token: Token) -> object:
    if token.kind == "number":
        return Decimal(token.text)
    return token.text[1:-1] if token.kind == "text" else _CONSTANTS[token.text]


def _range(counts: range) -> Mapping[str, object]:
    return {"least": counts[0], "most": counts[-1] if len(counts) > 1 else None}


def _either(condition: Step, value: Step, otherwise: Step) -> Step:
    return lambda lookup: value(lookup) if condition(lookup) else otherwise(lookup)


def _or(left: Step, right: Step) -> Step:
    return lambda lookup: left(lookup) or right(lookup)


def _and(left: Step, right: Step) -> Step:
    return lambda lookup: left(lookup) and right(lookup)


def _both(run: Callable[[object, object], object], left: Step, right: Step) -> Step:
    return lambda lookup: run(left(lookup), right(lookup))


def _called(run: Callable[..., object], steps: Sequence[Step]) -> Step:
    def call(lookup: Lookup) -> object:
        values = [step(lookup) for step in steps]
        return None if None in values else run(*values)

    return call
