"""Rules of unit families."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks.name_rules import bad_key, twins
from packshot.checks.rule import rule
from packshot.checks.source_file import SourceFile
from packshot.findings import Finding, report


@rule("missing-key unknown-key bad-key bad-number bad-combination unit-family-twice not-a-map", "2 8 10 11 17")
def shape(units: SourceFile) -> Iterator[Finding]:
    """What it does: validates the keys and the structure of units.yaml: unit families, each with a base unit that has
    the factor 1. Keys of unit families must be unique, ignoring case.

    Why: measurements are converted with these factors.

    Example: `kg: {factor: 1,000}`. Fix: `kg: {factor: 1000}`.
    """
    yield from units.shape
    for key in units.document.raw:
        yield from bad_key(key, "entry", units.on_key(key))
    for key, other in twins(units.document.raw):
        yield report("unit-family-twice", units.on_key(key), name=key, other=other)
