"""The typed values of product and record files by scope and level. They are the input of the resolver.

The module also validates the axes, variants, hashes and table rows of a product and its translations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from packshot.findings import Finding, Location, report
from packshot.model.family import TypedFamily, compile_family, of_hash
from packshot.model.frozen import EMPTY, FrozenMap
from packshot.model.names import unlisted
from packshot.model.product import HASH, Layer, Link, Product, Translation
from packshot.model.record import Record, RecordTranslation
from packshot.model.values import Value, canonical

__all__ = [
    "Level",
    "Spot",
    "TypedFamily",
    "TypedFile",
    "compile_family",
    "of_hash",
    "strays",
    "type_layer",
    "type_product",
    "type_record",
    "type_record_translation",
    "type_translation",
]

Level = tuple[str, ...]
"""A level: () for the product; ("by", axis, value) with the canonical value; ("variants", SKU)."""

Spot = tuple[str, ...]
"""A scope ("" for none) followed by a level."""

TOP: Spot = ("",)


@dataclass(frozen=True, slots=True)
class TypedFile:
    """The typed values of one file of a product or record.

    `spots` maps a path (`name`, `assets.main`, `related.spare`, `maps.google`, `slug`) and a spot to the value; an
    explicit null is None. `keys` maps a spot to the keys that lead to it in the file. `of` maps a path and a spot to
    the hash of the source text of a translation; the path of a table cell consists of the table, the row and the
    column. `levels` maps each SKU to its levels in order of precedence: the SKU, its axis values, the product. A
    product without variants has only the level of the product. `levels` is empty for all files except product.yaml.
    """

    path: str
    locale: str
    spots: Mapping[str, Mapping[Spot, Value]]
    keys: Mapping[Spot, tuple[str, ...]]
    of: Mapping[tuple[str, Spot], str]
    levels: Mapping[str, tuple[Level, ...]] = EMPTY

    def keys_of(self, path: str, spot: Spot) -> tuple[str, ...]:
        """Return the keys in the file that lead to the value of a path at a spot."""
        return (*self.keys[spot], *path.split("."))


@dataclass(slots=True)
class _Builder:
    """A builder of a typed file, which collects values and findings layer by layer."""

    family: TypedFamily
    path: str
    translated: bool
    axes: Iterable[str] = ()
    spots: dict[str, dict[Spot, Value]] = field(default_factory=dict)
    keys: dict[Spot, tuple[str, ...]] = field(default_factory=dict)
    of: dict[tuple[str, Spot], str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, spot: Spot, keys: tuple[str, ...], layer: Layer) -> None:
        """Add the values of one layer at a spot."""
        at = Location(self.path, keys)
        typed, found = self.family.layer(layer.values, layer.assets, at, translated=self.translated)
        self.findings += found
        self.keys[spot] = keys
        spots = self.spots
        for path, value in typed.items():
            if self.translated and isinstance(value, dict) and self.family.attributes[path].type == "table":
                value = self._cells(path, spot, value)
            if path in spots:
                spots[path][spot] = value
            else:
                spots[path] = {spot: value}
        for path, other in _entries(layer):
            spots.setdefault(path, {})[spot] = other
        if layer.of:
            self._hashes(spot, layer, at)

    def _cells(self, path: str, spot: Spot, table: Mapping[str, Mapping[str, Any]]) -> Value:
        """Return a translated table without its hashes, which are stored in `of`."""
        for row, cells in table.items():
            for column in cells:
                if column.endswith(".of"):
                    self.of[f"{path}.{row}.{column[:-3]}", spot] = cells[column]
        plain = {
            row: FrozenMap({column: cell for column, cell in cells.items() if not column.endswith(".of")})
            for row, cells in table.items()
        }
        return FrozenMap(plain)

    def _hashes(self, spot: Spot, layer: Layer, at: Location) -> None:
        for code, digest in layer.of.items():
            here = Location(at.path, (*at.keys, f"{code}.of"))
            message = _wrong_hash(code, digest, layer, self.translated)
            if message is not None:
                self.findings.append(report(message, here, key=f"{code}.of", attribute=code))
            else:
                self.of[code, spot] = digest

    def add_by(self, scope: str, keys: tuple[str, ...], by: Mapping[str, Mapping[str, Layer]]) -> None:
        """Add the layers of the values of each axis."""
        for axis, layers in by.items():
            at = Location(self.path, (*keys, "by", axis), "key")
            if axis not in self.axes:
                self.findings.append(unlisted("unknown-axis", at, axis, self.axes))
                continue
            for text, layer in layers.items():
                self._add_value(scope, (*keys, "by", axis, text), layer)

    def _add_value(self, scope: str, keys: tuple[str, ...], layer: Layer) -> None:
        axis, text = keys[-2:]
        at = Location(self.path, keys, "key")
        value = self.family.axis_value(axis, text)
        if value is None:
            _, found = self.family.layer({axis: text}, EMPTY, at)
            self.findings.append(_bad_axis_value(axis, text, found, at))
        elif (spot := (scope, "by", axis, value)) in self.keys:
            other = self.keys[spot][-1]
            self.findings.append(report("axis-value-twice", at, value=text, other=other, axis=axis))
        else:
            self.add(spot, keys, layer)

    def file(self, locale: str, levels: Mapping[str, tuple[Level, ...]] = EMPTY) -> TypedFile:
        """Return the typed file with all layers added so far."""
        spots = FrozenMap({path: FrozenMap(found) for path, found in self.spots.items()})
        return TypedFile(self.path, locale, spots, FrozenMap(self.keys), FrozenMap(self.of), levels)


def _entries(layer: Layer) -> list[tuple[str, Value | tuple[Link, ...]]]:
    """Return relations, taxonomy codes and the slug of a layer by path."""
    found: list[tuple[str, Value | tuple[Link, ...]]] = []
    if layer.related:
        found += [(f"related.{code}", links) for code, links in layer.related.items()]
    if layer.maps:
        found += [(f"maps.{taxonomy}", code) for taxonomy, code in layer.maps.items()]
    if "slug" in layer.model_fields_set:
        found.append(("slug", getattr(layer, "slug", None)))
    return found


def _bad_axis_value(axis: str, text: str, found: list[Finding], at: Location) -> Finding:
    """Return the finding about an invalid axis value; `found` are its findings as a value of the attribute."""
    if not found:
        return report("bad-axis-value", at, axis=axis, value=text)
    wrong = found[0]
    problem, known = (wrong.message, wrong.params), dict(wrong.params).get("known")
    return report(
        "bad-axis-value", at, suggestion=wrong.suggestion, axis=axis, value=text, problem=problem, known=known
    )


def _wrong_hash(code: str, digest: str, layer: Layer, translated: bool) -> str | None:
    if not translated:
        return "bad-hash.source"
    if layer.values.get(code) is None:
        return "bad-hash.text"
    return None if HASH.fullmatch(digest) else "bad-hash"


def type_product(family: TypedFamily, product: Product, path: str, source: str) -> tuple[TypedFile, list[Finding]]:
    """Return the typed values of product.yaml, and the findings. Invalid values are left out and reported as findings.

    `path` is the path of the file; `source` is the source locale.
    """
    builder = _Builder(family, path, translated=False, axes=_known_axes(family, product.axes))
    _add_levels(builder, product)
    levels, findings = _levels(builder, product)
    return builder.file(source, levels), [*_wrong_axes(family, product, path), *builder.findings, *findings]


def type_translation(family: TypedFamily, file: Translation, path: str) -> tuple[TypedFile, list[Finding]]:
    """Return the typed values of a product's locale file, and the findings about invalid values, axes and hashes."""
    builder = _Builder(family, path, translated=True, axes=_known_axes(family, family.axes))
    _add_levels(builder, file)
    return builder.file(file.locale), builder.findings


