"""Rules of a family."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog import nodes
from packshot.checks import named_references
from packshot.checks.family_contents import families_of, is_known, kind_of
from packshot.checks.rule import rule
from packshot.checks.source_file import SourceFile
from packshot.findings import Finding, Location, Suggestion, report
from packshot.model.cycles import way_back
from packshot.model.lineage import above
from packshot.model.names import choices, suggested
from packshot.model.schema import Family
from packshot.model.typed_files import TypedFamily

_PLAIN = frozenset({"slug", "categories", "status", "available_from", "available_until", "price", "stock", "bundle"})
"""Paths other than attributes that may be required."""


@rule("missing-key unknown-key bad-key bad-name bad-choice not-a-list not-text null-here empty", "2 8 11 12 19")
def shape(family: SourceFile) -> Iterator[Finding]:
    """What it does: validates the YAML and the keys of a family file.

    Why: a family defines the attributes, axes and requirements of its products.

    Example: `attributes: name`. Fix: `attributes: [name]`.
    """
    yield from family.shape


@rule("family-cycle wrong-family", "22")
def parent(family: SourceFile) -> Iterator[Finding]:
    """What it does: reports a parent that is not of the same kind as the family, or that descends from the family.

    Why: a family inherits the attributes of its parent; in a cycle, a family would inherit from itself.

    Example: `parent: brand`, where brand is a family of records. Fix: `parent: article`.
    """
    own = family.entity
    if own is None or own.parent is None:
        return
    kind = kind_of(family.reader, own.parent)
    if kind == "mixin" and own.kind != "mixin":
        yield report("wrong-family.mixin-parent", family.place("parent"), name=own.parent, expected=own.kind)
    elif kind not in (None, own.kind):
        listed = choices(own.parent, _others(family, own.kind))
        at = family.place("parent")
        yield report("wrong-family.parent", at, name=own.parent, kind=kind, expected=own.kind, **listed)
    yield from _circle(family, own.parent, family.place("parent"))


@rule("family-cycle wrong-family mixin-twice", "22")
def mixins(family: SourceFile) -> Iterator[Finding]:
    """What it does: reports a mixin that is not a family of `kind: mixin`, that contains the family itself, or that is
    listed twice.

    Why: a mixin adds attributes, defaults and requirements to every family that lists it. A mixin has no products, so a
    family of products cannot be a mixin. In a cycle, a mixin would contain itself.

    Example: `mixins: [jacket]`, where jacket is a family of products. Fix: `parent: jacket`, or move the shared
    attributes to a family of `kind: mixin`.
    """
    own = family.entity
    for place, name in enumerate(own.mixins if own else ()):
        at = Location(family.path, ("mixins", place))
        kind = kind_of(family.reader, name)
        if kind not in (None, "mixin"):
            yield report("wrong-family.mixin", at, name=name, kind=kind, **choices(name, _others(family, "mixin")))
        yield from _circle(family, name, at)
        if own and name in own.mixins[:place]:
            yield report("mixin-twice", at, name=name)


def _others(family: SourceFile, kind: str) -> list[str]:
    """Return the names of the other families of a kind."""
    return [name for name in families_of(family.reader, kind) if name != family.key]


def _circle(family: SourceFile, name: str, at: Location) -> Iterator[Finding]:
    """Yield the finding of a cycle through this parent or mixin."""

    def following(key: str) -> tuple[str, ...]:
        found = family.reader.family(key)
        return above(found) if found else ()

    circle = way_back(family.key, name, following)
    if circle:
        yield report("family-cycle", at, families=circle)


@rule("missing-input", "22")
def inputs(family: SourceFile) -> Iterator[Finding]:
    """What it does: reports a family that has a calculated attribute but not all attributes in its expression.

    Why: without these attributes, the calculated attribute has no value in any product of the family.

    Example: `attributes: [volume, length, width]`, where volume is calculated from length, width and height. Fix: add
    `height`.
    """
    own, typed = family.entity, family.reader.typed_family(family.key)
    if own is None or typed is None or own.kind == "mixin" or not is_known(family.reader, family.key):
        return
    for code, calculation in typed.calculations.items():
        missing = [each for each in calculation.inputs if each not in typed.attributes]
        if missing:
            place = ("attributes", own.attributes.index(code)) if code in own.attributes else ("attributes",)
            at = Location(family.path, place)
            yield report("missing-input", at, attribute=code, missing=missing, family=family.key)


@rule("bad-axis unknown-attribute localizable-default bad-number bad-boolean bad-measure bad-date bad-key", "22 24")
def fits(family: SourceFile) -> Iterator[Finding]:
    """What it does: reports an axis or a default whose attribute the family does not have, an axis whose attribute
    cannot distinguish variants, and a default that does not have the type of its attribute.

    Why: the value of an axis identifies a variant, so it must be the same in all languages. A default is the value of
    every product that does not set the attribute.

    Example: `axes: [name]`, where name is localizable. Fix: `axes: [color]`.
    """
    for finding in family.reader.compiled_family(family.key)[1]:
        if (
            finding.at.path == family.path
            and not _is_reported(family, finding.at.keys)
            and (is_known(family.reader, family.key) or finding.code != "unknown-attribute")
        ):
            yield finding


def _is_reported(family: SourceFile, keys: tuple[str | int, ...]) -> bool:
    """Return whether these are the keys of an axis whose attribute is reported as unknown in the family's list."""
    own = family.entity
    if own is None or keys[:1] != ("axes",) or not isinstance(keys[1], int):
        return False
    axis = own.axes[keys[1]]
    return axis in own.attributes and not family.reader.has(nodes.attribute(axis))


