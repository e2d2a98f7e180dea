"""Families compiled to pydantic models, which convert raw layers to typed values.

A compiled family validates a layer, converts text into typed values and provides the model for the JSON Schema. Only
the form of values is validated; `value_references.references` returns the names in the values.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic_core import SchemaValidator

from packshot.findings import Edit, Finding, Location, Suggestion, report
from packshot.model import problems, values
from packshot.model.calculate import Calculation, calculations
from packshot.model.frozen import FrozenMap
from packshot.model.labels import by_label, texts_of
from packshot.model.names import RESERVED, unlisted
from packshot.model.schema import Attribute, Column, Family
from packshot.model.text_forms import Form, nullable, some_of
from packshot.model.value_forms import Units, form_of, translated_form, wrong_units
from packshot.model.values import Value

AXIS_TYPES = frozenset({"text", "number", "boolean", "date", "select", "measure"})
"""Attribute types that can be axes."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """The compiled form of one layer. `validator` returns the written values by code, and asset values under `assets`.

    `model` describes the layer for the JSON Schema and is built on first use. `codes` are the codes of the
    attributes that the layer may contain, except asset attributes.
    """

    validator: SchemaValidator
    model: type[BaseModel]
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class TypedFamily:
    """A family with its parents and mixins, compiled once for all its products.

    `paths` maps each path to its attribute; `naming` contains only paths whose values may name other entries.
    """

    key: str
    kind: str
    attributes: Mapping[str, Attribute]
    paths: Mapping[str, Attribute]
    naming: Mapping[str, Attribute]
    axes: tuple[str, ...]
    required: Mapping[str, tuple[str, ...]]
    name_from: str | None
    image_from: str | None
    defaults: Mapping[str, tuple[Value, Location]]
    source: Compiled
    translated: Compiled
    calculations: Mapping[str, Calculation] = FrozenMap()

    def layer(
        self, values: Mapping[str, Any], assets: Mapping[str, Any], at: Location, *, translated: bool = False
    ) -> tuple[dict[str, Value], list[Finding]]:
        """Return the typed values of one raw layer by path, and the findings.

        Invalid values are left out and reported as findings. If the remaining values are still invalid, no values are
        returned.
        """
        compiled = self.translated if translated else self.source
        data = {**values, "assets": assets} if assets else values
        try:
            typed = compiled.validator.validate_python(data)
        except ValidationError as failed:
            return self._partial(compiled, data, failed, at)
        return _by_path(typed, values, assets), []

    def _partial(
        self, compiled: Compiled, data: Mapping[str, Any], failed: ValidationError, at: Location
    ) -> tuple[dict[str, Value], list[Finding]]:
        errors = failed.errors(include_url=False)
        found = [self._stray(each, compiled, data, at) for each in errors if each["type"] == "extra_forbidden"]
        found += problems.findings([each for each in errors if each["type"] != "extra_forbidden"], data, at)
        rest = problems.without(data, errors)
        try:
            typed = compiled.validator.validate_python(rest)
        except ValidationError:  # for example, a table row that lost its columns
            return {}, found
        return _by_path(typed, [key for key in rest if key != "assets"], rest.get("assets", {})), found

    def _stray(self, each: problems.Error, compiled: Compiled, data: Mapping[str, Any], at: Location) -> Finding:
        """Return the finding for a key that this layer does not allow."""
        keys, _ = problems.place(data, each["loc"])
        here, code = Location(at.path, (*at.keys, *keys), "key"), str(keys[-1])
        if len(keys) > 1 and keys[0] != "assets":
            return _unknown_column(self.attributes[str(keys[0])], code, here, compiled is self.translated)
        return self._stray_attribute(code, here, in_assets=len(keys) > 1)

    def _stray_attribute(self, code: str, here: Location, *, in_assets: bool) -> Finding:
        known = self.attributes.get(code)
        if known is not None and known.expr is not None:
            return report("calculated-written", here, Edit(here, None), attribute=known.code, expression=known.expr)
        if known is not None and (known.type == "asset") != in_assets:
            return report("misplaced.value" if in_assets else "misplaced.asset", here, key=code)
        if known is not None:
            return report("not-localizable", here, attribute=code, type=known.type, file=_source_file(here.path))
        if code.casefold() in RESERVED:
            return report("misplaced", here, key=code, reserved=code.casefold())
        alike = {key: one for key, one in self.attributes.items() if (one.type == "asset") == in_assets}
        return _labelled(unlisted("unknown-attribute.family", here, code, alike, family=self.key), code, alike)

    def axis_value(self, axis: str, text: Any) -> str | None:
        """Return the canonical text of a written axis value; None if it is invalid or null."""
        try:
            value = self.source.validator.validate_python({axis: text})[axis]
        except ValidationError:
            return None
        return None if value is None else values.canonical(value)


def _by_path(typed: Mapping[str, Any], written: Iterable[str], assets: Iterable[str]) -> dict[str, Value]:
    """Return the typed values of a layer by path, in file order."""
    result = {code: typed[code] for code in written}
    if assets:
        roles = typed["assets"]
        result |= {f"assets.{code}": roles[code] for code in assets}
    return result


def _source_file(path: str) -> str:
    """Return the name of the file that a locale file translates: `nordlys.yaml` for `nordlys.de.yaml` of a record,
    `product.yaml` for `de.yaml` of a product.
    """
    key, _, rest = posixpath.basename(path).partition(".")
    return "product.yaml" if rest == "yaml" else f"{key}.yaml"


def _unknown_column(table: Attribute, code: str, here: Location, translated: bool) -> Finding:
    if code in table.columns and translated:
        return report("not-localizable.column", here, column=code, file=_source_file(here.path))
    return _labelled(unlisted("unknown-column", here, code, table.columns, table=table.code), code, table.columns)


def _labelled(finding: Finding, code: str, known: Mapping[str, Attribute | Column]) -> Finding:
    """Return the finding of an unknown code; if it is the label of a known code, suggest that code."""
    labelled = by_label((each, texts_of(one.label)) for each, one in known.items()).get(code.casefold())
    if labelled is None or (finding.suggestion is not None and finding.suggestion.value == labelled):
        return finding
    return replace(finding, suggestion=Suggestion(labelled, "label"), edits=(Edit(finding.at, labelled),))


def compile_family(
    line: Sequence[Family], attributes: Mapping[str, Attribute], units: Units
) -> tuple[TypedFamily, list[Finding]]:
    """Return the compiled family and its findings.

    `line` is the family and all families it inherits from, in the order of `lineage`. Unknown attributes are left out.
    The findings are about invalid defaults, axes and units.
    """
    own = line[-1]
    codes = dict.fromkeys(code for family in line for code in family.attributes if code in attributes)
    mine = FrozenMap({code: attributes[code] for code in codes})
    written = {code: one for code, one in mine.items() if one.expr is None}
    bare = TypedFamily(
        key=own.key,
        kind=own.kind,
        attributes=mine,
        paths=FrozenMap({attribute.path: attribute for attribute in mine.values()}),
        naming=FrozenMap({attribute.path: attribute for attribute in mine.values() if _names(attribute)}),
        axes=tuple(dict.fromkeys(axis for family in line for axis in family.axes)),
        required=_required(line),
        name_from=_last(family.name_from for family in line),
        image_from=_last(family.image_from for family in line),
        defaults=FrozenMap(),
        source=_compiled(own.key, {code: nullable(form_of(one, units)) for code, one in written.items()}, mine),
        translated=_compiled(own.key, _translated(written, units), mine),
        calculations=calculations(mine, units),
    )
    defaults, findings = _defaults(bare, line)
    findings += _wrong_axes(bare, own)
    for attribute in mine.values():
        findings += wrong_units(attribute, units, attribute_place(attribute))
    return replace(bare, defaults=FrozenMap(defaults)), findings


def _names(attribute: Attribute) -> bool:
    types = {attribute.type, *(column.type for column in attribute.columns.values())}
    return not types.isdisjoint({"select", "record", "asset"})


def family_path(key: str) -> str:
    """Return the path of a family's file in a product repository."""
    return f"catalog/families/{key}.yaml"


