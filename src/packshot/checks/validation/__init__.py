"""Rules of the validation rules in catalog/rules/."""

from __future__ import annotations

from functools import cached_property

from packshot.catalog import nodes
from packshot.catalog.layout import place_of
from packshot.catalog.reader import Reader
from packshot.checks.document import held
from packshot.findings import Finding, Location
from packshot.model.names import is_key
from packshot.model.validation import ValidationRule
from packshot.rules.validation import Compiled, compile_rule


class Subject:
    """A file of catalog/rules/."""

    def __init__(self, reader: Reader, path: str) -> None:
        self.reader = reader
        self.path = path
        self.key = place_of(path).name
        self.document = held(reader, nodes.validation(self.key))
        self.noun: ValidationRule | None
        self.shape: list[Finding]
        given = self.key if is_key(self.key) else "unnamed"
        self.noun, self.shape = self.document.read(ValidationRule, key=given)

    def place(self, *keys: str | int) -> Location:
        """The value at these keys."""
        return Location(self.path, keys)

    @cached_property
    def compiled(self) -> Compiled | None:
        """The rule with what is wrong in its expressions."""
        return compile_rule(self.reader, self.noun, self.path) if self.noun else None


def subject(reader: Reader, key: str) -> Subject:
    """The validation rule at that path."""
    return Subject(reader, key)
