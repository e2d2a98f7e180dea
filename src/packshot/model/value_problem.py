"""What is wrong with a value: a message, its parameters and, where it is plain, the right value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from packshot.findings import Suggestion
from packshot.model.frozen import EMPTY, Raw

Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of wrong value: its message and the parameters of that; `fix` is the right value, if that is plain."""

    message: str
    params: Mapping[str, object] = EMPTY
    fix: str | tuple[str, ...] | None = None
    safe: bool = True
    suggestion: Suggestion | None = None
    part: tuple[str, int] | None = None
    """The piece of the value that is wrong, as in `Location`."""


Describe = Callable[[Raw, Context], Problem]
"""Describes a value; the context is that of the validator's error."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The message about a text, and what `correct` makes of the text, if that `fits`."""

    message: str
    correct: Callable[[str], str | None]
    fits: Callable[[str], object] = bool
    safe: bool = True

    def __call__(self, value: Raw, context: Context) -> Problem:
        fix = self.correct(value) if isinstance(value, str) else None
        if fix is None or not self.fits(fix):
            return Problem(self.message, context)
        return Problem(self.message, context, fix, self.safe)
