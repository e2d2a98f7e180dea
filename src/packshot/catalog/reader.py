"""The lazy reader: hands out the nouns of a source tree one by one, and notes every node that was looked at.

It reports nothing: a noun that cannot be read is absent here, and the checks say why. What may be *seen* is not
decided here but in `visible`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from packshot.catalog import indexes, nodes
from packshot.catalog.layout import CATALOG_PARTS, original_of, place_of
from packshot.catalog.nodes import Node
from packshot.catalog.parsed_files import Files
from packshot.catalog.reader_memory import Memory
from packshot.engine.types import Facts, Reads, Timestamp
from packshot.findings import Location
from packshot.model import entity as noun
from packshot.model.asset import Asset
from packshot.model.channel import Channel
from packshot.model.config import Authority, Catalog, Market, Preset, chain
from packshot.model.entity import Entity
from packshot.model.labels import label_in
from packshot.model.lifecycle import DEFAULT, Stage, Status
from packshot.model.lineage import lineage
from packshot.model.options import Option
from packshot.model.price import PriceLine, PriceList
from packshot.model.product import Product, Translation
from packshot.model.record import LICENCE, Licence, Record, RecordTranslation, kind_of_record
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
    type_translation,
)
from packshot.model.units import UnitFamily
from packshot.model.validation import ValidationRule

N = TypeVar("N", bound=Entity)
T = TypeVar("T")


class Absent:
    """What `raw` gives for a node that does not exist; an explicit null is None."""


ABSENT = Absent()


class Reader:
    """One evaluation's view of the source tree: shared files and memory, its own `reads`."""

    def __init__(self, files: Files, facts: Facts, as_of: Timestamp, memory: Memory, reads: Reads) -> None:
        self.files = files
        self.facts = facts
        self.as_of = as_of
        self.memory = memory
        self.reads = reads
        self.found: dict[Any, Any] = {}
        """Answers of this evaluation that may be asked for again; their reads are noted already."""

    def noting(self, reads: Reads) -> Reader:
        """The same reader, noting into other reads."""
        return type(self)(self.files, self.facts, self.as_of, self.memory, reads)

    def remembered(self, key: tuple[Any, ...], make: Callable[[Reader], T]) -> T:
        """A value that follows from what `make` reads, made once for all evaluations."""
        return self.memory.recall(key, self.reads, lambda reads: make(self.noting(reads)))

    # Nodes

    def note(self, node: Node) -> None:
        """Remember that this node was looked at. The one place where reads of nodes are noted."""
        self.reads.nodes.add(node)

    def instant(self, moment: Timestamp) -> None:
        """Remember that the clock was compared with this instant."""
        self.reads.instants.add(moment)

    def raw(self, node: Node) -> Any:
        """The plain value of a node; ABSENT when it does not exist."""
        self.note(node)
        found = self.facts.find(node)
        return ABSENT if found is None else self.files.value(found[0], node)

    def has(self, node: Node) -> bool:
        """Whether a node exists."""
        self.note(node)
        return self.facts.find(node) is not None

    def path_of(self, node: Node) -> str:
        """The file that holds a node; empty when none does."""
        self.note(node)
        found = self.facts.find(node)
        return found[0] if found else ""

    def lookup(self, index: str, key: str) -> tuple[str, ...]:
        """The values of one index entry."""
        self.note(nodes.index(index, key))
        return self.facts.lookup(index, key)

    def names(self, kind: str) -> tuple[str, ...]:
        """The members of a small collection: channels, groups, trees, lists."""
        return self.lookup(indexes.INDEX_LIST, kind)

    def record_keys(self, entity: str) -> tuple[str, ...]:
        """The keys of all records of an entity."""
        return self.names(indexes.records_of(entity))

    def _noun(self, model: type[N], node: Node, **given: Any) -> N | None:
        """The noun of a node, with what its name gives."""
        return self.remembered(("noun", node), lambda reader: reader._read(model, node, given))

    def _read(self, model: type[N], node: Node, given: dict[str, Any]) -> N | None:
        raw = self.raw(node)
        return noun.attempt(model, {**raw, **given}, Location(node))[0] if isinstance(raw, dict) else None

    # Catalogue

    def catalog(self) -> Catalog | None:
        """The head of the catalogue. Its maps are nodes of their own: ask `market`, `following`, `preset`."""
        return self._noun(Catalog, nodes.CATALOG)

    def whole_catalog(self) -> Catalog | None:
        """The catalogue with all its maps; reads every node of catalog.yaml."""
        return self.remembered(("whole catalog",), lambda reader: reader._whole_catalog())

    def _whole_catalog(self) -> Catalog | None:
        raw = self.raw(nodes.CATALOG)
        if not isinstance(raw, dict):
            return None
        whole = dict(raw)
        for part, kind in CATALOG_PARTS.items():
            whole[part] = {name: self.raw(nodes.of(kind, name)) for name in self.members(part)}
        return noun.attempt(Catalog, whole, Location("catalog"))[0]

    def markets(self) -> tuple[str, ...]:
        """The keys of all markets."""
        return self.members("markets")

    def market(self, key: str) -> Market | None:
        """A market."""
        return self._noun(Market, nodes.market(key), key=key)

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
        return self._noun(Authority, nodes.authority(name))

    def presets(self) -> tuple[str, ...]:
        """The names of all rendition presets."""
        return self.members("renditions")

    def preset(self, key: str) -> Preset | None:
        """A rendition preset."""
        return self._noun(Preset, nodes.rendition(key), key=key)

    # Schema

    def attribute(self, code: str) -> Attribute | None:
        """An attribute."""
        node = nodes.attribute(code)
        return self._noun(Attribute, node, code=code, group=place_of(self.path_of(node)).name)

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
        return self._noun(Family, nodes.family(name), key=name)

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
        return self.remembered(("option", name, code), lambda reader: reader._option(name, code))

    def _option(self, name: str, code: str) -> Option | None:
        raw = self.raw(nodes.option(name, code))
        if isinstance(raw, Absent):
            return None
        data = {"label": raw} if isinstance(raw, str) else raw or {}
        named = {"code": code, "list": name}
        return noun.attempt(Option, {**data, **named}, Location(""))[0] if isinstance(data, dict) else None

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
        return self._noun(Category, nodes.category(key), key=key)

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
        return self._noun(Relation, nodes.relation(code), code=code)

    def units(self, name: str) -> UnitFamily | None:
        """A unit family."""
        return self._noun(UnitFamily, nodes.unit(name), key=name)

    def stage(self, status: Status) -> Stage:
        """What a status may show and what it demands: as lifecycle.yaml says, else the default."""
        return self.remembered(("stage", status), lambda reader: reader._stage(status))

    def _stage(self, status: Status) -> Stage:
        own = self._noun(Stage, nodes.stage(status))
        return own.over(DEFAULT[status]) if own else DEFAULT[status]

    # Entries

    def product(self, key: str) -> Product | None:
        """A product as its file says it; `typed` gives its values."""
        return self._noun(Product, nodes.product(key), key=key)

    def translation(self, key: str, locale: str) -> Translation | None:
        """A locale file of a product."""
        return self._noun(Translation, nodes.product_locale(key, locale), key=key, locale=locale)

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

    def typed_family(self, name: str) -> TypedFamily | None:
        """A family with its parents, compiled; None when it does not exist."""
        return self.remembered(("family", name), lambda reader: reader._compiled(name))

    def _compiled(self, name: str) -> TypedFamily | None:
        line = self.lineage(name)
        codes = dict.fromkeys(code for family in line for code in family.attributes)
        known = {code: attribute for code in codes if (attribute := self.attribute(code))}
        fields = [*known.values(), *(column for held in known.values() for column in held.columns.values())]
        units = {field.unit: units for field in fields if field.unit and (units := self.units(field.unit))}
        return compile_family(line, known, units)[0] if line else None

    def sheet(self, key: str) -> Sheet | None:
        """A product with its typed values, ready for the resolver; None when it cannot be read."""
        product = self.product(key)
        family = self.typed_family(product.family) if product else None
        if product is None or family is None:
            return None
        own = self.remembered(("typed", key), lambda reader: reader._typed(family, product))
        return Sheet(family, own, lambda locale: self._translated(family, key, locale))

    def _typed(self, family: TypedFamily, product: Product) -> TypedFile:
        return type_product(family, product, self.path_of(nodes.product(product.key)), self.source())[0]

    def _translated(self, family: TypedFamily, key: str, locale: str) -> TypedFile | None:
        return self.remembered(("typed", key, locale), lambda reader: reader._typed_translation(family, key, locale))

    def _typed_translation(self, family: TypedFamily, key: str, locale: str) -> TypedFile | None:
        file = self.translation(key, locale)
        return type_translation(family, file, self.path_of(nodes.product_locale(key, locale)))[0] if file else None

    def record_sheet(self, entity: str, key: str) -> Sheet | None:
        """A record with its typed values, ready for the resolver; None when it cannot be read."""
        record = self.record(entity, key)
        family = self.typed_family(entity) if record else None
        if record is None or family is None:
            return None
        own = self.remembered(("typed record", entity, key), lambda reader: reader._typed_record(family, record))
        return Sheet(family, own, lambda locale: self._record_translated(family, entity, key, locale))

    def _typed_record(self, family: TypedFamily, record: Record) -> TypedFile:
        return type_record(family, record, self.path_of(nodes.record(record.entity, record.key)), self.source())[0]

    def _record_translated(self, family: TypedFamily, entity: str, key: str, locale: str) -> TypedFile | None:
        def read(reader: Reader) -> TypedFile | None:
            file = reader.record_translation(entity, key, locale)
            path = reader.path_of(nodes.record_locale(entity, key, locale))
            return type_record_translation(family, file, path)[0] if file else None

        return self.remembered(("typed record", entity, key, locale), read)

    def record(self, entity: str, key: str) -> Record | None:
        """A record."""
        return self._noun(kind_of_record(entity), nodes.record(entity, key), key=key, entity=entity)

    def record_translation(self, entity: str, key: str, locale: str) -> RecordTranslation | None:
        """A locale file of a record."""
        node = nodes.record_locale(entity, key, locale)
        return self._noun(RecordTranslation, node, key=key, entity=entity, locale=locale)

    def licence(self, key: str) -> Licence | None:
        """A licence record."""
        found = self.record(LICENCE, key)
        return found if isinstance(found, Licence) else None

    def asset(self, id_: str) -> Asset | None:
        """A sidecar."""
        return self._noun(Asset, nodes.asset(id_), id=id_)

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
        return self._noun(PriceList, nodes.price_list(name), key=name)

    def price(self, name: str, key: str) -> PriceLine | None:
        """The line of a SKU, or of `key/*`; no entries: not sold here; None: no line."""
        return self._line(PriceLine, nodes.price(name, key))

    def stock_list(self, name: str) -> StockList | None:
        """The head of a stock list."""
        return self._noun(StockList, nodes.stock_list(name), key=name)

    def stock(self, name: str, sku: str) -> StockLine | None:
        """The line of a SKU."""
        return self._line(StockLine, nodes.stock(name, sku))

    def _line(self, model: type[N], node: Node) -> N | None:
        """Lines have short forms, so their raw data need not be a map. Not remembered: each is asked for once."""
        raw = self.raw(node)
        return None if isinstance(raw, Absent) else noun.attempt(model, raw, Location(node))[0]

    # Validation rules

    def validations(self) -> tuple[str, ...]:
        """The names of all validation rules."""
        return self.names("validation")

    def validation(self, name: str) -> ValidationRule | None:
        """A validation rule of the repository."""
        return self._noun(ValidationRule, nodes.validation(name), key=name)

    # Channels

    def channels(self) -> tuple[str, ...]:
        """The stems of all channel files."""
        return self.names("channel")

    def channel(self, stem: str) -> Channel | None:
        """A channel as its own file says it, before presets are merged."""
        return self._noun(Channel, nodes.channel(stem), key=stem)

    def label(self, label: Any, chain: tuple[str, ...], otherwise: str) -> str:
        """The text of a label for a chain of locales."""
        return label_in(label, chain, otherwise)
