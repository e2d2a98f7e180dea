"""The lazy reader: hands out the entities of a source tree one by one, each with its findings, and notes every node.

What may be *seen* is not decided here but in `visibility`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

from packshot.catalog import indexes, nodes
from packshot.catalog.layout import CATALOG_PARTS, original_of
from packshot.catalog.node_reader import ABSENT, Absent, NodeReader
from packshot.catalog.nodes import Node
from packshot.findings import Finding
from packshot.model.asset import Asset
from packshot.model.channel import Channel
from packshot.model.config import Authority, Catalog, Market, Preset, chain
from packshot.model.entity import Entity
from packshot.model.labels import label_in
from packshot.model.lifecycle import DEFAULT, Stage, Status
from packshot.model.lineage import lineage
from packshot.model.names import LOCALE
from packshot.model.options import Option
from packshot.model.price import PriceLine, PriceList
from packshot.model.product import Product, Translation, texts_alone
from packshot.model.record import LICENCE, Licence, Record, RecordTranslation
from packshot.model.resolve import Files as Sheet
from packshot.model.schema import Attribute, Category, Family, Relation
from packshot.model.stock import StockLine, StockList
from packshot.model.typed_files import (
    TypedFamily,
    TypedFile,
    compile_family,
    type_product,
    type_record,
    type_record_translation,
    type_texts,
    type_translation,
)
from packshot.model.units import UnitFamily
from packshot.model.validation import ValidationRule

__all__ = ["ABSENT", "Absent", "Reader", "Typed"]

N = TypeVar("N", bound=Entity)

TypedValues = tuple[TypedFile, list[Finding]]


class Typed(NamedTuple):
    """A file of a product or record: what is wrong with its shape, its typed values, what is wrong with these."""

    shape: Sequence[Finding]
    file: TypedFile | None = None
    values: Sequence[Finding] = ()


class Reader(NodeReader):
    """The entities of a source tree by their names, and the typed values of products and records."""

    def _entity(self, model: type[N], node: Node) -> N | None:
        """The entity of a node; None where it cannot be read or its name is invalid."""
        found, _, is_named = self.read(node)
        return found if is_named and isinstance(found, model) else None

    # Catalogue

    def catalog(self) -> Catalog | None:
        """The head of the catalogue. Its maps are nodes of their own: ask `market`, `following`, `preset`."""
        return self._entity(Catalog, nodes.CATALOG)

    def whole_catalog(self) -> Catalog | None:
        """The catalogue with all its maps; reads every node of catalog.yaml."""
        path = self.path_of(nodes.CATALOG)
        for part, kind in CATALOG_PARTS.items():
            self.reads.nodes.update(nodes.of(kind, name) for name in self.members(part))
        found: Catalog | None = self.files.document(path).whole().entity if path else None
        return found

    def markets(self) -> tuple[str, ...]:
        """The keys of all markets."""
        return self.members("markets")

    def market(self, key: str) -> Market | None:
        """A market."""
        return self._entity(Market, nodes.market(key))

    def locales(self) -> tuple[str, ...]:
        """All locales of the catalogue."""
        return self.members("locales")

    def chain(self, locale: str) -> tuple[str, ...]:
        """A locale and those it falls back to."""
        return self.remembered(("chain", locale), lambda reader: chain(locale, reader._following))

    def source(self) -> str:
        """The locale of product.yaml."""
        return self.remembered(("source",), lambda reader: reader._source())

    def _source(self) -> str:
        catalog = self.catalog()
        return catalog.source if catalog else "en"

    def _following(self, locale: str) -> str | None:
        value = self.raw(nodes.locale(locale))
        return value if isinstance(value, str) else None

    def members(self, part: nodes.Part) -> tuple[str, ...]:
        """The names that a map of catalog.yaml has, such as `locales`."""
        value = self.raw(nodes.members(part))
        return tuple(value) if isinstance(value, list) else ()

    def authority(self, name: str) -> Authority | None:
        """An authority that catalog.yaml declares."""
        return self._entity(Authority, nodes.authority(name))

    def presets(self) -> tuple[str, ...]:
        """The names of all rendition presets."""
        return self.members("renditions")

    def preset(self, key: str) -> Preset | None:
        """A rendition preset."""
        return self._entity(Preset, nodes.rendition(key))

    # Schema

    def attribute(self, code: str) -> Attribute | None:
        """An attribute."""
        return self._entity(Attribute, nodes.attribute(code))

    def groups(self) -> tuple[tuple[str, str | dict[str, str] | None, tuple[str, ...]], ...]:
        """The attribute groups by name: key, label, codes of the attributes in order."""
        return self.remembered(("groups",), lambda reader: tuple(reader._groups()))

    def _groups(self) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
        for name in self.names("attributes"):
            raw = self.raw(nodes.group(name))
            if isinstance(raw, dict):
                codes = raw.get("attributes")
                yield name, raw.get("label"), tuple(codes) if isinstance(codes, list) else ()

    def family(self, name: str) -> Family | None:
        """A family as its own file says it."""
        return self._entity(Family, nodes.family(name))

    def lineage(self, name: str) -> tuple[Family, ...]:
        """A family with its parents and mixins, itself the last; ends where one is missing or comes again."""
        return lineage(name, self.family)

    def options(self, name: str) -> tuple[str, ...]:
        """The codes of an option list in display order, parents before their children."""
        raw = self.raw(nodes.options(name))
        codes = raw.get("options") if isinstance(raw, dict) else None
        return tuple(codes) if isinstance(codes, list) else ()

    def option_place(self, name: str, code: str) -> int | None:
        """Where an option stands in the display order of its list; None where the list has none of that code."""
        place = self.raw(nodes.option_place(name, code))
        return place if isinstance(place, int) else None

    def option(self, name: str, code: str) -> Option | None:
        """An option of a list."""
        return self._entity(Option, nodes.option(name, code))

    def options_to(self, name: str, code: str) -> tuple[Option, ...]:
        """The options from the top of a list's tree down to this one; empty when it does not exist."""
        found: list[Option] = []
        option = self.option(name, code)
        while option and option.code not in [held.code for held in found]:
            found.append(option)
            option = self.option(name, option.parent) if option.parent else None
        return tuple(reversed(found))

    def category(self, key: str) -> Category | None:
        """A category, without its branch."""
        return self._entity(Category, nodes.category(key))

    def path_to(self, key: str) -> tuple[Category, ...]:
        """The categories from the top of the tree down to this one; empty when it does not exist."""
        found: list[Category] = []
        category = self.category(key)
        while category and category.key not in [held.key for held in found]:
            found.append(category)
            category = self.category(category.parent) if category.parent else None
        return tuple(reversed(found))

    def above(self, key: str) -> tuple[str, ...]:
        """A category and all above it, by second parents too: every category that shows what stands in this one."""
        found: dict[str, None] = {}
        pending = [key]
        while pending:
            category = self.category(pending.pop())
            if category and category.key not in found:
                found[category.key] = None
                pending.extend([*category.also, *([category.parent] if category.parent else [])])
        return tuple(found)

    def below(self, key: str) -> tuple[str, ...]:
        """The children of a category: its own in display order, then those that name it as a second parent."""
        category = self.category(key)
        own = category.children if category else ()
        others = self.lookup(indexes.INDEX_CHILD, key)
        return (*own, *(other for other in others if other not in own))

    def tree(self, name: str) -> tuple[str, ...]:
        """The categories at the top of a tree, in display order."""
        raw = self.raw(nodes.tree(name))
        children = raw.get("children") if isinstance(raw, dict) else None
        return tuple(children) if isinstance(children, list) else ()

    def relation(self, code: str) -> Relation | None:
        """A relation."""
        return self._entity(Relation, nodes.relation(code))

    def units(self, name: str) -> UnitFamily | None:
        """A unit family."""
        return self._entity(UnitFamily, nodes.unit(name))

    def stage(self, status: Status) -> Stage:
        """What a status may show and what it demands: as lifecycle.yaml says, else the default."""
        return self.remembered(("stage", status), lambda reader: reader._stage(status))

    def _stage(self, status: Status) -> Stage:
        own = self._entity(Stage, nodes.stage(status))
        return own.over(DEFAULT[status]) if own else DEFAULT[status]

    # Entries

    def product(self, key: str) -> Product | None:
        """A product as its file says it; `typed` gives its values."""
        return self._entity(Product, nodes.product(key))

    def translation(self, key: str, locale: str) -> Translation | None:
        """A locale file of a product."""
        return self._entity(Translation, nodes.product_locale(key, locale))

    def named(self, name: str) -> tuple[str, str | None] | None:
        """The product that a product key or SKU names: (key, SKU or None); exact in case, None when there is none."""
        for value in self.lookup(indexes.INDEX_NAME, name.casefold()):
            key, _, sku = value.partition("\t")
            if name == (sku or key):
                return key, sku or None
        return None

    def bearer(self, sku: str) -> str | None:
        """The key of the product that has this SKU; None when none has."""
        for value in self.lookup(indexes.INDEX_NAME, sku.casefold()):
            key, _, found = value.partition("\t")
            if found == sku:
                return key
        return None

    def linking(self, name: str) -> list[tuple[str, str]]:
        """(relation, product key) of all that link to this product key or SKU, case ignored."""
        values = self.lookup(indexes.INDEX_LINK, name.casefold())
        return [(relation, key) for relation, _, key in (value.partition("\t") for value in values)]

    def compiled_family(self, name: str) -> tuple[TypedFamily | None, list[Finding]]:
        """Return a family with all that it takes from others, compiled, and what does not fit in any of them."""
        return self.remembered(("family", name), lambda reader: reader._compiled(name))

    def _compiled(self, name: str) -> tuple[TypedFamily | None, list[Finding]]:
        line = self.lineage(name)
        codes = dict.fromkeys(code for family in line for code in family.attributes)
        known = {code: attribute for code in codes if (attribute := self.attribute(code))}
        fields = [*known.values(), *(column for each in known.values() for column in each.columns.values())]
        units = {field.unit: units for field in fields if field.unit and (units := self.units(field.unit))}
        return compile_family(line, known, units) if line else (None, [])

    def typed_family(self, name: str) -> TypedFamily | None:
        """Return a family with all that it takes from others, compiled; None when it does not exist."""
        return self.compiled_family(name)[0]

    def sheet(self, key: str) -> Sheet | None:
        """Return a product with its typed values, ready for the resolver; None when it cannot be read."""
        product = self.product(key)
        family = self.typed_family(product.family) if product else None
        own = self.typed_product(family, key).file
        if family is None or own is None:
            return None
        return Sheet(family, own, lambda locale: self.typed_translation(family, key, locale).file)

    def typed_product(self, family: TypedFamily | None, key: str) -> Typed:
        """Return product.yaml typed by its family; without a family its shape alone."""
        make = partial(type_product, source=self.source())
        return self._typed(nodes.product(key), family, make)

    def typed_translation(self, family: TypedFamily | None, key: str, locale: str) -> Typed:
        """Return a locale file of a product typed by its family; without a family its shape alone."""
        node = nodes.product_locale(key, locale)
        raw = self.raw(node)
        texts = texts_alone(raw) if family and isinstance(raw, dict) and raw and LOCALE.fullmatch(locale) else None
        if family is None or texts is None:
            return self._typed(node, family, type_translation)
        return Typed([], *self._once(node, lambda path: type_texts(family, texts, locale, path)))

    def record_sheet(self, entity: str, key: str) -> Sheet | None:
        """Return a record with its typed values, ready for the resolver; None when it cannot be read."""
        family = self.typed_family(entity) if self.record(entity, key) else None
        own = self.typed_record(family, entity, key).file
        if family is None or own is None:
            return None
        return Sheet(family, own, lambda locale: self.typed_record_translation(family, entity, key, locale).file)

    def typed_record(self, family: TypedFamily | None, entity: str, key: str) -> Typed:
        """Return a record typed by its family; without a family its shape alone."""
        source = self.source()
        return self._typed(
            nodes.record(entity, key), family, lambda *what: type_record(what[0], what[1], what[2], source)
        )

    def typed_record_translation(self, family: TypedFamily | None, entity: str, key: str, locale: str) -> Typed:
        """Return a locale file of a record typed by its family; without a family its shape alone."""
        return self._typed(nodes.record_locale(entity, key, locale), family, type_record_translation)

    def _typed(self, node: Node, family: TypedFamily | None, make: Callable[..., TypedValues]) -> Typed:
        entity, findings, _ = self.read(node)
        shape = self.files.document(self.path_of(node)).beyond_text(findings) if findings else findings
        if entity is None or family is None:
            return Typed(shape)
        return Typed(shape, *self._once(node, lambda path: make(family, entity, path)))

    def _once(self, node: Node, make: Callable[[str], TypedValues]) -> TypedValues:
        """Typed values, made once a file. Everything else they follow from is noted by the caller."""
        path = self.path_of(node)
        return self.files.document(path).once(("typed", node), lambda: make(path))

    def record(self, entity: str, key: str) -> Record | None:
        """A record."""
        return self._entity(Record, nodes.record(entity, key))

    def record_translation(self, entity: str, key: str, locale: str) -> RecordTranslation | None:
        """A locale file of a record."""
        return self._entity(RecordTranslation, nodes.record_locale(entity, key, locale))

    def licence(self, key: str) -> Licence | None:
        """A licence record."""
        found = self.record(LICENCE, key)
        return found if isinstance(found, Licence) else None

    def asset(self, id_: str) -> Asset | None:
        """A sidecar."""
        return self._entity(Asset, nodes.asset(id_))

    def original(self, id_: str) -> str:
        """The path of an asset's original, which lies beside its sidecar; empty when it does not exist.

        Another file of that name elsewhere has no sidecar, so it is not the asset.
        """
        sidecar = self.path_of(nodes.asset(id_))
        self.note(nodes.original(id_))
        wanted = original_of(sidecar)
        return wanted if sidecar and wanted in self.facts.providers(nodes.original(id_)) else ""

    # Prices and stock

    def price_list(self, name: str) -> PriceList | None:
        """The head of a price list."""
        return self._entity(PriceList, nodes.price_list(name))

    def price(self, name: str, key: str) -> PriceLine | None:
        """The line of a SKU, or of `key/*`; no entries: not sold here; None: no line."""
        return self._entity(PriceLine, nodes.price(name, key))

    def stock_list(self, name: str) -> StockList | None:
        """The head of a stock list."""
        return self._entity(StockList, nodes.stock_list(name))

    def stock(self, name: str, sku: str) -> StockLine | None:
        """The line of a SKU."""
        return self._entity(StockLine, nodes.stock(name, sku))

    # Validation rules

    def validations(self) -> tuple[str, ...]:
        """The names of all validation rules."""
        return self.names("validation")

    def validation(self, name: str) -> ValidationRule | None:
        """A validation rule of the repository."""
        return self._entity(ValidationRule, nodes.validation(name))

    # Channels

    def channels(self) -> tuple[str, ...]:
        """The stems of all channel files."""
        return self.names("channel")

    def channel(self, stem: str) -> Channel | None:
        """A channel as its own file says it, before presets are merged."""
        return self._entity(Channel, nodes.channel(stem))

    def label(self, label: Any, chain: tuple[str, ...], otherwise: str) -> str:
        """The text of a label for a chain of locales."""
        return label_in(label, chain, otherwise)
