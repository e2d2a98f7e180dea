"""What the handbook tells, page by page, in one locale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from packshot.catalog import nodes
from packshot.catalog.memory_facts import MemoryFacts
from packshot.catalog.nodes import Node
from packshot.catalog.reader import Reader
from packshot.handbook.shapes import Json, cell, entry, fact, facts, table
from packshot.handbook.usage_counts import Usage
from packshot.handbook.words import words
from packshot.model.channel import Channel
from packshot.model.family import TypedFamily
from packshot.model.labels import label_in
from packshot.model.lifecycle import STATUSES
from packshot.model.schema import Attribute
from packshot.outputs.channels.views import compiled


class Dictionary:
    """One catalogue, read for one locale."""

    def __init__(self, reader: Reader, facts_: MemoryFacts, usage: Usage, locale: str) -> None:
        self.reader = reader
        self.facts = facts_
        self.usage = usage
        self.chain = reader.chain(locale)
        self.words = words(locale)
        self.needs = dict(_needs(reader))
        keys = reader.names("family")
        self.families = {key: family for key in keys if (family := reader.typed_family(key))}

    def said(self, label: Any, otherwise: str = "") -> str:
        """A label in the locale."""
        return label_in(label, self.chain, otherwise)

    def used(self, node: Node) -> Json:
        """The fact of how many products use something."""
        count = self.usage[node]
        return fact(self.words["products"], [cell(f"{count:,}" if count else self.words["unused"])])

    def named(self, key: str, kind: str, names: Iterable[str]) -> list[Json]:
        """A fact that lists names, or none."""
        cells = [cell(name, kind) for name in names]
        return [fact(self.words[key], cells)] if cells else []

    # Pages

    def attributes(self) -> Iterator[Json]:
        """Attribute groups with their attributes."""
        for key, label, codes in self.reader.groups():
            entries = [self._attribute(each) for code in codes if (each := self.reader.attribute(code))]
            yield {"id": f"group-{key}", "title": self.said(label, key), "entries": entries}

    def _attribute(self, attribute: Attribute) -> Json:
        code, path = attribute.code, attribute.path
        own = sorted(facts(attribute, self.chain, skip=("columns",)), key=lambda each: each["label"] != "type")
        homes = [key for key, family in self.families.items() if path in family.paths and family.kind != "mixin"]
        needed = [
            cell(f"{key}: {', '.join(scopes)}") | {"href": cell(key, "family")["href"]}
            for key, family in self.families.items()
            if family.kind != "mixin" and (scopes := [each for each, paths in family.required.items() if path in paths])
        ]
        more = [*self.named("in_families", "family", homes)]
        more += [fact(self.words["required_by"], needed)] if needed else []
        asking = [stem for stem, fields in self.needs.items() if any(code in codes for codes in fields.values())]
        more += self.named("channels", "channel", asking)
        columns = [[[cell(name)], [cell(self.said(column.label))], [cell(_takes(column, self.chain))]]
                   for name, column in attribute.columns.items()]  # fmt: skip
        heads = (self.words["code"], self.words["label"], self.words["type"])
        tables = [table(self.words["columns"], heads, columns)]
        return entry(
            "attribute", code, self.said(attribute.label, code), [*own, *more, self.used(nodes.attribute(code))], tables
        )

    def family_page(self) -> Iterator[Json]:
        """Families: parents, axes, what is required, and all attributes."""
        entries = []
        for key, family in self.families.items():
            noun = self.reader.family(key)
            if noun is None:
                continue
            own = facts(noun, self.chain, skip=("attributes", "required"))
            count = [] if family.kind != "product" else [self.used(nodes.family(key))]
            entries.append(entry("family", key, self.said(noun.label, key), [*own, *count], [self._required(family)]))
        yield {"id": "families", "title": "", "entries": entries}

    def _required(self, family: TypedFamily) -> Json:
        """All attributes of a family, and for which scopes each is required."""
        rows = [
            [
                [cell(attribute.code, "attribute")],
                [cell(self.said(attribute.label))],
                [cell(scope) for scope, paths in family.required.items() if path in paths],
            ]
            for path, attribute in family.paths.items()
        ]
        return table(
            self.words["attributes"], (self.words["attribute"], self.words["label"], self.words["required"]), rows
        )

    def options(self) -> Iterator[Json]:
        """Option lists with labels, swatches and use."""
        entries = []
        for name in self.reader.names("options"):
            raw = self.reader.raw(nodes.options(name))
            label = raw.get("label") if isinstance(raw, dict) else None
            rows = [self._option(name, code) for code in self.reader.options(name)]
            heads = (self.words["code"], self.words["label"], self.words["products"])
            entries.append(entry("options", name, self.said(label, name), (), [table("", heads, rows)]))
        yield {"id": "options", "title": "", "entries": entries}

    def _option(self, name: str, code: str) -> list[list[Json]]:
        option = self.reader.option(name, code)
        swatch = (option.swatch or "") if option else ""
        count = self.usage[nodes.option(name, code)]
        return [
            [cell(code, swatch=swatch)],
            [cell(" / ".join(self.said(each.label, each.code) for each in self.reader.options_to(name, code)))],
            [cell(f"{count:,}" if count else self.words["unused"])],
        ]

    def categories(self) -> Iterator[Json]:
        """Category trees, each category under its parents."""
        for tree in self.reader.names("categories"):
            raw = self.reader.raw(nodes.tree(tree))
            label = raw.get("label") if isinstance(raw, dict) else None
            entries = list(self._below(self.reader.tree(tree), ()))
            yield {"id": f"tree-{tree}", "title": self.said(label, tree), "entries": entries}

    def _below(self, keys: Iterable[str], above: tuple[str, ...]) -> Iterator[Json]:
        for key in keys:
            category = self.reader.category(key)
            if category is None:
                continue
            title = self.said(category.label, key)
            way = " / ".join([*above, title])
            own = facts(category, self.chain)
            yield entry("category", key, way, [*own, self.used(nodes.category(key))])
            yield from self._below(category.children, (*above, title))

    def relations(self) -> Iterator[Json]:
        """How products stand to each other."""
        nouns = [(code, relation) for code in self.reader.names("relation") if (relation := self.reader.relation(code))]
        entries = [
            entry(
                "relation",
                code,
                self.said(noun.label, code),
                [*facts(noun, self.chain), self.used(nodes.relation(code))],
            )
            for code, noun in nouns
        ]
        yield {"id": "relations", "title": "", "entries": entries}

    def channels(self) -> Iterator[Json]:
        """Channels, with what each field is made of, which attributes it reads, and what must hold of it."""
        entries = []
        for stem in self.reader.channels():
            found = compiled(self.reader, stem)
            noun = found.channel if found else self.reader.channel(stem)
            if noun is not None:
                own = facts(noun, self.chain, skip=("fields", "rules", "values", "images"))
                rows = [self._field(stem, noun, name) for name in noun.fields]
                heads = [self.words[key] for key in ("field", "from", "attributes", "rule")]
                entries.append(entry("channel", stem, self.said(noun.label, stem), own, [table("", heads, rows)]))
        yield {"id": "channels", "title": "", "entries": entries}

    def _field(self, stem: str, channel: Channel, name: str) -> list[list[Json]]:
        field, codes = channel.fields[name], self.needs.get(stem, {}).get(name, ())
        made = field.sources or (field.expr or field.value or "",)
        rule = channel.rules.get(name)
        return [
            [cell(name)],
            [cell(each) for each in made],
            [cell(code, "attribute") for code in codes],
            [cell(_takes(rule, self.chain) if rule else "")],
        ]

    def markets(self) -> Iterator[Json]:
        """Markets, and locales with what they fall back to."""
        nouns = [(key, market) for key in self.reader.markets() if (market := self.reader.market(key))]
        entries = [entry("market", key, self.said(noun.label, key), facts(noun, self.chain)) for key, noun in nouns]
        yield {"id": "markets", "title": self.words["markets"], "entries": entries}
        ways = [(locale, self.reader.chain(locale)) for locale in self.reader.locales()]
        found = [entry("locale", locale, locale, [fact("chain", [cell(each) for each in way])]) for locale, way in ways]
        yield {"id": "locales", "title": "", "entries": found}

    def lists(self) -> Iterator[Json]:
        """Price lists and stock lists, without their lines."""
        for kind, ask in (("prices", self.reader.price_list), ("stock", self.reader.stock_list)):
            entries = [
                entry(kind, name, self.said(noun.label, name), facts(noun, self.chain, skip=("prices", "stock")))
                for name in self.reader.names(kind)
                if (noun := ask(name))
            ]
            yield {"id": kind, "title": "", "entries": entries}

    def units(self) -> Iterator[Json]:
        """Unit families."""
        entries = [
            entry("unit", name, name, facts(noun, self.chain))
            for name in nodes.below(self.facts, "unit")
            if (noun := self.reader.units(name))
        ]
        yield {"id": "units", "title": "", "entries": entries}

    def rules(self) -> Iterator[Json]:
        """Rules of the catalogue's own."""
        nouns = [(key, rule) for key in self.reader.validations() if (rule := self.reader.validation(key))]
        entries = [
            entry("validation", key, self.said(noun.message, key), facts(noun, self.chain, ("message", "waivers")))
            for key, noun in nouns
        ]
        yield {"id": "rules", "title": "", "entries": entries}

    def lifecycle(self) -> Iterator[Json]:
        """What each status shows and demands."""
        entries = [
            entry(
                "status",
                status,
                self.said(stage.label, status),
                [*facts(stage, self.chain), self.used(nodes.stage(status))],
            )
            for status, stage in ((each, self.reader.stage(each)) for each in STATUSES)
        ]
        yield {"id": "lifecycle", "title": "", "entries": entries}


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
"""Page -> what it tells, in the order of the navigation. A page without entries is left out."""


def _takes(column: Any, chain: tuple[str, ...]) -> str:
    """Type and limits of a column on one line."""
    told = [f"{each['label']}: {', '.join(one['text'] for one in each['cells'])}" for each in facts(column, chain)]
    return ", ".join(told).removeprefix("type: ")


def _needs(reader: Reader) -> Iterator[tuple[str, Mapping[str, tuple[str, ...]]]]:
    """Channel -> field -> the attributes that it reads."""
    for stem in reader.channels():
        if found := compiled(reader, stem):
            yield stem, {field.name: tuple(_codes(reader, field.paths)) for field in found.fields}


def _codes(reader: Reader, paths: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The attributes at the beginning of paths, each once."""
    codes = (path[1] if path[0] == "assets" and len(path) > 1 else path[0] for path in paths if path)
    yield from (code for code in dict.fromkeys(codes) if reader.attribute(code) is not None)