def attribute_place(attribute: Attribute, *keys: str) -> Location:
    """Return the location of an attribute, or of the value at `keys` in it, in a product repository."""
    return Location(f"catalog/attributes/{attribute.group}.yaml", ("attributes", attribute.code, *keys))


def _last(texts: Iterator[str | None]) -> str | None:
    found = [text for text in texts if text is not None]
    return found[-1] if found else None


def _required(line: Sequence[Family]) -> Mapping[str, tuple[str, ...]]:
    scopes = dict.fromkeys(scope for family in line for scope in family.required)
    return FrozenMap(
        {
            scope: tuple(dict.fromkeys(path for family in line for path in family.required.get(scope, ())))
            for scope in scopes
        }
    )


def _translated(attributes: Mapping[str, Attribute], units: Units) -> dict[str, Form]:
    """Return the forms for locale files, in which null stops the fallback.

    Tables are not nullable: they are removed in product.yaml, and locale files only translate their cells.
    """
    forms = {code: translated_form(attribute, units) for code, attribute in attributes.items()}
    return {
        code: form if attributes[code].type == "table" else nullable(form)
        for code, form in forms.items()
        if form is not None
    }


_CONFIG = ConfigDict(extra="forbid", frozen=True, protected_namespaces=(), defer_build=True)


