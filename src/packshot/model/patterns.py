"""Regular expressions that users write: Rust syntax, matched in time that grows with the text alone.

A pattern describes all of a text. It is compiled alone before it is anchored: `a)|(b` between anchors would be valid,
and match what neither anchor holds.
"""

from __future__ import annotations

from collections.abc import Callable

from pydantic_core import SchemaError, SchemaValidator, ValidationError, core_schema


def anchored(pattern: str) -> str:
    """The pattern of a whole text."""
    return f"^(?:{pattern})$"


def is_pattern(text: str) -> bool:
    """Whether a text is a regular expression, alone and anchored."""
    return all(_compiled(each) is not None for each in (text, anchored(text)))


def matcher(pattern: str) -> Callable[[str], bool] | None:
    """Whether a whole text matches; None when the pattern cannot be read."""
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