def type_layer(family: TypedFamily, layer: Layer, locale: str, path: str) -> tuple[TypedFile, list[Finding]]:
    """Return the typed values of a locale file that has only one layer, and the findings about invalid values."""
    builder = _Builder(family, path, translated=True)
    builder.add(TOP, (), layer)
    return builder.file(locale), builder.findings


def type_record(family: TypedFamily, record: Record, path: str, source: str) -> tuple[TypedFile, list[Finding]]:
    """Return the typed values of a record, and the findings about invalid values.

    `path` is the path of the file; `source` is the source locale.
    """
    return _type_record(_Builder(family, path, translated=False), record, source)


def type_record_translation(family: TypedFamily, file: RecordTranslation, path: str) -> tuple[TypedFile, list[Finding]]:
    """Return the typed values of a record's locale file, and the findings about invalid values."""
    return _type_record(_Builder(family, path, translated=True), file, file.locale)


def _add_levels(builder: _Builder, file: Product | Translation) -> None:
    builder.add(TOP, (), file)
    builder.add_by("", (), file.by)
    for sku, variant in file.variants.items():
        builder.add(("", "variants", sku), ("variants", sku), variant)
    for scope, layer in file.scopes.items():
        keys = ("for", scope)
        builder.add((scope,), keys, layer)
        builder.add_by(scope, keys, layer.by)
        for sku, below in layer.variants.items():
            builder.add((scope, "variants", sku), (*keys, "variants", sku), below)


