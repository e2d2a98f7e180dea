"""Tests whether the declarations of a family can be read. If one of their files cannot be read, no value is validated
against the family.
"""

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

_ATTRIBUTE_KEYS = frozenset({"kind", "parent", "mixins", "attributes", "axes"})
"""Keys of a family that decide which attributes its products have."""

_TYPE_KEYS = frozenset({"type", "many", "localizable", "options", "unit", "entity", "columns"})
"""Keys of an attribute that decide which values are valid."""

_UNIT_KEYS = frozenset({"base", "units"})
"""Keys of a unit family that decide which measurements are valid."""


def typed(reader: Reader, family: str) -> tuple[TypedFamily | None, bool]:
    """Return the compiled family (None if it does not exist), and whether all its declarations can be read."""
    return reader.remembered(("declared", family), lambda inner: (inner.typed_family(family), _is_known(inner, family)))


def is_known(reader: Reader, family: str) -> bool:
    """Return whether the family, its parents and mixins, and the declarations of their attributes and units can be
    read.

    Attributes and units that no file declares are ignored.
    """
    return typed(reader, family)[1]


def _is_known(reader: Reader, name: str) -> bool:
    line = reader.lineage(name)
    codes = dict.fromkeys(code for family in line for code in family.attributes)
    return _are_read(reader, line) and all(_is_declared(reader, code) for code in codes)


def _are_read(reader: Reader, line: tuple[Family, ...]) -> bool:
    """Return whether all parents and mixins of a family exist, and whether the attributes of all of them are known."""
    known = {family.key for family in line}
    missing = any(each not in known for family in line for each in above(family))
    return not missing and all(_is_read(reader, nodes.family(each), _ATTRIBUTE_KEYS) for each in known)


def _is_read(reader: Reader, node: Node, keys: frozenset[str]) -> bool:
    """Return whether a node exists and there is no finding at these keys."""
    raw = reader.raw(node)
    wrong = {key for finding in reader.read(node).findings for key in meant_keys(finding)[reader.depth(node) :][:1]}
    return bool(raw) and isinstance(raw, dict) and wrong.isdisjoint(keys)


def kind_of(reader: Reader, family: str) -> str | None:
    """Return the kind of a family; None if the family does not exist, or if it or its kind cannot be read."""
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
    """Return whether all keys that decide the values of an attribute can be read, or no file declares it."""
    attribute = reader.attribute(code)
    if attribute is None:
        return not (reader.has(nodes.attribute(code)) or may_be(reader, Absent(code, ("attributes",))))
    is_typed = _is_read(reader, nodes.attribute(code), _TYPE_KEYS)
    units = {field.unit for field in (attribute, *attribute.columns.values()) if field.unit}
    return is_typed and all(_has_unit(reader, unit) for unit in units)


def _has_unit(reader: Reader, name: str) -> bool:
    if not reader.has(nodes.unit(name)):
        return not may_be(reader, Absent(name, ("units",)))
    return _is_read(reader, nodes.unit(name), _UNIT_KEYS)
