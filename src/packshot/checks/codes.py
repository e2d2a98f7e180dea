"""Codes in foreign taxonomies, wherever `maps:` stands: the taxonomy is declared, and the code can be one of its."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from packshot.catalog.reader import Reader
from packshot.checks import named_references
from packshot.findings import Finding, Location, error
from packshot.model.taxonomies import Level, wanted


def judged(reader: Reader, maps: Mapping[str, str | None], level: Level, at: Location) -> Iterator[Finding]:
    """What is wrong with a `maps:`; `at` is its place."""
    for taxonomy, code in maps.items():
        here = Location(at.path, (*at.keys, taxonomy))
        yield from named_references.listed(reader, taxonomy, here._replace(on="key"), kind="taxonomy")
        yield from shape(taxonomy, level, code, here)


def shape(taxonomy: str, level: Level, code: object, at: Location) -> Iterator[Finding]:
    """A code that cannot be one of a taxonomy that is known by its name."""
    shape = wanted(taxonomy, level, code) if isinstance(code, str) else None
    if shape is not None:
        what = f'"{str(code)[:100]}" cannot be a code of {taxonomy}.'
        yield error("taxonomy-code", at, what, f"Write {shape.words}, such as {shape.example}.")
