"""Expressions of files: parsed, and every path in them looked up: a misspelt one is a finding where it stands."""

from __future__ import annotations

from dataclasses import replace

from packshot.expr import Expression, parse
from packshot.findings import Finding, Location
from packshot.rules.paths import Vocabulary


def understood(text: str, words: Vocabulary, at: Location) -> tuple[Expression | None, list[Finding]]:
    """The expression of a text; None with what is wrong where it cannot be read or a path leads nowhere."""
    found = parse(text, at)
    if isinstance(found, Finding):
        return None, [found]
    wrong = [(words.problem(path, at), column) for path, column in found.reads]
    named = [
        replace(problem, what=f"{text!r}, column {column}: {problem.what}") for problem, column in wrong if problem
    ]
    return (None if named else found), named
