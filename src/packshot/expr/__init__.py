"""The one expression language, of `if`, `when` and `expr` in channels, rules and attributes: parsed against a
whitelist, run by closures of our own.

    "status in ['active', 'phase-out'] and weight.to('g') > 1000"

Names, dotted paths, texts, decimal numbers, lists; comparison and `in`; `and`, `or`, `not`; `a if c else b`; `+ - * /`;
a few methods and functions (see `values`). Nothing is ever handed to Python's `eval`.
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
    """A checked expression: its text, and each path it reads with the column (from 1) where it stands."""

    text: str
    reads: tuple[tuple[Path, int], ...]
    provided: frozenset[Path]
    """Paths whose absence it provides for: what stands before `is null`, and what `or` joins."""

    _step: Step = field(repr=False, compare=False)

    @property
    def paths(self) -> frozenset[Path]:
        """Everything it may read."""
        return frozenset(path for path, _ in self.reads)

    def evaluate(self, lookup: Lookup) -> object:
        """Its value; a `Failure` where the values do not fit together. `lookup` answers None for what is absent."""
        try:
            return self._step(lookup)
        except UnfitError as problem:
            return replace(problem.failure, expression=self.text)


def parse(text: str, at: Location) -> Expression | Finding:
    """The expression of a text, or the finding that says what is wrong at which column of it."""
    if len(text) > LONGEST:
        return report("expression.long", at, count=len(text), limit=LONGEST)
    try:
        grammar = Grammar(text)
        step = grammar.whole()
    except NotAnExpressionError as problem:
        found = report(problem.message, at, expression=text, column=problem.column)
        return found.with_params(**problem.params)
    return Expression(text, tuple(grammar.reads), frozenset(grammar.provided), step)
