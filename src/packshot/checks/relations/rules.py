"""Rules of relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from packshot.checks.name_rules import twins
from packshot.checks.rule import rule
from packshot.checks.source_file import SourceFile
from packshot.findings import Finding, Location, error
from packshot.model.schema import Relation


@rule("missing-key unknown-key bad-name bad-boolean not-a-map null-here", "2 4 8 11")
def shape(relations: SourceFile) -> Iterator[Finding]:
    """What it does: relations.yaml must be readable YAML: relations by their codes, which are no reserved words.

    Why: products write the code below `related:`, templates read it as a path, so it has `_` and no `-`.

    Example: `cross-sell: {label: Goes well with}`. Cure: `cross_sell`.
    """
    yield from relations.shape


@rule("relation-twice", "2 38")
def once(relations: SourceFile) -> Iterator[Finding]:
    """What it does: codes of relations and of their inverses must be unique, ignoring case.

    Why: both are found under their codes, and one would hide the other.

    Example: `spare: {inverse: {code: cross_sell}}`. Cure: `inverse: {code: spare_for}`.
    """
    places = {code: (code,) for code in _relations(relations)}
    codes = list(places)
    for code, relation in _relations(relations).items():
        if relation.inverse is not None:
            codes.append(relation.inverse.code)
            places.setdefault(relation.inverse.code, (code, "inverse", "code"))  # type: ignore[arg-type]  # longer keys
            if relation.inverse.code in _relations(relations):
                what = f'"{relation.inverse.code}" is a relation of its own.'
                at = Location(relations.path, (code, "inverse", "code"))
                yield error("relation-twice", at, what, "Give the inverse another code.")
    for code, other in twins(codes):
        what = f'"{code}" differs from "{other}" only by case.'
        yield error("relation-twice", Location(relations.path, places[code], "key"), what, "Rename one of them.")


@rule("relation-both-ways", "38")
def ways(relations: SourceFile) -> Iterator[Finding]:
    """What it does: a relation is two-way or has an inverse, not both.

    Why: two-way means that the other end reads the same; an inverse means that it reads otherwise.

    Example: `spare: {two_way: true, inverse: {code: spare_for}}`. Cure: take `two_way` away.
    """
    for code, relation in _relations(relations).items():
        if relation.two_way and relation.inverse is not None:
            at = Location(relations.path, (code, "two_way"), "key")
            what = f'The relation "{code}" is two-way and has an inverse.'
            yield error("relation-both-ways", at, what, "Keep two_way where both ends read alike, else the inverse.")


def _relations(file: SourceFile) -> Mapping[str, Relation]:
    """The relations that can be read, by code."""
    return {keys[0]: relation for keys, relation in file.members}
