"""Rules of products: product.yaml, its locale files, the folder they lie in."""

from __future__ import annotations

from functools import cached_property

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.checks.document import Document, held
from packshot.checks.family_contents import typed
from packshot.checks.follow_on import leading
from packshot.findings import Finding, Location
from packshot.model.names import LOCALE, is_key
from packshot.model.product import Product, Texts, Translation, texts_alone
from packshot.model.resolve import Files as Sheet
from packshot.model.typed_files import TypedFamily, TypedFile, type_product, type_texts, type_translation

ANY_KEY = "unnamed"
"""Stands for a key that cannot be one, so that the rest of the file is judged all the same."""


class Translated:
    """A locale file of a product."""

    def __init__(self, reader: Reader, key: str, locale: str, family: TypedFamily | None) -> None:
        self.locale = locale
        self.document = held(reader, nodes.product_locale(key, locale))
        self.is_known = reader.has(nodes.locale(locale))
        self.at = Location(self.document.path)
        self._key, self._family = key if is_key(key) else ANY_KEY, family

    @property
    def file(self) -> TypedFile | None:
        """Its typed values; None where it cannot be read."""
        return self._read[0]

    @property
    def shape(self) -> list[Finding]:
        """What is wrong with its shape."""
        return self._read[1]

    @property
    def values(self) -> list[Finding]:
        """What is wrong with its values."""
        return self._read[2]

    @cached_property
    def _read(self) -> tuple[TypedFile | None, list[Finding], list[Finding]]:
        if not self.is_known:
            return None, [], []
        family, path, texts = self._family, self.document.path, self._texts()
        if family is not None and texts is not None:
            file, values = type_texts(family, texts, self.locale, path)
            return file, [], leading(values)
        noun, shape = self.document.read(Translation, key=self._key, locale=self.locale)
        if family is None or noun is None:
            return None, shape, []
        file, values = type_translation(family, noun, path)
        return file, shape, leading(values)

    def _texts(self) -> Texts | None:
        """What it says where that is texts and hashes alone, as mostly."""
        raw = self.document.raw
        return texts_alone(raw) if raw and raw.__class__ is dict and LOCALE.fullmatch(self.locale) else None


class Subject:
    """A product with everything in its folder, read once for all rules."""

    def __init__(self, reader: Reader, key: str) -> None:
        self.reader = reader
        self.key = key
        self.node = nodes.product(key)
        self.exists = reader.has(self.node)
        self.path = reader.path_of(self.node)
        self.at = Location(self.path)

    @cached_property
    def document(self) -> Document:
        """product.yaml, where it exists."""
        return held(self.reader, self.node)

    @cached_property
    def _read(self) -> tuple[Product | None, list[Finding]]:
        if not self.exists:
            return None, []
        return self.document.read(Product, key=self.key if is_key(self.key) else ANY_KEY)

    @cached_property
    def product(self) -> Product | None:
        """The product as it is written; None where too little of it can be read."""
        return self._read[0]

    @cached_property
    def shape(self) -> list[Finding]:
        """What is wrong with the shape of product.yaml."""
        return self._read[1]

    @cached_property
    def _named(self) -> tuple[TypedFamily | None, bool]:
        return typed(self.reader, self.product.family) if self.product is not None else (None, True)

    @property
    def is_declared(self) -> bool:
        """Whether what its family may hold is known."""
        return self._named[1]

    @cached_property
    def family(self) -> TypedFamily | None:
        """Its family, if there is one and it is one of products, of which all is known."""
        found, is_known = self._named
        return found if found is not None and found.kind == "product" and is_known else None

    @cached_property
    def _typed(self) -> tuple[TypedFile | None, list[Finding]]:
        if self.product is None or self.family is None:
            return None, []
        file, values = type_product(self.family, self.product, self.path, self.reader.source())
        return file, leading(values, self.shape)

    @cached_property
    def file(self) -> TypedFile | None:
        """The typed values of product.yaml."""
        return self._typed[0]

    @cached_property
    def values(self) -> list[Finding]:
        """What is wrong with its values."""
        return self._typed[1]

    @cached_property
    def locales(self) -> list[str]:
        """The locales of its files. All these nodes are its own."""
        return list(nodes.below(self.reader.facts, "product", self.key))

    @cached_property
    def translations(self) -> dict[str, Translated]:
        """Its locale files."""
        return {locale: Translated(self.reader, self.key, locale, self.family) for locale in self.locales}

    @cached_property
    def sheet(self) -> Sheet | None:
        """The product as the resolver reads it."""
        if self.family is None or self.file is None:
            return None
        return Sheet(self.family, self.file, self._translated)

    def _translated(self, locale: str) -> TypedFile | None:
        found = self.translations.get(locale)
        return found.file if found else None

    @cached_property
    def files(self) -> list[TypedFile]:
        """All its files that can be typed, product.yaml first."""
        own = [self.file] if self.file else []
        return [*own, *(each.file for each in self.translations.values() if each.file)]


def subject(reader: Reader, key: str) -> Subject:
    """The product of that key, or the locale files that lack it."""
    return Subject(reader, key)


STEPS = ("product", "file", "translations", "files")
"""What many subjects read in turn, each step for all of them, before any of them is judged."""
