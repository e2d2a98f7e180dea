"""Whether what a family may hold is known: where one of its files cannot be read, no value can be judged by it."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog import nodes
from packshot.catalog.nodes import Node
from packshot.catalog.reader import Reader
from packshot.checks.follow_on import may_be, meant_keys
from packshot.findings import Absent
from packshot.model.lineage import above
from packshot.model.schema import Family
from packshot.model.typed_files import TypedFamily

_GIVING = frozenset({"kind", "parent", "mixins", "attributes", "axes"})
"""Keys of a family without which nobody knows what it gives to its products."""

_TYPING = frozenset({"type", "many", "localizable", "options", "unit", "entity", "columns"})
"""Keys of an attribute without which no value can be judged."""

_CONVERTING = frozenset({"base", "units"})
"""Keys of a unit family without which no measure can be judged."""


def typed(reader: Reader, family: str) -> tuple[TypedFamily | None, bool]:
    """A family compiled, and whether it is known."""
    return reader.remembered(("declared", family), lambda inner: (inner.typed_family(family), _is_known(inner, family)))


def is_known(reader: Reader, family: str) -> bool:
    """Whether a family, those it takes from, their attributes and units are all told as far as they exist."""
    return typed(reader, family)[1]


def _is_known(reader: Reader, name: str) -> bool:
    line = reader.lineage(name)
    codes = dict.fromkeys(code for family in line for code in family.attributes)
    return _are_read(reader, line) and all(_is_declared(reader, code) for code in codes)


def _are_read(reader: Reader, line: tuple[Family, ...]) -> bool:
    """Whether all families are there that one of them takes from, and say what they give."""
    known = {family.key for family in line}
    missing = any(each not in known for family in line for each in above(family))
    return not missing and all(_is_read(reader, nodes.family(each), _GIVING) for each in known)


def _is_read(reader: Reader, node: Node, keys: frozenset[str]) -> bool:
    """Whether there is something, and nothing is wrong at these keys."""
    raw = reader.raw(node)
    wrong = {key for finding in reader.read(node).findings for key in meant_keys(finding)[reader.depth(node) :][:1]}
    return bool(raw) and isinstance(raw, dict) and wrong.isdisjoint(keys)


def kind_of(reader: Reader, family: str) -> str | None:
    """The kind of a family; None where there is no family, or it cannot be read."""
    found, raw = reader.family(family), reader.raw(nodes.family(family))
    is_read = found is not None and raw and raw.get("kind", found.kind) == found.kind
    return found.kind if found is not None and is_read else None


def families_of(reader: Reader, kind: str) -> tuple[str, ...]:
    """Return the names of the families of a kind."""
    return reader.remembered(("families of", kind), lambda inner: tuple(_families_of(inner, kind)))


def _families_of(reader: Reader, kind: str) -> Iterator[str]:
    found = (reader.family(name) for name in reader.names("family"))
    return (family.key for family in found if family is not None and family.kind == kind)


def _is_declared(reader: Reader, code: str) -> bool:
    """Whether an attribute can be read in all that decides what its values may be, or is declared nowhere."""
    attribute = reader.attribute(code)
    if attribute is None:
        return not (reader.has(nodes.attribute(code)) or may_be(reader, Absent(code, ("attributes",))))
    is_typed = _is_read(reader, nodes.attribute(code), _TYPING)
    units = {field.unit for field in (attribute, *attribute.columns.values()) if field.unit}
    return is_typed and all(_has_unit(reader, unit) for unit in units)


def _has_unit(reader: Reader, name: str) -> bool:
    if not reader.has(nodes.unit(name)):
        return not may_be(reader, Absent(name, ("units",)))
    return _is_read(reader, nodes.unit(name), _CONVERTING)
