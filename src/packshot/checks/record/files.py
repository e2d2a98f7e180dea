"""Rules of a record's files: their text, their names, the pairs of record and translation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packshot.checks import named_references
from packshot.checks.entry import RecordEntry
from packshot.checks.family_contents import families_of
from packshot.checks.name_rules import bad_key
from packshot.checks.rule import SUPPRESSED, Verdict, rule
from packshot.findings import Finding, report
from packshot.model.names import LOCALE, unlisted


@rule("yaml-*", "8 11 13")
def text(record: RecordEntry) -> Iterator[Finding]:
    """What it does: reports text in a record's files that is not in the accepted part of YAML.

    Why: text that YAML parsers and readers understand differently is an error, so what you read is what is published.

    Example: `founded: ~`. Fix: `founded: null`, or remove the key.
    """
    for each in record.each_file:
        yield from each.document.text


@rule("bad-key", "2")
def key(record: RecordEntry) -> Iterator[Finding]:
    """What it does: the name of the file must be a key: letters, digits, - and _, a letter or digit first.

    Why: products refer to the record by it.

    Example: `records/brand/Nordlys AS.yaml`. Fix: rename the file to `nordlys-as.yaml`.
    """
    yield from bad_key(record.key, "file", record.at) if record.exists else ()


@rule("unknown-family wrong-family", "19")
def entity(record: RecordEntry) -> Iterator[Verdict]:
    """What it does: the folder below records/ must be named after a family with `kind: record`.

    Why: that family is the schema of the entries in the folder.

    Example: `records/brands/nordlys.yaml`. Fix: `records/brand/`, the name of the family.
    """
    if not record.is_declared:
        yield SUPPRESSED
    elif record.family is None:
        at, known = record.each_file[0].at, families_of(record.reader, "record")
        yield replace(unlisted("unknown-family.record", at, record.entity, sorted(known)), edits=())
    elif record.family.kind != "record":
        yield report("wrong-family.record", record.at, name=record.entity, kind=record.family.kind)


@rule("orphan-locale-file unknown-locale unknown-file source-locale-file", "19 26")
def locales(record: RecordEntry) -> Iterator[Finding]:
    """What it does: `<key>.<locale>.yaml` must be next to `<key>.yaml`, and its locale must be in catalog.yaml.

    Why: a translation without a record, or for a locale that is not in catalog.yaml, is not shown.

    Example: `nordlys.dk.yaml`. Fix: rename it to `nordlys.da.yaml`, or add the locale to catalog.yaml.
    """
    for locale, at in ((locale, each.at) for locale, each in record.translations.items()):
        if not LOCALE.fullmatch(locale):
            yield report("unknown-file.record", at, locale=locale, record=record.key)
            continue
        yield from named_references.locale_file(record.reader, locale, at)
        if locale == record.reader.source():
            yield report("source-locale-file", at, locale=locale, file=f"{record.key}.yaml")
        if not record.exists:
            yield report("orphan-locale-file.record", at, file=f"{record.key}.yaml")
