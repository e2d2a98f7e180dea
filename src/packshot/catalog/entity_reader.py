"""The reader of entities: hands them out by their names, each None where it does not exist or cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from packshot.catalog import indexes, nodes
from packshot.catalog.layout import CATALOG_PARTS, original_of
from packshot.catalog.node_reader import NodeReader
from packshot.catalog.nodes import Node
from packshot.model.asset import Asset
from packshot.model.channel import Channel
from packshot.model.config import Authority, Catalog, Market, Preset, chain
from packshot.model.entity import Entity
from packshot.model.lifecycle import DEFAULT, Stage, Status
from packshot.model.lineage import lineage
from packshot.model.options import Option
from packshot.model.price import PriceLine, PriceList
from packshot.model.product import Product, Translation
from packshot.model.record import LICENCE, Licence, Record
from packshot.model.schema import Attribute, Category, Family, Relation
from packshot.model.stock import StockLine, StockList
from packshot.model.units import UnitFamily
from packshot.model.validation import ValidationRule

N = TypeVar("N", bound=Entity)


class EntityReader(NodeReader):
    """The entities of a source tree by their names."""

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
            for name in self.members(part):
                self.note(nodes.of(kind, name))
        document = self.files.document(path) if path else None
        found: Catalog | None = document.whole(list(document.members())).entity if document else None
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

    def record(self, entity: str, key: str) -> Record | None:
        """A record."""
        return self._entity(Record, nodes.record(entity, key))

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
