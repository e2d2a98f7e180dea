"""Calculated values that cannot be worked out: told where the product or record stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product as combinations

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.checks import named_references
from packshot.expr import Failure
from packshot.findings import Finding, Location, error
from packshot.model.family import attribute_place
from packshot.model.resolve import Files as Sheet
from packshot.model.resolve import Query, calculate, is_spoken
from packshot.model.schema import Attribute
from packshot.model.typed_files import TypedFile


def failures(reader: Reader, sheet: Sheet, files: Iterable[TypedFile]) -> Iterator[Finding]:
    """A finding for each calculation that fails, of each SKU, in the locales and scopes for which a file speaks."""
    if not sheet.family.calculations:
        return
    held, family = list(files), sheet.family
    scopes = dict.fromkeys(["", *(spot[0] for file in held for spot in file.keys)])
    is_one = not any(is_spoken(family.attributes[code], family) for code in family.calculations)
    locales = [sheet.own.locale] if is_one else [file.locale for file in held]
    asked = combinations(sheet.own.levels or (None,), locales, scopes)
    told: set[tuple[str, str | None]] = set()
    for sku, locale, scope in asked:
        whom = Query(reader.chain(locale), scope, sku)
        for code in sheet.family.calculations:
            if (code, sku) not in told:
                found = list(_failure(reader, sheet, code, whom))
                told.update((code, sku) for _ in found)
                yield from found


def _failure(reader: Reader, sheet: Sheet, code: str, asked: Query) -> Iterator[Finding]:
    found, failure = calculate(sheet, code, asked)
    attribute = sheet.family.attributes[code]
    at = Location(sheet.own.path, _keys(sheet, asked.sku), "key")
    if failure is not None:
        yield _told(reader, attribute, failure, at)
    elif attribute.options is not None and isinstance(found.value, str):
        yield from named_references.option(reader, attribute.options, found.value, at)


def _keys(sheet: Sheet, sku: str | None) -> tuple[str, ...]:
    if sku is None:
        return ()
    return ("sku",) if sheet.own.levels[sku] == ((),) else ("variants", sku)


def _told(reader: Reader, attribute: Attribute, failure: Failure, at: Location) -> Finding:
    place = attribute_place(attribute, "expr")
    reader.raw(nodes.group(attribute.group))  # the finding names the attribute's file, which may change alone
    cure = f"Mend the values it follows from, or the expression at {'.'.join(map(str, place.keys))} in {place.path}."
    return error("calculation", at, f"{attribute.code} cannot be calculated: {failure.text}.", cure)