def _compiled(name: str, forms: Mapping[str, Form], attributes: Mapping[str, Attribute]) -> Compiled:
    """Return the compiled form of a layer.

    Fields of the model have generated names, so that no attribute code collides with an attribute of pydantic.
    """
    plain = {code: form for code, form in forms.items() if attributes[code].type != "asset"}
    roles = {code: form for code, form in forms.items() if attributes[code].type == "asset"}
    below: type[BaseModel] = create_model(f"{name}.assets", __config__=_CONFIG, **_fields(roles, attributes))
    model: type[BaseModel] = create_model(
        name, __config__=_CONFIG, assets=(below, Field(None)), **_fields(plain, attributes)
    )
    cores = {code: form.core for code, form in plain.items()}
    cores["assets"] = some_of({code: form.core for code, form in roles.items()})
    return Compiled(SchemaValidator(some_of(cores)), model, frozenset(plain))


def _fields(forms: Mapping[str, Form], attributes: Mapping[str, Attribute]) -> dict[str, Any]:
    return {
        f"field_{place}": (
            Annotated[Any, form],
            Field(None, alias=code, title=code, description=next(iter(texts_of(attributes[code].label)), None)),
        )
        for place, (code, form) in enumerate(forms.items())
    }


Defaults = dict[str, tuple[Value, Location]]


def _defaults(family: TypedFamily, line: Sequence[Family]) -> tuple[Defaults, list[Finding]]:
    """Return the defaults by path: of the family, else of its parents and mixins, else of the attributes."""
    found: Defaults = {}
    findings: list[Finding] = []
    for attribute in family.attributes.values():
        if "default" in attribute.model_fields_set:
            findings += _default(
                family, attribute.code, attribute.default, attribute_place(attribute, "default"), found
            )
    for each in line:
        for code, raw in each.defaults.items():
            findings += _default(family, code, raw, Location(family_path(each.key), ("defaults", code)), found)
    return found, findings


def _default(family: TypedFamily, code: str, raw: Any, at: Location, found: Defaults) -> list[Finding]:
    attribute = family.attributes.get(code)
    if attribute is not None and attribute.localizable:
        return [report("localizable-default", at, attribute=code, key=at.keys[0])]
    is_asset = attribute is not None and attribute.type == "asset"
    plain, assets = ({}, {code: raw}) if is_asset else ({code: raw}, {})
    typed, findings = family.layer(plain, assets, at._replace(keys=at.keys[:-1]))
    found.update({path: (value, at) for path, value in typed.items()})
    return [replace(finding, at=at) for finding in findings]


def _wrong_axes(family: TypedFamily, own: Family) -> Iterator[Finding]:
    for place, axis in enumerate(own.axes):
        attribute, at = family.attributes.get(axis), Location(family_path(own.key), ("axes", place))
        if attribute is None:
            yield unlisted("unknown-attribute.family", at, axis, family.attributes, family=own.key)
        elif attribute.expr is not None:
            yield report("bad-axis.calculated", at, attribute=axis)
        elif attribute.type not in AXIS_TYPES or attribute.many or attribute.localizable:
            yield report("bad-axis", at, attribute=axis, types=AXIS_TYPES)


def of_hash(value: str | Sequence[str]) -> str:
    """Return the hash for `<code>.of`: 8 hexadecimal digits computed from the source text or list of source texts."""
    return _hash(value if isinstance(value, str) else tuple(value))


_exact = json.JSONEncoder(ensure_ascii=False).encode


@lru_cache(maxsize=1024)
def _hash(value: str | tuple[str, ...]) -> str:
    """Return the hash of a text, cached because the translations of one text are processed in sequence."""
    # The output of the encoder for a list, without its set-up cost for each list.
    text = _exact(value) if isinstance(value, str) else f"[{', '.join(map(_exact, value))}]"
    return hashlib.sha256(text.encode()).hexdigest()[:8]
