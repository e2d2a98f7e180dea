"""The problem of an invalid value: a message, its parameters and, if known, the corrected value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from packshot.findings import Suggestion
from packshot.model.frozen import EMPTY, Raw

Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """The problem of an invalid value: its message and parameters.

    `fix` is the corrected value; None if there is none. A `safe` fix needs no review.
    """

    message: str
    params: Mapping[str, object] = EMPTY
    fix: str | tuple[str, ...] | None = None
    safe: bool = True
    suggestion: Suggestion | None = None
    part: tuple[str, int] | None = None
    """The invalid part of the value, as in `Location`."""


Describe = Callable[[Raw, Context], Problem]
"""Returns the problem of a value; the context is that of the validator's error."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A function that describes an invalid value; the result of `correct` is the fix if `fits` accepts it."""

    message: str
    correct: Callable[[str], str | None]
    fits: Callable[[str], object] = bool
    safe: bool = True

    def __call__(self, value: Raw, context: Context) -> Problem:
        fix = self.correct(value) if isinstance(value, str) else None
        if fix is None or not self.fits(fix):
            return Problem(self.message, context)
        return Problem(self.message, context, fix, self.safe)
