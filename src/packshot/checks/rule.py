"""What a rule is: a function that judges one subject. Its docstring is its page in the manual."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from packshot.engine.types import Item, Listing
from packshot.findings import Finding

S = TypeVar("S")


class Suppressed:
    """Something is wrong that only follows from a file that cannot be read: nothing is said of it, and yet the record
    is not sound.
    """


SUPPRESSED = Suppressed()

Verdict = Finding | Item | Listing | Suppressed
"""What a rule gives: findings, and what must be compared with other records before anything can be found."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[S]):
    """A rule: the codes of the findings it may give, and the rules of the file format that it holds up."""

    judge: Callable[[S], Iterator[Verdict]]
    codes: tuple[str, ...]
    holds: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name in the manual."""
        return self.judge.__name__.replace("_", "-")

    @property
    def page(self) -> str:
        """What the manual says of it."""
        return self.judge.__doc__ or ""


def rule(codes: str, holds: str = "") -> Callable[[Callable[[S], Iterator[Verdict]]], Rule[S]]:
    """Make a function a rule. `codes` are those of its findings (`yaml-*`: all that begin so), `holds` the numbers of
    the rules of the file format.
    """
    return lambda judge: Rule(judge, tuple(codes.split()), tuple(holds.split()))
