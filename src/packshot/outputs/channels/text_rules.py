"""What a rule asks of one text: its length, its words, its pattern, a named check. Each test says what is wrong.

Patterns are matched in time that grows with the text alone: they come from a file nobody trusts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from packshot.model.channel import FeedRule
from packshot.model.patterns import matcher
from packshot.outputs.channels.identifiers import CHECKS, Check
from packshot.outputs.plaintext import Unit, length


def tests(spec: FeedRule) -> Iterator[Check]:
    """The tests of a rule whose check and pattern are known to be right."""
    if spec.max is not None:
        yield _at_most(spec.max, spec.unit)
    if spec.min is not None:
        yield _at_least(spec.min, spec.unit)
    if spec.enum:
        yield _one_of(spec.enum)
    if spec.pattern is not None and (matches := matcher(spec.pattern)) is not None:
        yield _matching(spec.pattern, matches)
    if spec.check is not None:
        yield CHECKS[spec.check]


def _at_most(limit: int, unit: Unit) -> Check:
    return lambda text, row: f"is longer than {limit} {unit}: use the pipe cut" if length(text, unit) > limit else None


def _at_least(limit: int, unit: Unit) -> Check:
    return lambda text, row: f"is shorter than {limit} {unit}" if length(text, unit) < limit else None


def _one_of(words: tuple[str, ...]) -> Check:
    return lambda text, row: None if text in words else f"is none of {', '.join(words)}: use map"


def _matching(pattern: str, matches: Callable[[str], bool]) -> Check:
    return lambda text, row: None if matches(text) else f"does not match {pattern}"