@rule("unknown-option unknown-record unknown-asset", "22")
def defaults(family: SourceFile) -> Iterator[Finding]:
    """What it does: reports unknown options, records and assets in `defaults:`.

    Why: a default is the value of every product that does not set the attribute.

    Example: `defaults: {tax_class: standart}`. Fix: write `standard`.
    """
    own, typed = family.entity, family.reader.typed_family(family.key)
    for code, value in own.defaults.items() if own and typed else ():
        attribute = typed.attributes.get(code) if typed else None
        at = Location(family.path, ("defaults", code))
        if attribute is None or not isinstance(value, str):
            continue
        if attribute.options is not None:
            yield from named_references.option(family.reader, attribute.options, value, at)
        elif attribute.entity is not None:
            yield from named_references.record(family.reader, attribute.entity, value, at)
        elif attribute.type == "asset":
            yield from named_references.listed(family.reader, value, at, kind="asset")


@rule("unknown-path", "22 30")
def paths(family: SourceFile) -> Iterator[Finding]:
    """What it does: reports `name_from`, `image_from` and entries of `required:` that are not paths of the family.

    Why: a misspelt requirement is never met, or never evaluated.

    Example: `required: {web: [main]}`. Fix: write `assets.main`, because paths of assets begin with `assets.`.
    """
    own, typed = family.entity, family.reader.typed_family(family.key)
    if own is None or typed is None:
        return
    for keys, path in _paths(own):
        if path is not None and is_known(family.reader, family.key) and not _leads(typed, path):
            yield _unknown_path(typed, path, Location(family.path, keys))


def _paths(family: Family) -> Iterator[tuple[tuple[str | int, ...], str | None]]:
    yield ("name_from",), family.name_from
    yield ("image_from",), family.image_from
    for scope, paths in family.required.items():
        yield from ((("required", scope, place), path) for place, path in enumerate(paths))


def _leads(family: TypedFamily, path: str) -> bool:
    root, _, rest = path.partition(".")
    return path in family.paths or path in _PLAIN or (root in ("maps", "related") and bool(rest))


def _unknown_path(family: TypedFamily, path: str, at: Location) -> Finding:
    asset = f"assets.{path}"
    near = Suggestion(asset) if asset in family.paths else suggested(path, family.paths)
    return report("unknown-path.family", at, suggestion=near, name=path, **choices(path, family.paths))
