"""Rules for every file that does not belong to a product or record: valid text and file names, existing references, and
labels in languages of the catalogue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from packshot.catalog import nodes
from packshot.catalog.documents import Document
from packshot.catalog.layout import role_of
from packshot.catalog.reader import Reader
from packshot.checks import named_references
from packshot.checks.family_contents import families_of, kind_of
from packshot.checks.name_rules import bad_key
from packshot.checks.rule import rule
from packshot.findings import Absent, Finding, Location, report
from packshot.model.lifecycle import ALL
from packshot.model.marked_names import Keys
from packshot.model.names import LOCALE, choices, suggested


class Checked(Protocol):
    """A file as the subject of rules."""

    @property
    def reader(self) -> Reader:
        """Return the reader of the catalogue."""
        ...

    @property
    def document(self) -> Document:
        """Return the parsed file."""
        ...

    @property
    def shape(self) -> Sequence[Finding]:
        """Return the findings about the structure of the file, without those about its text and its names."""
        ...


@rule("yaml-* bad-key", "2 8 11 13")
def text(file: Checked) -> Iterator[Finding]:
    """What it does: reports a file that is not readable YAML, or whose name is not a key. A key has letters, digits, -
    and _, and begins with a letter or digit. For assets see `asset: id-`.

    Why: text that a YAML parser and a reader may understand differently is an error, so the published values are the
    values that you read. Other files refer to a file by its name.

    Example: `prices/EU retail.yaml`. Fix: rename it to `eu-retail.yaml`.
    """
    document = file.document
    yield from document.text
    if document.role.name and document.role.kind != "sidecar":
        yield from bad_key(document.role.name, "file", Location(document.path))


@rule("renamed-key", "47")
def old_words(file: Checked) -> Iterator[Finding]:
    """What it does: suggests the new name of a renamed key or value of the format.

    Why: both names are accepted while the format is `packshot: 1`; the next version accepts only the new name.

    Example: `severity: advice`. Fix: `severity: suggestion`, or run `packshot migrate` for the whole repository.
    """
    yield from (word.finding(file.document.path) for word in file.document.old_words)


@rule(
    "unknown-option-list unknown-unit-family unknown-family wrong-family unknown-attribute unknown-category "
    "unknown-category-tree unknown-market unknown-locale unknown-price-list unknown-stock-list unknown-scope "
    "unknown-authority unknown-licence unknown-asset",
    "2 5 17 19 21 22 28 29 30 31 32 35",
)
def names(file: Checked) -> Iterator[Finding]:
    """What it does: reports unknown names of option lists, unit families, families, attributes, categories, trees,
    markets, locales, price lists, stock lists, channel scopes, authorities, licences and assets, and an `entity:` that
    is not a family of records.

    Why: an unknown name has no effect. A select without its option list has no valid values, a requirement for a
    misspelt channel scope is never evaluated, rights that deny a misspelt scope deny nothing, and an asset with an
    unknown licence is hidden.

    Example: `{type: select, options: colour}`. Fix: write `options: color`, the name of the file.
    """
    wrong = {finding.at.keys for finding in file.shape}
    for named in file.document.names():
        is_label = named.kind == "locale" and named.on == "key"
        is_elsewhere = (file.document.role.kind, named.keys[0]) in _ELSEWHERE
        if named.kind in _LOOKUPS and not is_label and not is_elsewhere and wrong.isdisjoint(_prefixes(named.keys)):
            at = Location(file.document.path, named.keys, named.on)
            yield from _LOOKUPS[named.kind](file.reader, named.name, at)


_ELSEWHERE = {("family", "axes"), ("family", "defaults")}
"""Names that another rule reports, together with their other problems."""


def _prefixes(keys: Keys) -> Iterator[Keys]:
    """Return the keys of a value and the keys of each of its parents."""
    return (keys[:end] for end in range(len(keys) + 1))


def _family(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    """Yield the finding of an unknown family. A family is not suggested as its own parent."""
    place = role_of(at.path)
    return named_references.listed(reader, name, at, kind="family", but=place.name if place.kind == "family" else "")


def _entity(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    yield from _family(reader, name, at)
    kind = kind_of(reader, name)
    if kind not in ("record", None):
        yield report("wrong-family.entity", at, name=name, kind=kind, **choices(name, families_of(reader, "record")))


def _requirement(reader: Reader, name: str, at: Location) -> Iterator[Finding]:
    return named_references.scope(reader, name, at) if name != ALL else iter(())


_LISTED = "asset attribute authority category locale market options prices record/licence stock tree unit"
_LOOKUPS: Mapping[str, Callable[[Reader, str, Location], Iterator[Finding]]] = {
    **{kind: partial(named_references.listed, kind=kind) for kind in _LISTED.split()},
    "entity": _entity,
    "family": _family,
    "mixin": _family,
    "requirement": _requirement,
    "scope": named_references.scope,
}
"""Kind of a name -> the function that looks it up."""


@rule("label-locale", "18")
def languages(file: Checked) -> Iterator[Finding]:
    """What it does: warns of labels, alt texts, messages, help and synonyms in languages that the catalogue does not
    have.

    Why: these texts are not shown; usually the language is misspelt.

    Example: `label: {en: Weight, ge: Gewicht}`. Fix: `de: Gewicht`.
    """
    found: dict[str, list[Keys]] = defaultdict(list)
    for named in file.document.names():
        is_label = named.kind == "locale" and named.on == "key" and LOCALE.fullmatch(named.name)
        if is_label and not file.reader.has(nodes.locale(named.name)):
            found[named.name].append(named.keys)
    for tag, places in found.items():
        yield _foreign(file, tag, sorted(places, key=len))


def _foreign(file: Checked, tag: str, places: list[Keys]) -> Finding:
    known, at = file.reader.locales(), Location(file.document.path, places[0], "key")
    finding = report("label-locale", at, suggestion=suggested(tag, known), name=tag, **choices(tag, known))
    return replace(finding.with_params(count=len(places)), absent=Absent(tag, ("catalog",)))
