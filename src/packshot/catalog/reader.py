"""The reader of a source tree: its nodes, its entities, and the typed values of products and records.

Files are read only when needed, and every node that is read is recorded. Visibility is decided in `visibility`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from packshot.catalog import nodes
from packshot.catalog.entity_reader import EntityReader
from packshot.catalog.locale_texts import texts_alone
from packshot.catalog.node_reader import ABSENT, Absent
from packshot.catalog.nodes import Node
from packshot.findings import Finding
from packshot.model.names import LOCALE
from packshot.model.resolve import ValueSource
from packshot.model.typed_files import (
    TypedFamily,
    TypedFile,
    compile_family,
    type_layer,
    type_product,
    type_record,
    type_record_translation,
    type_translation,
)

__all__ = ["ABSENT", "Absent", "Reader", "Typed"]

TypedValues = tuple[TypedFile, list[Finding]]


class Typed(NamedTuple):
    """A file of a product or record: findings about its structure, typed values, and findings about these values."""

    shape: Sequence[Finding]
    file: TypedFile | None = None
    values: Sequence[Finding] = ()


class Reader(EntityReader):
    """A reader of the entities of a source tree, and of products and records with values typed by their families."""

    def compiled_family(self, name: str) -> tuple[TypedFamily | None, list[Finding]]:
        """Return a family with all inherited attributes, compiled, and the findings from its compilation.

        For a family that does not exist or cannot be read, return None and no findings.
        """
        return self.remembered(("family", name), lambda reader: reader._compiled(name))

    def _compiled(self, name: str) -> tuple[TypedFamily | None, list[Finding]]:
        line = self.lineage(name)
        codes = dict.fromkeys(code for family in line for code in family.attributes)
        known = {code: attribute for code in codes if (attribute := self.attribute(code))}
        fields = [*known.values(), *(column for each in known.values() for column in each.columns.values())]
        units = {field.unit: units for field in fields if field.unit and (units := self.units(field.unit))}
        return compile_family(line, known, units) if line else (None, [])

    def typed_family(self, name: str) -> TypedFamily | None:
        """Return a family with all inherited attributes, compiled; None if it does not exist or cannot be read."""
        return self.compiled_family(name)[0]

    def sheet(self, key: str) -> ValueSource | None:
        """Return a product with its typed values, ready for the resolver; None if the product or its family cannot be
        read.
        """
        product = self.product(key)
        family = self.typed_family(product.family) if product else None
        own = self.typed_product(family, key).file
        if family is None or own is None:
            return None
        return ValueSource(family, own, lambda locale: self.typed_translation(family, key, locale).file)

    def typed_product(self, family: TypedFamily | None, key: str) -> Typed:
        """Return product.yaml, typed by its family; without a family, only the findings about its structure."""
        return self._typed(nodes.product(key), family, partial(type_product, source=self.source()))

    def typed_translation(self, family: TypedFamily | None, key: str, locale: str) -> Typed:
        """Return a locale file of a product, typed by its family.

        Without a family, return only the findings about its structure.
        """
        node = nodes.product_locale(key, locale)
        raw = self.raw(node)
        layer = texts_alone(raw) if family and isinstance(raw, dict) and raw and LOCALE.fullmatch(locale) else None
        if family is None or layer is None:
            return self._typed(node, family, type_translation)
        document = self.files.document(self.path_of(node))
        return Typed([], *document.once(("typed", node), lambda: type_layer(family, layer, locale, document.path)))

    def record_sheet(self, entity: str, key: str) -> ValueSource | None:
        """Return a record with its typed values, ready for the resolver; None if the record or its family cannot be
        read.
        """
        family = self.typed_family(entity) if self.record(entity, key) else None
        own = self.typed_record(family, entity, key).file
        if family is None or own is None:
            return None
        return ValueSource(family, own, lambda locale: self.typed_record_translation(family, entity, key, locale).file)

    def typed_record(self, family: TypedFamily | None, entity: str, key: str) -> Typed:
        """Return a record, typed by its family; without a family, only the findings about its structure."""
        return self._typed(nodes.record(entity, key), family, partial(type_record, source=self.source()))

    def typed_record_translation(self, family: TypedFamily | None, entity: str, key: str, locale: str) -> Typed:
        """Return a locale file of a record, typed by its family.

        Without a family, return only the findings about its structure.
        """
        return self._typed(nodes.record_locale(entity, key, locale), family, type_record_translation)

    def _typed(self, node: Node, family: TypedFamily | None, make: Callable[..., TypedValues]) -> Typed:
        """Return a file with its typed values, made once. The caller records the other reads that these depend on."""
        path = self.path_of(node)
        if not path:
            return Typed([])
        document = self.files.document(path)
        entity, findings, _ = document.read(node)
        shape = document.beyond_text(findings)
        if entity is None or family is None:
            return Typed(shape)
        return Typed(shape, *document.once(("typed", node), lambda: make(family, entity, path)))
