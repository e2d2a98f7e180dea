"""The reader of entities by name. Its methods return None for an entity that does not exist or cannot be read."""

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
    """A reader that returns the entities of a source tree by name."""

    def _entity(self, model: type[N], node: Node) -> N | None:
        """Return the entity of a node; None if it cannot be read or its name is invalid."""
        found, _, is_named = self.read(node)
        return found if is_named and isinstance(found, model) else None

    # Catalogue

    def catalog(self) -> Catalog | None:
        """Return the catalogue without its maps; None if it cannot be read.

        The methods `market`, `chain` and `preset` return entries of the maps.
        """
        return self._entity(Catalog, nodes.CATALOG)

    def whole_catalog(self) -> Catalog | None:
        """Return the catalogue with all its maps; None if it cannot be read. This reads every node of catalog.yaml."""
        path = self.path_of(nodes.CATALOG)
        for part, kind in CATALOG_PARTS.items():
            for name in self.members(part):
                self.note(nodes.of(kind, name))
        document = self.files.document(path) if path else None
        found: Catalog | None = document.whole(list(document.members())).entity if document else None
        return found

    def markets(self) -> tuple[str, ...]:
        """Return the keys of all markets."""
        return self.members("markets")

    def market(self, key: str) -> Market | None:
        """Return the market with this key; None if it does not exist or cannot be read."""
        return self._entity(Market, nodes.market(key))

    def locales(self) -> tuple[str, ...]:
        """Return all locales of the catalogue."""
        return self.members("locales")

    def chain(self, locale: str) -> tuple[str, ...]:
        """Return the fallback chain of a locale, starting with the locale."""
        return self.remembered(("chain", locale), lambda reader: chain(locale, reader._following))

    def source(self) -> str:
        """Return the source locale, in which product.yaml is written; `en` if the catalogue cannot be read."""
        return self.remembered(("source",), lambda reader: reader._source())

    def _source(self) -> str:
        catalog = self.catalog()
        return catalog.source if catalog else "en"

    def _following(self, locale: str) -> str | None:
        value = self.raw(nodes.locale(locale))
        return value if isinstance(value, str) else None

    def members(self, part: nodes.Part) -> tuple[str, ...]:
        """Return the names of all entries in a map of catalog.yaml, such as `locales`."""
        value = self.raw(nodes.members(part))
        return tuple(value) if isinstance(value, list) else ()

    def authority(self, name: str) -> Authority | None:
        """Return the authority with this name from catalog.yaml; None if it does not exist or cannot be read."""
        return self._entity(Authority, nodes.authority(name))

    def presets(self) -> tuple[str, ...]:
        """Return the names of all rendition presets."""
        return self.members("renditions")

    def preset(self, key: str) -> Preset | None:
        """Return the rendition preset with this key; None if it does not exist or cannot be read."""
        return self._entity(Preset, nodes.rendition(key))

    # Schema

    def attribute(self, code: str) -> Attribute | None:
        """Return the attribute with this code; None if it does not exist or cannot be read."""
        return self._entity(Attribute, nodes.attribute(code))

    def groups(self) -> tuple[tuple[str, str | dict[str, str] | None, tuple[str, ...]], ...]:
        """Return (key, label, attribute codes in order) of each attribute group, sorted by key."""
        return self.remembered(("groups",), lambda reader: tuple(reader._groups()))

    def _groups(self) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
        for name in self.names("attributes"):
            raw = self.raw(nodes.group(name))
            if isinstance(raw, dict):
                codes = raw.get("attributes")
                yield name, raw.get("label"), tuple(codes) if isinstance(codes, list) else ()

    def family(self, name: str) -> Family | None:
        """Return a family without inherited attributes; None if it does not exist or cannot be read."""
        return self._entity(Family, nodes.family(name))

    def lineage(self, name: str) -> tuple[Family, ...]:
        """Return the families that a family inherits from, then the family itself.

        Missing families are left out, and a family that is inherited twice is returned once.
        """
        return lineage(name, self.family)

    def options(self, name: str) -> tuple[str, ...]:
        """Return the codes of an option list in display order, parents before their children."""
        raw = self.raw(nodes.options(name))
        codes = raw.get("options") if isinstance(raw, dict) else None
        return tuple(codes) if isinstance(codes, list) else ()

    def option_place(self, name: str, code: str) -> int | None:
        """Return the position of an option in the display order of its list; None if it is not in the list."""
        place = self.raw(nodes.option_place(name, code))
        return place if isinstance(place, int) else None

    def option(self, name: str, code: str) -> Option | None:
        """Return the option with this code from an option list; None if it does not exist or cannot be read."""
        return self._entity(Option, nodes.option(name, code))

    def options_to(self, name: str, code: str) -> tuple[Option, ...]:
        """Return the options from the top of a list down to an option; empty if the option does not exist."""
        found: list[Option] = []
        option = self.option(name, code)
        while option and option.code not in [each.code for each in found]:
            found.append(option)
            option = self.option(name, option.parent) if option.parent else None
        return tuple(reversed(found))

    def category(self, key: str) -> Category | None:
        """Return a category with the keys of its children; None if it does not exist or cannot be read."""
        return self._entity(Category, nodes.category(key))

    def path_to(self, key: str) -> tuple[Category, ...]:
        """Return the categories from the top of the tree down to this category; empty if the key does not exist."""
        found: list[Category] = []
        category = self.category(key)
        while category and category.key not in [each.key for each in found]:
            found.append(category)
            category = self.category(category.parent) if category.parent else None
        return tuple(reversed(found))

    def above(self, key: str) -> tuple[str, ...]:
        """Return the keys of a category and of all its ancestors, including the parents under `also`.

        All of these categories show the products of the category.
        """
        found: dict[str, None] = {}
        pending = [key]
        while pending:
            category = self.category(pending.pop())
            if category and category.key not in found:
                found[category.key] = None
                pending.extend([*category.also, *([category.parent] if category.parent else [])])
        return tuple(found)

    def below(self, key: str) -> tuple[str, ...]:
        """Return the keys of a category's children in display order, then those that list the category under `also`."""
        category = self.category(key)
        own = category.children if category else ()
        others = self.lookup(indexes.INDEX_CHILD, key)
        return (*own, *(other for other in others if other not in own))

    def tree(self, name: str) -> tuple[str, ...]:
        """Return the keys of the categories at the top of a tree, in display order."""
        raw = self.raw(nodes.tree(name))
        children = raw.get("children") if isinstance(raw, dict) else None
        return tuple(children) if isinstance(children, list) else ()

    def relation(self, code: str) -> Relation | None:
        """Return the relation with this code; None if it does not exist or cannot be read."""
        return self._entity(Relation, nodes.relation(code))

    def units(self, name: str) -> UnitFamily | None:
        """Return the unit family with this name; None if it does not exist or cannot be read."""
        return self._entity(UnitFamily, nodes.unit(name))

    def stage(self, status: Status) -> Stage:
        """Return the visibility and requirements of a status: those in lifecycle.yaml, otherwise the default ones."""
        return self.remembered(("stage", status), lambda reader: reader._stage(status))

    def _stage(self, status: Status) -> Stage:
        own = self._entity(Stage, nodes.stage(status))
        return own.over(DEFAULT[status]) if own else DEFAULT[status]

    # Entries

    def product(self, key: str) -> Product | None:
        """Return a product with untyped values; None if it does not exist or cannot be read.

        The method `typed_product` returns typed values.
        """
        return self._entity(Product, nodes.product(key))

    def translation(self, key: str, locale: str) -> Translation | None:
        """Return the locale file of a product; None if it does not exist or cannot be read."""
        return self._entity(Translation, nodes.product_locale(key, locale))

    def named(self, name: str) -> tuple[str, str | None] | None:
        """Return (key, SKU or None) of the product with this key or SKU, case-sensitive; None if there is none."""
        for value in self.lookup(indexes.INDEX_NAME, name.casefold()):
            key, _, sku = value.partition("\t")
            if name == (sku or key):
                return key, sku or None
        return None

    def bearer(self, sku: str) -> str | None:
        """Return the key of the product that has this SKU, case-sensitive; None if there is no such product."""
        for value in self.lookup(indexes.INDEX_NAME, sku.casefold()):
            key, _, found = value.partition("\t")
            if found == sku:
                return key
        return None

    def linking(self, name: str) -> list[tuple[str, str]]:
        """Return (relation, product key) of each link from a product to this product key or SKU, ignoring case."""
        values = self.lookup(indexes.INDEX_LINK, name.casefold())
        return [(relation, key) for relation, _, key in (value.partition("\t") for value in values)]

    def record(self, entity: str, key: str) -> Record | None:
        """Return the record with this entity and key; None if it does not exist or cannot be read."""
        return self._entity(Record, nodes.record(entity, key))

    def licence(self, key: str) -> Licence | None:
        """Return the licence record with this key; None if it does not exist or cannot be read."""
        found = self.record(LICENCE, key)
        return found if isinstance(found, Licence) else None

    def asset(self, id_: str) -> Asset | None:
        """Return the asset with this id, read from its sidecar; None if it does not exist or cannot be read."""
        return self._entity(Asset, nodes.asset(id_))

    def original(self, id_: str) -> str:
        """Return the path of the original of an asset; empty if there is no original next to the sidecar.

        A file with the same name in another folder has no sidecar, so it is not the original.
        """
        sidecar = self.path_of(nodes.asset(id_))
        self.note(nodes.original(id_))
        path = original_of(sidecar)
        return path if sidecar and path in self.facts.providers(nodes.original(id_)) else ""

    # Prices and stock

    def price_list(self, name: str) -> PriceList | None:
        """Return a price list without its price lines; None if it does not exist or cannot be read."""
        return self._entity(PriceList, nodes.price_list(name))

    def price(self, name: str, key: str) -> PriceLine | None:
        """Return the price line of a SKU or of `key/*` in a price list; None if there is no readable line.

        A line without entries means that the SKU is not sold.
        """
        return self._entity(PriceLine, nodes.price(name, key))

    def stock_list(self, name: str) -> StockList | None:
        """Return a stock list without its stock lines; None if it does not exist or cannot be read."""
        return self._entity(StockList, nodes.stock_list(name))

    def stock(self, name: str, sku: str) -> StockLine | None:
        """Return the stock line of a SKU in a stock list; None if there is no readable line."""
        return self._entity(StockLine, nodes.stock(name, sku))

    # Validation rules

    def validations(self) -> tuple[str, ...]:
        """Return the names of all validation rules."""
        return self.names("validation")

    def validation(self, name: str) -> ValidationRule | None:
        """Return the validation rule with this name; None if it does not exist or cannot be read."""
        return self._entity(ValidationRule, nodes.validation(name))

    # Channels

    def channels(self) -> tuple[str, ...]:
        """Return the file names of all channel files, without extension."""
        return self.names("channel")

    def channel(self, stem: str) -> Channel | None:
        """Return a channel as written in its file, before presets are merged; None if it does not exist or cannot be
        read.
        """
        return self._entity(Channel, nodes.channel(stem))
