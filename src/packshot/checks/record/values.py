"""Rules of the contents of a record."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks import named_references, translation, undeclared_values, value_references
from packshot.checks.calculated import failures
from packshot.checks.entry import RecordEntry
from packshot.checks.rule import rule
from packshot.findings import Finding, Location
from packshot.model.record import Licence
from packshot.model.typed_files import strays


@rule("missing-key unknown-key bad-combination bad-key bad-instant bad-country null-here empty", "19 32")
def shape(record: RecordEntry) -> Iterator[Finding]:
    """What it does: validates the keys and the structure of a record's files.

    Why: a record has the form of a product without variants; a licence also has rights, whose ranges must not be empty,
    and which allow or deny countries and channels, not both.

    Example: `territory: {allow: [DE], deny: [CH]}`. Fix: keep one of the two.
    """
    for each in record.each_file:
        yield from each.shape


@rule(
    "unknown-attribute misplaced not-localizable calculated-written bad-number bad-date bad-boolean bad-measure "
    "too-long html-in-text",
    "15 19 26",
)
def values(record: RecordEntry) -> Iterator[Finding]:
    """What it does: every value must have the type of its attribute, and be in a file that may have it.

    Why: the family of the record defines the type of each value, as that of a product does.

    Example: `founded: in 1974`. Fix: `founded: 1974`.
    """
    yield from undeclared_values.reported(record)
    if record.family is not None and record.own.file is not None:
        for file in record.files:
            yield from strays(record.family, record.own.file, file)


@rule("unknown-option unknown-record unknown-asset wrong-asset unknown-product unknown-relation unknown-taxonomy", "30")
def names(record: RecordEntry) -> Iterator[Finding]:
    """What it does: options, records, assets, relations and taxonomies that a record refers to must exist.

    Why: an unknown name leaves a gap wherever the record is shown.

    Example: `assets: {logo: nordlys}`. Fix: `nordlys-logo`, the name of the file.
    """
    yield from value_references.missing(record)


@rule("calculation unknown-option")
def calculated(record: RecordEntry) -> Iterator[Finding]:
    """What it does: the values from which an attribute with `expr:` is calculated must be compatible, and the result
    must be valid for the attribute.

    Why: otherwise the value is missing, and the record does not show why.

    Example: `expr: "founded + ' AD'"`, a number and a text. Fix: `expr: "text(founded) + ' AD'"`.
    """
    yield from failures(record)


@rule("unknown-scope", "29 32")
def scopes(record: RecordEntry) -> Iterator[Finding]:
    """What it does: keys below `for:` and names in a licence's `rights.channel` must be channel scopes.

    Why: a right that is denied to a misspelt channel has no effect.

    Example: `channel: {deny: [googel]}`. Fix: `deny: [google]`.
    """
    yield from value_references.scopes(record)
    licence = record.record
    if isinstance(licence, Licence):
        yield from named_references.rights(record.reader, licence.rights, Location(record.at.path, ("rights",)))


@rule("translation-stale translation-orphan translation-unchecked", "27")
def translations(record: RecordEntry) -> Iterator[Finding]:
    """What it does: warns if a text has changed since it was translated, and suggests to add the hash if that is not
    known.

    Why: `description.of` next to a translation is a hash of the text it was made from.

    Example: the English description was changed, `description.of` is that of the old one. Fix: read the new text,
    update the translation and write the new hash, which the warning shows.
    """
    if record.sheet is not None:
        wrong = translation.wrong_places(record.each_file)
        for locale, each in record.translations.items():
            if each.file is not None:
                yield from translation.stale(record.sheet, each.file, record.reader.chain(locale), wrong)
