"""Rules of records: brands, licences and all else that products refer to, with their locale files."""

from __future__ import annotations

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.checks.document import Document, held
from packshot.checks.family_contents import typed
from packshot.checks.follow_on import leading
from packshot.findings import Finding, Location
from packshot.model.names import is_key
from packshot.model.record import Record, RecordTranslation, kind_of_record
from packshot.model.resolve import Files as Sheet
from packshot.model.typed_files import TypedFamily, TypedFile, type_record, type_record_translation

ANY_KEY = "unnamed"
"""Stands for a key that cannot be one, so that the rest of the file is judged all the same."""


class Subject:
    """A record with its locale files, read once for all rules."""

    def __init__(self, reader: Reader, name: str) -> None:
        self.reader = reader
        self.entity, self.key = nodes.cut(name)
        self.node = nodes.record(self.entity, self.key)
        self.exists = reader.has(self.node)
        self.at = Location(reader.path_of(self.node))
        found, self.is_declared = typed(reader, self.entity)
        """Whether what its family may hold is known."""
        self.family: TypedFamily | None = found if self.is_declared else None
        self.documents: list[Document] = []
        self.shape: list[Finding] = []
        self.values: list[Finding] = []
        self.record: Record | None = None
        self.file: TypedFile | None = None
        if self.exists:
            self._read()
        self.translations = dict(self._translations())

    def _read(self) -> None:
        document = self._document(self.node)
        key = self.key if is_key(self.key) else ANY_KEY
        self.record, self.shape = document.read(kind_of_record(self.entity), key=key, entity=self.entity)
        if self.record is not None and self.family is not None:
            path, source = document.path, self.reader.source()
            self.file, found = type_record(self.family, self.record, path, source)
            self.values += document.beyond_text(found)

    def _document(self, node: nodes.Node) -> Document:
        document = held(self.reader, node)
        self.documents.append(document)
        return document

    def _translations(self) -> list[tuple[str, TypedFile | None]]:
        """Its locale files. All these nodes are its own."""
        locales = nodes.below(self.reader.facts, "record", self.entity, self.key)
        return [(locale, self._translation(locale)) for locale in locales]

    def _translation(self, locale: str) -> TypedFile | None:
        document = self._document(nodes.record_locale(self.entity, self.key, locale))
        if self.family is None or not self.reader.has(nodes.locale(locale)):
            return None
        key = self.key if is_key(self.key) else ANY_KEY
        noun, found = document.read(RecordTranslation, key=key, entity=self.entity, locale=locale)
        self.shape += found
        if noun is None:
            return None
        file, found = type_record_translation(self.family, noun, document.path)
        self.values += document.beyond_text(leading(found))
        return file

    def at_locale(self, locale: str) -> Location:
        """Where a locale file lies."""
        return Location(self.reader.path_of(nodes.record_locale(self.entity, self.key, locale)))

    @property
    def sheet(self) -> Sheet | None:
        """The record as the resolver reads it."""
        return Sheet(self.family, self.file, self.translations.get) if self.family and self.file else None

    @property
    def files(self) -> list[TypedFile]:
        """All its files that can be typed, its own first."""
        return [file for file in (self.file, *self.translations.values()) if file]


def subject(reader: Reader, key: str) -> Subject:
    """The record of an entity, named `brand/nordlys`."""
    return Subject(reader, key)
