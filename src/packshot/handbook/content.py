"""The content of each page of the handbook in one locale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from packshot.catalog import nodes
from packshot.catalog.memory_facts import MemoryFacts
from packshot.catalog.nodes import Node
from packshot.catalog.reader import Reader
from packshot.handbook.shapes import Json, cell, entry, fact, facts, group, table
from packshot.handbook.usage_counts import Usage
from packshot.handbook.words import words
from packshot.model.channel import Channel
from packshot.model.entity import Entity
from packshot.model.family import TypedFamily
from packshot.model.labels import label_in
from packshot.model.lifecycle import STATUSES
from packshot.model.schema import Attribute
from packshot.outputs.channels.catalog_channels import compiled

Found = TypeVar("Found")


class Dictionary:
    """The data dictionary of a catalogue in one locale."""

    def __init__(self, reader: Reader, facts_: MemoryFacts, usage: Usage, locale: str) -> None:
        self.reader = reader
        self.facts = facts_
        self.usage = usage
        self.chain = reader.chain(locale)
        self.words = words(locale)
        self.channel_fields = dict(_attributes_of_channels(reader))
        self.families = dict(_readable(reader.names("family"), reader.typed_family))

    def label(self, label: Any, otherwise: str = "") -> str:
        """Return the text of a label in the locale of the dictionary or a fallback; `otherwise` if there is no text."""
        return label_in(label, self.chain, otherwise)

    # Parts of entries

    def _entry(self, kind: str, key: str, entity: Entity, title: str, more: Iterable[Json] = (), *skip: str) -> Json:
        """Return an entry with the facts of an entity, and more facts."""
        return entry(kind, key, title, [*facts(entity, self.chain, skip), *more])

    def _entries(
        self, kind: str, found: Iterable[tuple[str, Any]], node: Callable[[str], Node] | None = None, *skip: str
    ) -> Iterator[Json]:
        """Yield an entry for each labelled entity; `node` returns the node whose use is counted."""
        for key, each in found:
            used = [self._used(node(key))] if node else []
            yield self._entry(kind, key, each, self.label(each.label, key), used, *skip)

    def _count(self, node: Node) -> Json:
        """Return a cell with the number of products that use a node."""
        count = self.usage[node]
        return cell(f"{count:,}" if count else self.words["unused"])

    def _used(self, node: Node) -> Json:
        return fact(self.words["products"], [self._count(node)])

    def _listed(self, word: str, cells: Iterable[Json]) -> list[Json]:
        """Return a list with one fact that has these cells; an empty list if there are no cells."""
        found = fact(self.words[word], cells)
        return [found] if found["cells"] else []

    def _table(self, caption: str, heads: Iterable[str], rows: Iterable[list[list[Json]]]) -> Json:
        return table(caption, [self.words[head] for head in heads], rows)

    # Pages

    def attributes(self) -> Iterator[Json]:
        """Yield the attribute groups with their attributes."""
        for key, label, codes in self.reader.groups():
            yield group(
                f"group-{key}",
                (self._attribute(each) for _, each in _readable(codes, self.reader.attribute)),
                self.label(label, key),
            )

    def _attribute(self, attribute: Attribute) -> Json:
        code, path = attribute.code, attribute.path
        own = sorted(facts(attribute, self.chain, skip=("columns",)), key=lambda each: each["label"] != "type")
        families = {key: family for key, family in self.families.items() if family.kind != "mixin"}
        stems = [stem for stem, fields in self.channel_fields.items() if any(code in each for each in fields.values())]
        more = [
            *self._listed("in_families", (cell(key, "family") for key, each in families.items() if path in each.paths)),
            *self._listed("required_by", _required_by(path, families)),
            *self._listed("channels", (cell(stem, "channel") for stem in stems)),
            self._used(nodes.attribute(code)),
        ]
        columns = (
            [[cell(name)], [cell(self.label(column.label))], [cell(_takes(column, self.chain))]]
            for name, column in attribute.columns.items()
        )
        return entry(
            "attribute",
            code,
            self.label(attribute.label, code),
            [*own, *more],
            [self._table(self.words["columns"], ("code", "label", "type"), columns)],
        )

    def family_page(self) -> Iterator[Json]:
        """Yield one group with the families: parents, axes, and all attributes with the scopes that require them."""
        entries = []
        for key, family in _readable(self.families, self.reader.family):
            own = facts(family, self.chain, skip=("attributes", "required"))
            own += [self._used(nodes.family(key))] if family.kind == "product" else []
            entries.append(
                entry("family", key, self.label(family.label, key), own, [self._required(self.families[key])])
            )
        yield group("families", entries)

    def _required(self, family: TypedFamily) -> Json:
        """Return a table of all attributes of a family, each with the scopes that require it."""
        rows = (
            [
                [cell(attribute.code, "attribute")],
                [cell(self.label(attribute.label))],
                [cell(scope) for scope, paths in family.required.items() if path in paths],
            ]
            for path, attribute in family.paths.items()
        )
        return self._table(self.words["attributes"], ("attribute", "label", "required"), rows)

    def options(self) -> Iterator[Json]:
        """Yield one group with the option lists: labels, swatches, and the number of products that use each option."""
        entries = []
        for name in self.reader.names("options"):
            rows = [self._option(name, code) for code in self.reader.options(name)]
            title = self._head_label(nodes.options(name), name)
            entries.append(entry("options", name, title, (), [self._table("", ("code", "label", "products"), rows)]))
        yield group("options", entries)

    def _option(self, name: str, code: str) -> list[list[Json]]:
        option = self.reader.option(name, code)
        path = " / ".join(self.label(each.label, each.code) for each in self.reader.options_to(name, code))
        swatch = (option.swatch or "") if option else ""
        return [[cell(code, swatch=swatch)], [cell(path)], [self._count(nodes.option(name, code))]]

    def _head_label(self, node: Node, name: str) -> str:
        """Return the label at the top of an option list or category tree."""
        raw = self.reader.raw(node)
        return self.label(raw.get("label") if isinstance(raw, dict) else None, name)

    def categories(self) -> Iterator[Json]:
        """Yield one group for each category tree, with the path of each category."""
        for tree in self.reader.names("categories"):
            yield group(
                f"tree-{tree}", self._below(self.reader.tree(tree), ()), self._head_label(nodes.tree(tree), tree)
            )

    def _below(self, keys: Iterable[str], above: tuple[str, ...]) -> Iterator[Json]:
        for key, category in _readable(keys, self.reader.category):
            path = (*above, self.label(category.label, key))
            yield self._entry("category", key, category, " / ".join(path), [self._used(nodes.category(key))])
            yield from self._below(category.children, path)

    def relations(self) -> Iterator[Json]:
        """Yield one group with the relations between products."""
        yield group(
            "relations",
            self._entries("relation", _readable(self.reader.names("relation"), self.reader.relation), nodes.relation),
        )

    def channels(self) -> Iterator[Json]:
        """Yield one group with the channels, each with a table of its fields: sources, attributes read, and rules."""
        entries = []
        for stem, channel in _readable(self.reader.channels(), self._channel):
            own = facts(channel, self.chain, skip=("fields", "rules", "values", "images"))
            rows = (self._field(stem, channel, name) for name in channel.fields)
            tables = [self._table("", ("field", "from", "attributes", "rule"), rows)]
            entries.append(entry("channel", stem, self.label(channel.label, stem), own, tables))
        yield group("channels", entries)

    def _channel(self, stem: str) -> Channel | None:
        found = compiled(self.reader, stem)
        return found.channel if found else self.reader.channel(stem)

    def _field(self, stem: str, channel: Channel, name: str) -> list[list[Json]]:
        field, rule = channel.fields[name], channel.rules.get(name)
        return [
            [cell(name)],
            [cell(each) for each in field.sources or (field.expr or field.value or field.each or "",)],
            [cell(code, "attribute") for code in self.channel_fields.get(stem, {}).get(name, ())],
            [cell(_takes(rule, self.chain) if rule else "")],
        ]

    def markets(self) -> Iterator[Json]:
        """Yield a group with the markets, and a group with the locales and their fallbacks."""
        yield group(
            "markets",
            self._entries("market", _readable(self.reader.markets(), self.reader.market)),
            self.words["markets"],
        )
        chains = ((locale, self.reader.chain(locale)) for locale in self.reader.locales())
        yield group(
            "locales", (entry("locale", locale, locale, [fact("chain", map(cell, chain))]) for locale, chain in chains)
        )

    def lists(self) -> Iterator[Json]:
        """Yield a group with the price lists and a group with the stock lists, without their lines."""
        for kind, read in (("prices", self.reader.price_list), ("stock", self.reader.stock_list)):
            yield group(kind, self._entries(kind, _readable(self.reader.names(kind), read), None, "prices", "stock"))

    def units(self) -> Iterator[Json]:
        """Yield one group with the unit families."""
        yield group(
            "units",
            (
                self._entry("unit", name, family, name)
                for name, family in _readable(nodes.below(self.facts, "unit"), self.reader.units)
            ),
        )

    def rules(self) -> Iterator[Json]:
        """Yield one group with the validation rules of the catalogue."""
        entries = (
            self._entry("validation", key, rule, self.label(rule.message, key), (), "message", "waivers")
            for key, rule in _readable(self.reader.validations(), self.reader.validation)
        )
        yield group("rules", entries)

    def lifecycle(self) -> Iterator[Json]:
        """Yield one group with the statuses, each with its visibility, transitions and requirements."""
        yield group(
            "lifecycle",
            self._entries("status", zip(STATUSES, map(self.reader.stage, STATUSES), strict=True), nodes.stage),
        )


CONTENT: Mapping[str, Callable[[Dictionary], Iterator[Json]]] = {
    "attributes": Dictionary.attributes,
    "families": Dictionary.family_page,
    "options": Dictionary.options,
    "categories": Dictionary.categories,
    "relations": Dictionary.relations,
    "channels": Dictionary.channels,
    "markets": Dictionary.markets,
    "lists": Dictionary.lists,
    "units": Dictionary.units,
    "rules": Dictionary.rules,
    "lifecycle": Dictionary.lifecycle,
}
"""Page -> its groups of entries, in the order of the navigation. A page without entries is left out."""


def _readable(keys: Iterable[str], read: Callable[[str], Found | None]) -> Iterator[tuple[str, Found]]:
    """Yield each key whose entity can be read, with the entity."""
    for key in keys:
        if (entity := read(key)) is not None:
            yield key, entity


def _required_by(path: str, families: Mapping[str, TypedFamily]) -> Iterator[Json]:
    """Yield the families that require an attribute, each with the scopes that require it."""
    for key, family in families.items():
        if scopes := [scope for scope, paths in family.required.items() if path in paths]:
            yield cell(f"{key}: {', '.join(scopes)}") | {"href": cell(key, "family")["href"]}


def _takes(column: Any, chain: tuple[str, ...]) -> str:
    """Return the type and limits of a column on one line."""
    limits = [f"{each['label']}: {', '.join(one['text'] for one in each['cells'])}" for each in facts(column, chain)]
    return ", ".join(limits).removeprefix("type: ")


def _attributes_of_channels(reader: Reader) -> Iterator[tuple[str, Mapping[str, tuple[str, ...]]]]:
    """Yield each channel with a map from its fields to the attributes that they read."""
    for stem in reader.channels():
        if found := compiled(reader, stem):
            yield stem, {field.name: tuple(_codes(reader, field.paths)) for field in found.fields}


def _codes(reader: Reader, paths: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the attributes at the beginning of paths.

    Each is yielded once, sorted by name, because the paths have no order.
    """
    codes = {path[1] if path[0] == "assets" and len(path) > 1 else path[0] for path in paths if path}
    yield from (code for code in sorted(codes) if reader.attribute(code) is not None)
