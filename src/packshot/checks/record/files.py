"""Rules of the files of a record: their text, their names, and the record to which a locale file belongs."""

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
    """What it does: reports text in the files of a record that is not in the accepted subset of YAML.

    Why: text outside the subset is easily misread. Such text is an error, so the published values are the values that
    you read.

    Example: `founded: ~`. Fix: `founded: null`, or remove the key.
    """
    for each in record.each_file:
        yield from each.document.text


@rule("bad-key", "2")
def key(record: RecordEntry) -> Iterator[Finding]:
    """What it does: reports a record file whose name is not a key. A key has letters, digits, - and _, and begins with
    a letter or digit.

    Why: products refer to the record by its key.

    Example: `records/brand/Nordlys AS.yaml`. Fix: rename the file to `nordlys-as.yaml`.
    """
    yield from bad_key(record.key, "file", record.at) if record.exists else ()


@rule("unknown-family wrong-family", "19")
def entity(record: RecordEntry) -> Iterator[Verdict]:
    """What it does: reports a folder below records/ that is not named after a family with `kind: record`.

    Why: that family is the schema of the entries in the folder.

    Example: `records/brands/nordlys.yaml`. Fix: rename the folder to `records/brand/`, the name of the family.
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
    """What it does: reports a `<key>.<locale>.yaml` without `<key>.yaml` in the same folder, or whose locale is not in
    catalog.yaml or is the source locale.

    Why: a translation without a record, or for a locale that is not in catalog.yaml, is not shown. Texts of the source
    locale are in `<key>.yaml`.

    Example: `nordlys.dk.yaml`. Fix: rename the file to `nordlys.da.yaml`, or add the locale to catalog.yaml.
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
