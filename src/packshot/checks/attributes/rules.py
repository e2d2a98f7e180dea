"""Rules of an attribute file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from packshot.checks import codes, named_references
from packshot.checks.label_lookup import attribute_codes
from packshot.checks.name_rules import twins
from packshot.checks.rule import rule
from packshot.checks.source_file import SourceFile
from packshot.expr import Expression
from packshot.findings import Finding, Location, report
from packshot.model.calculate import expression_of, wrong_path
from packshot.model.cycles import cycle
from packshot.model.family import attribute_place, compile_family
from packshot.model.names import RESERVED, same_but_case
from packshot.model.schema import Attribute, Family
from packshot.model.value_forms import wrong_units


@rule("missing-key unknown-key bad-name bad-choice bad-boolean bad-combination not-a-map empty", "2 9 12 16 17 25")
def shape(group: SourceFile) -> Iterator[Finding]:
    """What it does: reports an attribute without a type, and keys that its type does not allow.

    Why: a select requires an option list, a measurement requires a unit family, and a table requires columns. `many` is
    allowed for plain texts, selects, records, assets, part numbers (`mpn`), URLs and email addresses; `min` and `max`
    are allowed for plain and rich texts, numbers, measurements, dates and timestamps.

    Example: `color: {type: select}`. Fix: `color: {type: select, options: color}`.
    """
    reserved = {("attributes", *words) for words in _reserved(group)}
    yield from (finding for finding in group.shape if finding.at.keys not in reserved or finding.code != "bad-name")


@rule("reserved-word", "4")
def reserved(group: SourceFile) -> Iterator[Finding]:
    """What it does: reports the code of an attribute or column that is a reserved word of the format or of expressions.

    Why: an attribute `status` would be ambiguous in a product file, and an attribute `price` in a template.

    Example: `status: {type: text}`. Fix: `state: {type: text}`, or `status_: {type: text}`.
    """
    for words in _reserved(group):
        yield report("reserved-word", group.on_key("attributes", *words), name=words[-1])


def attributes_of(group: SourceFile) -> Mapping[str, Attribute]:
    """Return a map from code to attribute, with the attributes of a group that can be read."""
    return group.entity.attributes if group.entity is not None else {}


def _reserved(group: SourceFile) -> Iterator[tuple[str, ...]]:
    raw = group.document.raw.get("attributes")
    for code, one in raw.items() if isinstance(raw, dict) else ():
        if code.casefold() in RESERVED:
            yield (code,)
        columns = one.get("columns") if isinstance(one, dict) else None
        if isinstance(columns, dict):
            yield from ((code, "columns", column) for column in columns if column.casefold() in RESERVED)


@rule("attribute-twice", "2")
def once(group: SourceFile) -> Iterator[Finding]:
    """What it does: reports codes of attributes that are not unique across all groups, ignoring case.

    Why: products, templates and expressions refer to an attribute by its code alone.

    Example: `weight` in technical.yaml and in logistics.yaml. Fix: rename one of the attributes, or remove it.
    """
    homes = [(code, f"catalog/attributes/{name}.yaml") for name, _, codes in group.reader.groups() for code in codes]
    for code in attributes_of(group):
        first = next((home for other, home in homes if same_but_case(other, code)), group.path)
        if first != group.path:
            yield report("attribute-twice", group.on_key("attributes", code), name=code, path=first)
    for code, other in twins(attributes_of(group)):
        yield report("attribute-twice.case", group.on_key("attributes", code), name=code, other=other)


@rule("bad-measure unknown-taxonomy taxonomy-code", "5 17")
def units(group: SourceFile) -> Iterator[Finding]:
    """What it does: reports `min` and `max` of a measurement that are not measurements, unknown taxonomies, and
    taxonomy codes that do not have the format of their taxonomy.

    Why: values cannot be compared with an invalid bound, and a code of an unknown taxonomy is not in any feed.

    Example: `{type: measure, unit: weight, max: 20}`. Fix: `max: 20 kg`.
    """
    for code, attribute in attributes_of(group).items():
        yield from _units(group, attribute)
        yield from codes.invalid(group.reader, attribute.maps, "feature", group.place("attributes", code, "maps"))


def _units(group: SourceFile, attribute: Attribute) -> Iterator[Finding]:
    """Yield findings about invalid bounds. Unknown unit families are reported by the rule `names`."""
    fields = [attribute, *attribute.columns.values()]
    units = {
        field.unit: unit_family for field in fields if field.unit and (unit_family := group.reader.units(field.unit))
    }
    found = wrong_units(attribute, units, group.on_key("attributes", attribute.code))
    yield from (finding for finding in found if finding.code != "unknown-unit-family")


@rule("localizable-default unknown-option bad-number bad-boolean bad-measure bad-date bad-key", "22 28")
def defaults(group: SourceFile) -> Iterator[Finding]:
    """What it does: reports a default that is not a value of the attribute's type, and a default of a localizable
    attribute.

    Why: the default is the value of every product that does not set the attribute, in all languages.

    Example: `tax_class: {..., default: standart}`. Fix: `default: standard`.
    """
    for code, attribute in attributes_of(group).items():
        if "default" in attribute.model_fields_set:
            yield from _default(group, attribute)
            at = group.place("attributes", code, "default")
            if attribute.options is not None and isinstance(attribute.default, str):
                yield from named_references.option(group.reader, attribute.options, attribute.default, at)


def _default(group: SourceFile, attribute: Attribute) -> Iterator[Finding]:
    """Yield the findings of the default in a family with only this attribute."""
    unit_family = group.reader.units(attribute.unit) if attribute.unit else None
    units = {unit_family.key: unit_family} if unit_family else {}
    found = compile_family([Family(key="any", attributes=(attribute.code,))], {attribute.code: attribute}, units)[1]
    here = attribute_place(attribute, "default")
    yield from (finding for finding in found if finding.at.keys == here.keys)


@rule("expression unknown-path calculated-cycle")
def calculations(group: SourceFile) -> Iterator[Finding]:
    """What it does: reports an `expr:` that is not a valid expression of attributes of the same product, or that
    depends on its own result.

    Why: a calculated attribute that reads an unknown path never has a value, and a calculated attribute that depends on
    itself cannot be calculated.

    Example: `volume: {type: number, expr: "lenght.to('cm') * width.to('cm')"}`. Fix: write `length`.
    """
    for code, attribute in attributes_of(group).items():
        at = group.place("attributes", code, "expr")
        found = expression_of(attribute, at)
        if isinstance(found, Finding):
            yield found
        elif found is not None:
            yield from _paths(group, found, at)
            yield from _circle(group, code, at)


def _paths(group: SourceFile, expression: Expression, at: Location) -> Iterator[Finding]:
    for path, column in expression.reads:
        found = wrong_path(path, group.reader.attribute, lambda: list(attribute_codes(group.reader)), at)
        if found is not None:
            yield found.with_params(expression=expression.text, column=column)


def _circle(group: SourceFile, code: str, at: Location) -> Iterator[Finding]:
    def following(name: str) -> list[str]:
        attribute = group.reader.attribute(name)
        found = expression_of(attribute) if attribute else None
        return [path[0] for path, _ in found.reads] if isinstance(found, Expression) else []

    circle = cycle(code, following)
    if circle:
        yield report("calculated-cycle", at, steps=circle)
