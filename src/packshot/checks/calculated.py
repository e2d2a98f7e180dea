"""Findings about calculations that fail, in the files of a product or record."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product as combinations

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.checks import named_references
from packshot.checks.entry import Entry
from packshot.expr import Failure
from packshot.findings import Finding, Location, report
from packshot.model.family import attribute_place
from packshot.model.resolve import Query, ValueSource, calculate, depends_on_locale
from packshot.model.schema import Attribute


def failures(entry: Entry) -> Iterator[Finding]:
    """Yield a finding for each calculation that fails or gives an unknown option, at most one per attribute and SKU.

    Calculations are evaluated for each SKU, in each locale and channel scope for which a file has values.
    """
    reader, sheet, files = entry.reader, entry.sheet, entry.files
    if sheet is None or not sheet.family.calculations:
        return
    family = sheet.family
    scopes = dict.fromkeys(["", *(spot[0] for file in files for spot in file.keys)])
    is_one = not any(depends_on_locale(family.attributes[code], family) for code in family.calculations)
    locales = [sheet.own.locale] if is_one else [file.locale for file in files]
    contexts = combinations(sheet.own.levels or (None,), locales, scopes)
    reported: set[tuple[str, str | None]] = set()
    for sku, locale, scope in contexts:
        query = Query(reader.chain(locale), scope, sku)
        for code in sheet.family.calculations:
            if (code, sku) not in reported:
                found = list(_failure(reader, sheet, code, query))
                reported.update((code, sku) for _ in found)
                yield from found


def _failure(reader: Reader, sheet: ValueSource, code: str, query: Query) -> Iterator[Finding]:
    found, failure = calculate(sheet, code, query)
    attribute = sheet.family.attributes[code]
    at = Location(sheet.own.path, _keys(sheet, query.sku), "key")
    if failure is not None:
        yield _uncalculated(reader, attribute, failure, at)
    elif attribute.options is not None and isinstance(found.value, str):
        yield from named_references.option(reader, attribute.options, found.value, at)


def _keys(sheet: ValueSource, sku: str | None) -> tuple[str, ...]:
    if sku is None:
        return ()
    return ("sku",) if sheet.own.levels[sku] == ((),) else ("variants", sku)


def _uncalculated(reader: Reader, attribute: Attribute, failure: Failure, at: Location) -> Finding:
    place = attribute_place(attribute, "expr")
    reader.raw(nodes.group(attribute.group))  # tracks the attribute's file, which the finding names
    return report(
        "calculation",
        at,
        attribute=attribute.code,
        expression=failure.expression,
        problem=failure.problem,
        key=".".join(map(str, place.keys)),
        path=place.path,
    )
