"""Validation of taxonomy codes (`maps:`): the taxonomy must be declared, and the code must have the format of the
taxonomy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from packshot.catalog.reader import Reader
from packshot.checks import named_references
from packshot.findings import Finding, Location, report
from packshot.model.taxonomies import Level, expected_shape


def invalid(reader: Reader, maps: Mapping[str, str | None], level: Level, at: Location) -> Iterator[Finding]:
    """Yield the findings about the taxonomy codes (`maps:`) at the location `at`."""
    for taxonomy, code in maps.items():
        here = Location(at.path, (*at.keys, taxonomy))
        yield from named_references.listed(reader, taxonomy, here._replace(on="key"), kind="taxonomy")
        yield from shape(taxonomy, level, code, here)


def shape(taxonomy: str, level: Level, code: object, at: Location) -> Iterator[Finding]:
    """Yield a finding if a code does not have the format of its taxonomy. Only well-known taxonomies have a format."""
    shape = expected_shape(taxonomy, level, code) if isinstance(code, str) else None
    if shape is not None:
        yield report("taxonomy-code", at, taxonomy=taxonomy, code=code, form=shape.form, example=shape.example)
