"""Rules of relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from packshot.checks.name_rules import twins
from packshot.checks.rule import rule
from packshot.checks.source_file import SourceFile
from packshot.findings import Finding, report
from packshot.model.schema import Relation


@rule("missing-key unknown-key bad-name bad-boolean not-a-map null-here", "2 4 8 11")
def shape(relations: SourceFile) -> Iterator[Finding]:
    """What it does: validates the keys and the structure of relations.yaml, which contains relations by their codes,
    and reports codes that are reserved words.

    Why: the code is a key below `related:` in products and a path in templates, so it may contain `_` but not `-`.

    Example: `cross-sell: {label: Goes well with}`. Fix: write `cross_sell`.
    """
    yield from relations.shape


@rule("relation-twice", "2 38")
def once(relations: SourceFile) -> Iterator[Finding]:
    """What it does: reports codes of relations and of inverses that are not unique, ignoring case.

    Why: relations and inverses are looked up by their codes, so a code must not have two meanings.

    Example: `spare: {inverse: {code: cross_sell}}`. Fix: `inverse: {code: spare_for}`.
    """
    places = {code: (code,) for code in _relations(relations)}
    codes = list(places)
    for code, relation in _relations(relations).items():
        if relation.inverse is not None:
            codes.append(relation.inverse.code)
            places.setdefault(relation.inverse.code, (code, "inverse", "code"))  # type: ignore[arg-type]  # longer keys
            if relation.inverse.code in _relations(relations):
                at = relations.place(code, "inverse", "code")
                yield report("relation-twice", at, name=relation.inverse.code)
    for code, other in twins(codes):
        yield report("relation-twice.case", relations.on_key(*places[code]), name=code, other=other)


@rule("relation-both-ways", "38")
def ways(relations: SourceFile) -> Iterator[Finding]:
    """What it does: reports a relation that has both `two_way: true` and an inverse.

    Why: with `two_way: true`, both directions have the same name; with an inverse, the two directions have different
    names.

    Example: `spare: {two_way: true, inverse: {code: spare_for}}`. Fix: remove `two_way`.
    """
    for code, relation in _relations(relations).items():
        if relation.two_way and relation.inverse is not None:
            yield report("relation-both-ways", relations.on_key(code, "two_way"), name=code)


def _relations(file: SourceFile) -> Mapping[str, Relation]:
    """Return a map from code to relation, with the relations that can be read."""
    return {keys[0]: relation for keys, relation in file.members}
