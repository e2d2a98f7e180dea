"""Rules of the contents of a record."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks import named_references, rich_texts, translation, undeclared_values, value_references
from packshot.checks.calculated import failures
from packshot.checks.entry import RecordEntry
from packshot.checks.rule import rule
from packshot.findings import Finding, Location
from packshot.model.record import Licence
from packshot.model.typed_files import strays


@rule("missing-key unknown-key bad-combination bad-key bad-instant bad-country null-here empty", "19 32")
def shape(record: RecordEntry) -> Iterator[Finding]:
    """What it does: validates the keys and the structure of the files of a record. The rights of a licence must have
    ranges that are not empty; for countries and for channels, they contain `allow` or `deny`, not both.

    Why: a record has the structure of a product without variants. Contradictory rights of a licence would be ambiguous.

    Example: `territory: {allow: [DE], deny: [CH]}`. Fix: remove one of the two keys.
    """
    for each in record.each_file:
        yield from each.shape


@rule(
    "unknown-attribute misplaced not-localizable calculated-written bad-number bad-date bad-boolean bad-measure "
    "too-long html-in-text",
    "15 19 26",
)
def values(record: RecordEntry) -> Iterator[Finding]:
    """What it does: reports a value that does not have the type of its attribute, or that is not allowed in its file,
    and table rows in a locale file that the main file does not have.

    Why: the family of a record defines the type of each value, as for products.

    Example: `founded: in 1974`. Fix: `founded: 1974`.
    """
    yield from undeclared_values.reported(record)
    if record.family is not None and record.own.file is not None:
        for file in record.files:
            yield from strays(record.family, record.own.file, file)


@rule(
    "unknown-option unknown-record unknown-asset wrong-asset image-not-rendered unknown-product unknown-relation "
    "unknown-taxonomy",
    "30",
)
def names(record: RecordEntry) -> Iterator[Finding]:
    """What it does: reports unknown options, records, assets, products, relations and taxonomies in the values of a
    record, and assets that do not meet the requirements of their attribute.

    Why: the value of an unknown name is missing on every page and in every feed that shows the record.

    Example: `assets: {logo: nordlys}`. Fix: write `nordlys-logo`, the name of the file.
    """
    yield from value_references.missing(record)


@rule("calculation unknown-option")
def calculated(record: RecordEntry) -> Iterator[Finding]:
    """What it does: reports an attribute with `expr:` that cannot be calculated from the values of the record, or whose
    result is not valid for the attribute.

    Why: a value that cannot be calculated is missing, and the file of the record does not show the reason.

    Example: `expr: "founded + ' AD'"`, which adds a number and text. Fix: `expr: "text(founded) + ' AD'"`.
    """
    yield from failures(record)


@rule("unknown-scope", "29 32")
def scopes(record: RecordEntry) -> Iterator[Finding]:
    """What it does: reports keys below `for:`, and names in `rights.channel` of a licence, that are not channel scopes.

    Why: a misspelt channel scope in `rights.channel` allows and denies nothing, and values for a misspelt scope are not
    shown.

    Example: `channel: {deny: [googel]}`. Fix: `deny: [google]`.
    """
    yield from value_references.scopes(record)
    licence = record.record
    if isinstance(licence, Licence):
        yield from named_references.rights(record.reader, licence.rights, Location(record.at.path, ("rights",)))


@rule("translation-stale translation-orphan translation-unchecked", "27")
def translations(record: RecordEntry) -> Iterator[Finding]:
    """What it does: warns if a source text has changed or was removed since it was translated. If a translation has no
    hash, suggests adding the hash.

    Why: `description.of` next to a translation is the hash of the source text that was translated. If the hash of the
    current source text differs, the translation may be wrong.

    Example: the English description was changed, but `description.of` is the hash of the previous text. Fix: update the
    translation to match the new text, and write the new hash, which the warning shows.
    """
    if record.sheet is not None:
        wrong = translation.wrong_places(record.each_file)
        for locale, each in record.translations.items():
            if each.file is not None:
                yield from translation.stale(record.sheet, each.file, record.reader.chain(locale), wrong)


@rule("emphasis-in-word table-in-text", "15")
def markdown(record: RecordEntry) -> Iterator[Finding]:
    """What it does: suggests a backslash before each `*` inside a word that makes emphasis, and warns of tables in rich
    text.

    Why: Markdown removes the `*`. CommonMark has no tables, so pages show the lines of a table with their `|`.

    Example: `story: Founded 19*8*4`. Fix: `story: Founded 19\\*8\\*4`; `validate --fix` writes it.
    """
    if record.family is not None:
        yield from rich_texts.doubtful(record.family, record.each_file)
