"""Regular expressions in catalogue files: Rust syntax, matched in linear time.

A pattern must match the whole string, so anchors are added to it. It must also be valid without anchors, because
anchors can make an invalid pattern valid: `a)|(b` is invalid, `^(?:a)|(b)$` is valid.
"""

from __future__ import annotations

from collections.abc import Callable

from pydantic_core import SchemaError, SchemaValidator, ValidationError, core_schema


def anchored(pattern: str) -> str:
    """Return the pattern, anchored to match the whole string."""
    return f"^(?:{pattern})$"


def as_written(pattern: str) -> str:
    """Return an anchored pattern without its anchors, as written in the file."""
    return pattern.removeprefix("^(?:").removesuffix(")$")


def is_pattern(text: str) -> bool:
    """Return whether a string is a valid regular expression, both unanchored and anchored."""
    return all(_compiled(each) is not None for each in (text, anchored(text)))


def matcher(pattern: str) -> Callable[[str], bool] | None:
    """Return a function that tests whether a whole string matches; None if the pattern is invalid."""
    validator = _compiled(anchored(pattern)) if is_pattern(pattern) else None
    if validator is None:
        return None

    def matches(text: str) -> bool:
        try:
            validator.validate_python(text)
        except ValidationError:
            return False
        return True

    return matches


def _compiled(pattern: str) -> SchemaValidator | None:
    try:
        return SchemaValidator(core_schema.str_schema(pattern=pattern))
    except SchemaError:
        return None
