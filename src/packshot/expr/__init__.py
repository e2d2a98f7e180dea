"""The expression language of `if`, `when`, `must` and `expr` in channels, rules, gates and attributes.

An example:

    "status in ['active', 'phase-out'] and weight.to('g') > 1000"

The language has names, dotted paths, texts, decimal numbers and lists; comparison, `in` and `is null`; `and`, `or`,
`not`; `a if c else b`; `+ - * /`; and a few methods and functions (see `values`). Expressions are compiled to closures;
Python's `eval` is never used.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from packshot.expr.grammar import Grammar, Lookup, Path, Step
from packshot.expr.tokens import NotAnExpressionError
from packshot.expr.values import Failure, Quantity, UnfitError
from packshot.findings import Finding, Location, report

__all__ = ["Expression", "Failure", "Lookup", "Path", "Quantity", "parse"]

LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression: its text, and each path that it reads, with the column of the path (from 1)."""

    text: str
    reads: tuple[tuple[Path, int], ...]
    provided: frozenset[Path]
    """Paths whose absence the expression handles: those before `is null` and the operands of `or`."""

    _step: Step = field(repr=False, compare=False)

    @property
    def paths(self) -> frozenset[Path]:
        """Return all paths that the expression may read."""
        return frozenset(path for path, _ in self.reads)

    def evaluate(self, lookup: Lookup) -> object:
        """Return the value, or a `Failure` if it cannot be computed, for example because operands are incompatible.

        `lookup` returns None for an absent value.
        """
        try:
            return self._step(lookup)
        except UnfitError as problem:
            return replace(problem.failure, expression=self.text)


def parse(text: str, at: Location) -> Expression | Finding:
    """Return the parsed expression, or a finding if the text is too long or has a syntax error."""
    if len(text) > LONGEST:
        return report("expression.long", at, count=len(text), limit=LONGEST)
    try:
        grammar = Grammar(text)
        step = grammar.whole()
    except NotAnExpressionError as problem:
        found = report(problem.message, at, expression=text, column=problem.column)
        return found.with_params(**problem.params)
    return Expression(text, tuple(grammar.reads), frozenset(grammar.provided), step)
