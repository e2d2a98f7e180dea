"""Rules of what a record says."""

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
    """What it does: a record's files must have the shape that the format gives them.

    Why: a record is written like a product without variants; a licence also holds rights, whose ranges must not be
    empty and which name countries and channels to allow or to deny, never both.

    Example: `territory: {allow: [DE], deny: [CH]}`. Cure: keep one of the two.
    """
    for each in record.each_file:
        yield from each.shape


@rule(
    "unknown-attribute misplaced not-localizable calculated-written bad-number bad-date bad-boolean bad-measure "
    "too-long html-in-text",
    "15 19 26",
)
def values(record: RecordEntry) -> Iterator[Finding]:
    """What it does: every value must be written as its attribute's type asks, in a file where it may stand.

    Why: the family of the record types all text, as a product's does.

    Example: `founded: in 1974`. Cure: `founded: 1974`.
    """
    yield from undeclared_values.reported(record)
    if record.family is not None and record.own.file is not None:
        for file in record.files:
            yield from strays(record.family, record.own.file, file)


@rule("unknown-option unknown-record unknown-asset wrong-asset unknown-product unknown-relation unknown-taxonomy", "30")
def names(record: RecordEntry) -> Iterator[Finding]:
    """What it does: options, records, assets, relations and taxonomies that a record names must exist.

    Why: a name that leads nowhere leaves a hole wherever the record is shown.

    Example: `assets: {logo: nordlys}`. Cure: `nordlys-logo`, as the file is called.
    """
    yield from value_references.missing(record)


@rule("calculation unknown-option")
def calculated(record: RecordEntry) -> Iterator[Finding]:
    """What it does: what an attribute with `expr:` follows from must fit together, and the result fit the attribute.

    Why: where it does not, the value is absent, and nobody who looks at the record would see why.

    Example: `expr: "founded + ' AD'"`, a number and a text. Cure: `expr: "text(founded) + ' AD'"`.
    """
    yield from failures(record)


@rule("unknown-scope", "29 32")
def scopes(record: RecordEntry) -> Iterator[Finding]:
    """What it does: keys below `for:` and names in a licence's `rights.channel` must be channel scopes.

    Why: a right that is denied to a misspelt channel is denied to nobody.

    Example: `channel: {deny: [googel]}`. Cure: `deny: [google]`.
    """
    yield from value_references.scopes(record)
    licence = record.record
    if isinstance(licence, Licence):
        yield from named_references.rights(record.reader, licence.rights, Location(record.at.path, ("rights",)))


@rule("translation-stale translation-orphan translation-unchecked", "27")
def translations(record: RecordEntry) -> Iterator[Finding]:
    """What it does: warns where a text has changed since it was translated, and advises where that cannot be known.

    Why: `description.of` beside a translation is a fingerprint of the text it was made from.

    Example: the English description was changed, `description.of` tells the old one. Cure: read the new text, mend
    the translation, write the new fingerprint, which the warning names.
    """
    if record.sheet is not None:
        wrong = translation.wrong_places(record.each_file)
        for locale, each in record.translations.items():
            if each.file is not None:
                yield from translation.stale(record.sheet, each.file, record.reader.chain(locale), wrong)
