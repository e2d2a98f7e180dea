"""The class of rules. A rule is a function that validates one subject; its docstring is the section of the rule in the
manual.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from packshot.engine.types import Item, Listing
from packshot.findings import Finding

S = TypeVar("S")


class Suppressed:
    """A follow-on problem of a file that cannot be read. It is not reported, but the subject is not valid either."""


SUPPRESSED = Suppressed()

Verdict = Finding | Item | Listing | Suppressed
"""A result of a rule: a finding, a suppressed finding, or data that must be compared with the data of other tasks."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[S]):
    """A rule: its function, the codes of its findings, and the numbers of the rules of the file format that it
    enforces.
    """

    check: Callable[[S], Iterator[Verdict]]
    codes: tuple[str, ...]
    format_rules: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the name of the rule in the manual."""
        return self.check.__name__.replace("_", "-")

    @property
    def page(self) -> str:
        """Return the docstring of the function, which is the section of the rule in the manual."""
        return self.check.__doc__ or ""


def rule(codes: str, format_rules: str = "") -> Callable[[Callable[[S], Iterator[Verdict]]], Rule[S]]:
    """Return a decorator that turns a function into a rule.

    `codes` lists the codes of its findings, separated by spaces (`yaml-*` means all codes with this prefix).
    `format_rules` lists the numbers of the rules of the file format that it enforces.
    """
    return lambda check: Rule(check, tuple(codes.split()), tuple(format_rules.split()))
