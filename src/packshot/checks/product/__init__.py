"""Rules of products: product.yaml, its locale files, the folder they lie in."""

from __future__ import annotations

from functools import cached_property

from packshot.checks.document import held
from packshot.findings import Finding, Location
from packshot.model.names import LOCALE, is_key
from packshot.model.product import Product, Translation, texts_alone
from packshot.model.resolve import Files as Sheet
from packshot.model.typed import TypedFamily, TypedFile, type_product, type_texts, type_translation
from packshot.source.reader import Reader

ANY_KEY = "unnamed"
"""Stands for a key that cannot be one, so that the rest of the file is judged all the same."""


class Translated:
    """A locale file of a product."""

    def __init__(self, reader: Reader, key: str, locale: str, family: TypedFamily | None) -> None:
        node = f"product/{key}/{locale}"
        self.locale = locale
        self.document = held(reader, node)
        self.is_known = reader.has(f"locale/{locale}")
        self.at = Location(self.document.path)
        self.file: TypedFile | None = None
        self.shape: list[Finding] = []
        self.values: list[Finding] = []
        if self.is_known:
            self._read(family, key if is_key(key) else ANY_KEY)

    def _read(self, family: TypedFamily | None, key: str) -> None:
        raw = self.document.raw
        plain = texts_alone(raw) if family is not None and raw and raw.__class__ is dict else None
        if plain is not None and family is not None and LOCALE.fullmatch(self.locale):
            self.file, self.values = type_texts(family, plain, self.locale, self.document.path)
            return
        noun, self.shape = self.document.read(Translation, key=key, locale=self.locale)
        if noun is not None and family is not None:
            self.file, self.values = type_translation(family, noun, self.document.path)


class Subject:
    """A product with everything in its folder, read once for all rules."""

    def __init__(self, reader: Reader, key: str) -> None:
        self.reader = reader
        self.key = key
        self.node = f"product/{key}"
        self.exists = reader.has(self.node)
        self.path = reader.path_of(self.node)
        self.at = Location(self.path)
        self.file: TypedFile | None = None
        self.product: Product | None = None
        self.family: TypedFamily | None = None
        self.shape: list[Finding] = []
        self.values: list[Finding] = []
        if self.exists:
            self.document = held(reader, self.node)
            self._read()

    def _read(self) -> None:
        self.product, self.shape = self.document.read(Product, key=self.key if is_key(self.key) else ANY_KEY)
        if self.product is not None:
            family = self.reader.typed_family(self.product.family)
            self.family = family if family is not None and family.kind == "product" else None
        if self.product is not None and self.family is not None:
            source = self.reader.source()
            self.file, self.values = type_product(self.family, self.product, self.path, source)

    @cached_property
    def locales(self) -> list[str]:
        """The locales of its files. All these nodes are its own."""
        start = f"{self.node}/"
        return [node.removeprefix(start) for node in self.reader.facts.nodes(start)]

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
