"""Patterns of rules, matched in time that grows with the text alone: a pattern comes from a file nobody trusts."""

from __future__ import annotations

from collections.abc import Callable

from pydantic_core import SchemaError, SchemaValidator, ValidationError, core_schema


def matcher(pattern: str) -> Callable[[str], bool] | None:
    """Whether a whole text matches (Rust syntax: no look-around); None when the pattern cannot be read."""
    try:
        validator = SchemaValidator(core_schema.str_schema(pattern=f"^(?:{pattern})$"))
    except SchemaError:
        return None

    def matches(text: str) -> bool:
        try:
            validator.validate_python(text)
        except ValidationError:
            return False
        return True

    return matches
