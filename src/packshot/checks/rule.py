"""The rule: a function that validates one subject. Its docstring is its page in the manual."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from packshot.engine.types import Item, Listing
from packshot.findings import Finding

S = TypeVar("S")


class Suppressed:
    """A problem that only follows from a file that cannot be read: it is not reported, but the subject is not valid."""


SUPPRESSED = Suppressed()

Verdict = Finding | Item | Listing | Suppressed
"""A result of a rule: a finding, or data that must be compared with other tasks before anything can be found."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[S]):
    """A rule with the codes of its findings and the numbers of the rules of the file format that it enforces."""

    check: Callable[[S], Iterator[Verdict]]
    codes: tuple[str, ...]
    format_rules: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name in the manual."""
        return self.check.__name__.replace("_", "-")

    @property
    def page(self) -> str:
        """The text of its page in the manual."""
        return self.check.__doc__ or ""


def rule(codes: str, format_rules: str = "") -> Callable[[Callable[[S], Iterator[Verdict]]], Rule[S]]:
    """Return a decorator that makes a function a rule.

    `codes` are those of its findings (`yaml-*`: all with this prefix), `format_rules` the numbers of the rules of the
    file format.
    """
    return lambda check: Rule(check, tuple(codes.split()), tuple(format_rules.split()))
