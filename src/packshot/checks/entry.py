"""Products and records, with their locale files, as subjects of rules. Each file is read once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from packshot.catalog import nodes
from packshot.catalog.documents import Document
from packshot.catalog.reader import Reader, Typed
from packshot.checks.family_contents import typed
from packshot.checks.follow_on import leading
from packshot.findings import Finding, Location
from packshot.model.product import Product
from packshot.model.record import Record
from packshot.model.resolve import ValueSource
from packshot.model.typed_files import TypedFamily, TypedFile

UNREAD = Typed([])


class EntryFile(NamedTuple):
    """A file of a product or record: the findings about its structure, its typed values, and the findings about these
    values.
    """

    document: Document
    shape: Sequence[Finding]
    file: TypedFile | None
    values: Sequence[Finding]
    locale: str = ""
    """The locale of a locale file; empty for the main file."""

    @property
    def at(self) -> Location:
        """Return the location of the file."""
        return Location(self.document.path)


class Entry:
    """A product or record as the subject of rules: its main file, if it exists, and its locale files."""

    def __init__(self, reader: Reader, *names: str) -> None:
        """Create the entry; `names` are the parts of its node."""
        self.reader = reader
        self.names = names
        self.node = nodes.of(*names)
        self.document = reader.document(self.node)
        self.path = self.document.path
        self.exists = bool(self.path)
        self.at = Location(self.path)

    def _entity(self) -> Any:
        return self.reader.read(self.node).entity if self.exists and self.document.is_readable else None

    @cached_property
    def own(self) -> EntryFile:
        """Return the main file of the entry (product.yaml, for example), with values typed according to the family."""
        shape, file, values = self._typed() if self.exists and self.document.is_readable else UNREAD
        return EntryFile(self.document, shape, file, leading(values, shape))

    @cached_property
    def translations(self) -> dict[str, EntryFile]:
        """Return the locale files of the entry by locale. Files of unknown locales are included, without values."""
        return {locale: self._translation(locale) for locale in list(nodes.below(self.reader.facts, *self.names))}

    def _translation(self, locale: str) -> EntryFile:
        document = self.reader.document(nodes.of(*self.names, locale))
        is_read = self.reader.has(nodes.locale(locale)) and document.is_readable
        shape, file, values = self._translated(locale) if is_read else UNREAD
        return EntryFile(document, shape, file, leading(values), locale)

    @property
    def each_file(self) -> list[EntryFile]:
        """Return all existing files of the entry, the main file first."""
        return [*([self.own] if self.exists else []), *self.translations.values()]

    @cached_property
    def files(self) -> list[TypedFile]:
        """Return all files of the entry whose values can be typed, the main file first."""
        return [each.file for each in self.each_file if each.file]

    @cached_property
    def sheet(self) -> ValueSource | None:
        """Return the values of the entry for the resolver; None if the family or the main file cannot be read."""
        if self.family is None or self.own.file is None:
            return None
        return ValueSource(self.family, self.own.file, self._file_of)

    def _file_of(self, locale: str) -> TypedFile | None:
        found = self.translations.get(locale)
        return found.file if found else None

    @cached_property
    def _declared(self) -> tuple[TypedFamily | None, bool]:
        name = self._family_name()
        return typed(self.reader, name) if name is not None else (None, True)

    @property
    def is_declared(self) -> bool:
        """Return whether all declarations of the family can be read; True if the name of the family is not known."""
        return self._declared[1]

    @property
    def family(self) -> TypedFamily | None:
        """Return the family of the entry; None if it does not exist or one of its declarations cannot be read."""
        found, is_known = self._declared
        return found if is_known else None

    def _family_name(self) -> str | None:
        raise NotImplementedError

    def _typed(self) -> Typed:
        raise NotImplementedError

    def _translated(self, locale: str) -> Typed:
        raise NotImplementedError


class ProductEntry(Entry):
    """A product as the subject of rules, or locale files without a product."""

    steps = ("product", "own", "translations", "files")
    """Attributes that are read one at a time for all products, before any of the products is validated."""

    def __init__(self, reader: Reader, key: str) -> None:
        super().__init__(reader, "product", key)
        self.key = key

    @cached_property
    def family(self) -> TypedFamily | None:
        """Return the family of the product; None if it is not a family of products, or if one of its declarations
        cannot be read.
        """
        found = super().family
        return found if found is not None and found.kind == "product" else None

    @cached_property
    def product(self) -> Product | None:
        """Return the product; None if it does not exist or too little of it can be read."""
        found: Product | None = self._entity()
        return found

    def _family_name(self) -> str | None:
        return None if self.product is None else self.product.family

    def _typed(self) -> Typed:
        return self.reader.typed_product(self.family, self.key)

    def _translated(self, locale: str) -> Typed:
        return self.reader.typed_translation(self.family, self.key, locale)


class RecordEntry(Entry):
    """The subject of rules for one entity and key: a record, or locale files whose record does not exist."""

    def __init__(self, reader: Reader, name: str) -> None:
        self.entity, self.key = nodes.cut(name)
        super().__init__(reader, "record", self.entity, self.key)

    @cached_property
    def record(self) -> Record | None:
        """Return the record; None if it does not exist or too little of it can be read."""
        found: Record | None = self._entity()
        return found

    def _family_name(self) -> str | None:
        return self.entity

    def _typed(self) -> Typed:
        return self.reader.typed_record(self.family, self.entity, self.key)

    def _translated(self, locale: str) -> Typed:
        if self.family is None:
            return UNREAD
        return self.reader.typed_record_translation(self.family, self.entity, self.key, locale)
