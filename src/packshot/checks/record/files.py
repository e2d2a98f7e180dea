"""Rules of a record's files: their text, what they are called, whether they belong together."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks import named_references
from packshot.checks.entry import RecordEntry
from packshot.checks.family_contents import families_of
from packshot.checks.name_rules import bad_key
from packshot.checks.rule import SUPPRESSED, Verdict, rule
from packshot.findings import Finding, error
from packshot.model.names import LOCALE, nearest, suggestion


@rule("yaml-*", "8 11 13")
def text(record: RecordEntry) -> Iterator[Finding]:
    """What it does: reports text in a record's files that is not in the accepted part of YAML.

    Why: what YAML reads otherwise than people do is refused, so that what you read is what is published.

    Example: `founded: ~`. Cure: `founded: null`, or take the key away.
    """
    for each in record.each_file:
        yield from each.document.text


@rule("bad-key", "2")
def key(record: RecordEntry) -> Iterator[Finding]:
    """What it does: the file's name must be a key: letters, digits, - and _, a letter or digit first.

    Why: products name the record by it.

    Example: `records/brand/Nordlys AS.yaml`. Cure: rename the file to `nordlys-as.yaml`.
    """
    yield from bad_key(record.key, "file", record.at) if record.exists else ()


@rule("unknown-family wrong-family", "19")
def entity(record: RecordEntry) -> Iterator[Verdict]:
    """What it does: the folder below records/ must be named for a family with `kind: record`.

    Why: that family is the schema of the entries in the folder.

    Example: `records/brands/nordlys.yaml`. Cure: `records/brand/`, as the family is called.
    """
    if not record.is_declared:
        yield SUPPRESSED
    elif record.family is None:
        near = nearest(record.entity, families_of(record.reader, "record"))
        cure = suggestion(near and f"records/{near}/") or f"Write catalog/families/{record.entity}.yaml."
        what = f'There is no family "{record.entity}" to say what its records hold.'
        yield error("unknown-family", next(each.at for each in record.each_file), what, cure)
    elif record.family.kind != "record":
        what = f'The family "{record.entity}" is one of products.'
        yield error("wrong-family", record.at, what, "Write kind: record into the family, or move the file.")


@rule("orphan-locale-file unknown-locale unknown-file source-locale-file", "19 26")
def locales(record: RecordEntry) -> Iterator[Finding]:
    """What it does: `<key>.<locale>.yaml` must stand beside `<key>.yaml`, and its locale in catalog.yaml.

    Why: what translates nothing, or into a language that nobody asks for, is shown nowhere.

    Example: `nordlys.dk.yaml`. Cure: rename it to `nordlys.da.yaml`, or add the locale to catalog.yaml.
    """
    for locale, at in ((locale, each.at) for locale, each in record.translations.items()):
        if not LOCALE.fullmatch(locale):
            what = f'"{locale[:100]}" is no locale, and a record\'s key has no dot.'
            yield error(
                "unknown-file", at, what, f"Name it {record.key}.yaml, or {record.key}.de.yaml for a translation."
            )
            continue
        yield from named_references.locale_file(record.reader, locale, at)
        if locale == record.reader.source():
            what = f'"{locale}" is the source language, whose texts stand in {record.key}.yaml.'
            yield error("source-locale-file", at, what, f"Move its texts to {record.key}.yaml and delete the file.")
        if not record.exists:
            what = f"There is no {record.key}.yaml beside it, so it translates nothing."
            yield error("orphan-locale-file", at, what, "Move it to its record, or delete it.")
