"""How a value that is written wrongly is described: code, words, help and, where it is plain, the correction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from packshot.model.frozen import Raw

Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """Code, words and cure of one kind of wrong value; `fix` is the right value, if that is plain."""

    code: str
    what: str
    cure: str
    fix: str | tuple[str, ...] | None = None
    safe: bool = True
    part: tuple[str, int] | None = None
    """The piece of the value that is wrong, as in `Location`."""


Words = Callable[[Raw, Context], Problem]
"""Describes a value; the context is that of the validator's error."""


def quoted(value: Raw) -> str:
    """Return a value as a message quotes it: short, on one line."""
    if value is None:
        return "null"
    if isinstance(value, str):
        line = value if len(value) <= 60 else value[:57] + "..."
        return '"' + line.replace("\n", "\\n") + '"'
    return "a list" if isinstance(value, list | tuple) else "a map"


def says(code: str, what: str, cure: str) -> Words:
    """Return words that need only the value ({value}) and the context."""

    def words(value: Raw, context: Context) -> Problem:
        inserts = {**context, "value": quoted(value)}
        return Problem(code, what.format_map(inserts), cure.format_map(inserts))

    return words


def corrects(
    code: str,
    what: str,
    correct: Callable[[str], str | None],
    otherwise: str,
    fits: Callable[[str], object] = bool,
    *,
    safe: bool = True,
) -> Words:
    """Return words that offer what `correct` makes of a text, if it `fits`; else `otherwise` is the help."""

    def words(value: Raw, context: Context) -> Problem:
        fix = correct(value) if isinstance(value, str) else None
        if fix is None or not fits(fix):
            return Problem(code, what.format(value=quoted(value)), otherwise)
        return Problem(code, what.format(value=quoted(value)), f"Write {fix}.", fix, safe=safe)

    return words