def _type_record(builder: _Builder, file: Record | RecordTranslation, locale: str) -> tuple[TypedFile, list[Finding]]:
    builder.add(TOP, (), file)
    for scope, layer in file.scopes.items():
        builder.add((scope,), ("for", scope), layer)
    return builder.file(locale), builder.findings


def _known_axes(family: TypedFamily, axes: Iterable[str]) -> tuple[str, ...]:
    return tuple(axis for axis in axes if axis in family.source.codes)


def _wrong_axes(family: TypedFamily, product: Product, path: str) -> Iterator[Finding]:
    for place, axis in enumerate(product.axes):
        if axis not in family.axes:
            yield unlisted("unknown-axis.family", Location(path, ("axes", place)), axis, family.axes, family=family.key)


def _levels(builder: _Builder, product: Product) -> tuple[Mapping[str, tuple[Level, ...]], list[Finding]]:
    """Return the levels of each SKU in order of precedence, and findings about missing and repeated axis values."""
    if product.sku:
        return FrozenMap({product.sku: ((),)}), []
    levels: dict[str, tuple[Level, ...]] = {}
    findings: list[Finding] = []
    seen: dict[tuple[Level, ...], str] = {}
    for sku in product.variants:
        values = [(axis, builder.spots.get(axis, {}).get(("", "variants", sku))) for axis in builder.axes]
        combination = tuple(("by", axis, canonical(value)) for axis, value in values if value is not None)
        levels[sku] = (("variants", sku), *reversed(combination), ())
        at = Location(builder.path, ("variants", sku), "key")
        raw = product.variants[sku].values  # an invalid value already has a finding
        missing = (axis for axis, value in values if value is None is raw.get(axis))
        findings += [report("missing-axis", at, axis=axis, sku=sku) for axis in missing]
        if combination and len(combination) == len(values) and combination in seen:
            findings.append(report("axes-twice", at, axes=builder.axes, sku=sku, other=seen[combination]))
        seen.setdefault(combination, sku)
    return FrozenMap(levels), findings


def strays(family: TypedFamily, product: TypedFile, file: TypedFile) -> Iterator[Finding]:
    """Yield findings about SKUs, axis values and table rows that the product does not have.

    `file` is product.yaml or a locale file; table rows are checked only in locale files.
    """
    for spot, keys in file.keys.items():
        if spot[1:2] == ("variants",) and spot[2] not in product.levels:
            yield unlisted("unknown-sku.variant", Location(file.path, keys, "key"), spot[2], product.levels)
        if (
            spot[1:2] == ("by",)
            and product.levels
            and all(spot[1:] not in levels for levels in product.levels.values())
        ):
            at = Location(file.path, keys, "key")
            yield report("unknown-axis-value", at, axis=spot[2], value=keys[-1])
    if file is not product:
        yield from _stray_rows(family, product, file)


def _stray_rows(family: TypedFamily, product: TypedFile, file: TypedFile) -> Iterator[Finding]:
    for path in file.spots:
        attribute = family.attributes.get(path)
        if attribute is None or attribute.type != "table":
            continue
        known = {row for table in product.spots.get(path, {}).values() for row in _rows(table)}
        for spot, table in file.spots[path].items():
            for row in (row for row in _rows(table) if row not in known):
                at = Location(file.path, (*file.keys_of(path, spot), row), "key")
                yield unlisted("unknown-row", at, row, sorted(known), table=path)


def _rows(table: Value) -> Iterable[str]:
    return table if isinstance(table, Mapping) else ()
