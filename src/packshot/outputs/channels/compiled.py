"""Compiled channels: fields, rules and conditions with resolved paths, pipes and expressions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from packshot.expr import Expression, Lookup, Path
from packshot.model.channel import Channel
from packshot.outputs.channels.feed import Columns
from packshot.outputs.channels.field_checks import Check
from packshot.outputs.channels.format import Format
from packshot.outputs.channels.pipes import Bound
from packshot.outputs.channels.row_values import parts_of

EACH = "each"
"""The first name of paths to a member of a list or to a row of a table, in the parts of a group."""

KEY = "key"
"""The name below `each` for the key of a row."""


@dataclass(frozen=True, slots=True)
class Select:
    """A condition that a row must meet, and the reason that is reported if the row does not meet it."""

    id: str
    condition: Expression
    reason: str


@dataclass(frozen=True, slots=True)
class Field:
    """The definition of one field of a row. The value of the field comes from exactly one of `sources`, `expr` and
    `constant`.
    """

    name: str
    sources: tuple[Path, ...] = ()
    expr: Expression | None = None
    constant: str | None = None
    condition: Expression | None = None
    map: str | None = None
    table: Mapping[str, str] | None = None
    pipes: tuple[Bound, ...] = ()
    join: str | None = None
    repeat: bool = False
    omit_empty: bool = False
    most: int | None = None
    is_image: bool = False

    @property
    def paths(self) -> Iterator[Path]:
        """Yield all paths that the field may read."""
        yield from self.sources
        for expression in (self.expr, self.condition):
            yield from expression.paths if expression else ()
        for pipe in self.pipes:
            yield from pipe.paths


@dataclass(frozen=True, slots=True)
class Group:
    """The definition of a repeated nested field, which has one mapping for each member of a list or row of a table.

    `fields` are the parts of the field, with their full names. Paths of parts may begin with `each`. For a list, `each`
    is the member. For a table, `each.key` is the key of the row, and `each.<column>` is a value of the row.
    """

    name: str
    path: Path
    fields: tuple[Field, ...]
    condition: Expression | None = None

    @property
    def paths(self) -> Iterator[Path]:
        """Yield all paths that the group may read, except those of a member."""
        yield self.path
        yield from self.condition.paths if self.condition else ()
        for field in self.fields:
            yield from (path for path in field.paths if path[0] != EACH)

    def members(self, lookup: Lookup) -> Iterator[Lookup]:
        """Yield a lookup for each member of the list or the table; none if there is no value."""
        found = lookup(self.path)
        if isinstance(found, Mapping):
            yield from (self._row(lookup, key) for key in found)
        elif found is not None:
            yield from (_member(lookup, each) for each in (found if isinstance(found, tuple) else (found,)))

    def _row(self, lookup: Lookup, key: str) -> Lookup:
        def look(path: Path) -> object:
            if path[0] != EACH:
                return lookup(path)
            return key if path[1:] == (KEY,) else lookup((*self.path, key, *path[1:]))

        return look


def _member(lookup: Lookup, member: object) -> Lookup:
    return lambda path: member if path[0] == EACH else lookup(path)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for one field of a row.

    The rule applies if `when` is None or true: every text of the field must pass all tests, and the field must not be
    empty if `is_required` is set.
    """

    field: str
    tests: tuple[Check, ...] = ()
    when: Expression | None = None
    is_required: bool = False
    is_error: bool = True
    reason: str | None = None


@dataclass(frozen=True)
class CompiledChannel:
    """A validated channel, merged with its presets. Its rows are made from the compiled fields."""

    channel: Channel
    selects: tuple[Select, ...]
    fields: tuple[Field | Group, ...]
    rules: tuple[Rule, ...]
    format: Format | None
    """None for an unknown format."""

    @property
    def is_built(self) -> bool:
        """Return whether this version of packshot builds the feeds of the channel."""
        return self.format is not None and self.format.rendering is not None

    @property
    def paths(self) -> frozenset[Path]:
        """Return all paths of the catalogue that the rows of the channel may read."""
        conditions = [select.condition for select in self.selects] + [rule.when for rule in self.rules if rule.when]
        found = {path for expression in conditions for path in expression.paths}
        found.update(path for field in self.fields for path in field.paths)
        return frozenset(path for path in found if path[0] != "out")

    @cached_property
    def required(self) -> tuple[Rule, ...]:
        """Return the rules of severity error for required fields."""
        return tuple(rule for rule in self.rules if rule.is_error and rule.is_required)

    @cached_property
    def optional(self) -> tuple[Rule, ...]:
        """Return the rules of severity error for optional fields."""
        return tuple(rule for rule in self.rules if rule.is_error and not rule.is_required)

    @cached_property
    def warned(self) -> tuple[Rule, ...]:
        """Return the rules of severity warning."""
        return tuple(rule for rule in self.rules if not rule.is_error)

    @cached_property
    def images(self) -> frozenset[str]:
        """Return the names of the fields for images."""
        return frozenset(field.name for field in self.fields if isinstance(field, Field) and field.is_image)

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """Return a map from each field to the names of its parts. A field that is not nested has no parts."""
        return parts_of(self.columns.names)

    @property
    def columns(self) -> Columns:
        """Return the names of all fields in order, and the names of the fields that may be repeated. A nested field is
        named by its parts.
        """
        leaves = [leaf for field in self.fields for leaf in (field.fields if isinstance(field, Group) else (field,))]
        groups = [field.name for field in self.fields if isinstance(field, Group)]
        repeats = (*groups, *(leaf.name for leaf in leaves if leaf.repeat))
        return Columns(tuple(leaf.name for leaf in leaves), repeats)

    def file(self, market: str, locale: str) -> str:
        """Return the path of the feed for one market and locale."""
        return f"feeds/{self.channel.key}/{file_name(self.channel, market, locale)}"


def file_name(channel: Channel, market: str, locale: str) -> str:
    """Return the file name of a channel's feed for one market and locale."""
    return channel.output.file.replace("{market}", market).replace("{locale}", locale)
