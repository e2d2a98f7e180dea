"""The names that files may use: families, options, categories, SKUs, each kind as one list with what people call them.

What the schema of the catalogue declares is a closed list: an editor refuses another word. Products, SKUs, assets and
records come and go every day, so theirs only suggest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from packshot.catalog import nodes
from packshot.catalog.indexes import INDEX_NAME
from packshot.catalog.memory_facts import MemoryFacts
from packshot.catalog.reader import Reader
from packshot.catalog.scopes import scopes
from packshot.model.config import PACKSHOT
from packshot.model.editor_schema import as_seen
from packshot.model.labels import label_in
from packshot.model.price import ALL

MOST = 2000
"""So many names of a kind are listed by default: editors slow down with longer lists."""

Word = tuple[str, str]
"""A name and what people call it; empty where it has no label."""

OPEN = ("asset", "sku", "name", "price-key", "path", "record/")
"""How kinds begin whose lists only suggest."""


class Words:
    """All lists of a catalogue, up to a length."""

    def __init__(self, reader: Reader, facts: MemoryFacts, most: int = MOST) -> None:
        self._reader = reader
        self._facts = facts
        self._chain = reader.chain(reader.source())
        self._held = {kind: list(islice(words, most + 1)) for kind, words in self._kinds()}
        self.too_long = tuple(sorted(kind for kind, words in self._held.items() if len(words) > most))
        """The kinds that have more names than are listed: those stay free."""
        self.kinds = tuple(sorted(kind for kind, words in self._held.items() if words and kind not in self.too_long))
        """The kinds that have a list."""

    def document(self) -> dict[str, Any]:
        """The lists as one JSON Schema file."""
        return {"$defs": {kind: _list(kind, self._held[kind]) for kind in self.kinds}}

    def _kinds(self) -> Iterator[tuple[str, Iterable[Word]]]:
        yield from ((kind, make(self)) for kind, make in _KINDS.items())
        for options in self._reader.names("options"):
            yield f"option/{options}", self._options(options)
        for entity in self._families("record"):
            yield f"record/{entity[0]}", self._records(entity[0])

    def _said(self, label: Any) -> str:
        return label_in(label, self._chain, "")

    def _families(self, *kinds: str) -> Iterator[Word]:
        for name in self._reader.names("family"):
            family = self._reader.family(name)
            if family and family.kind in kinds:
                yield name, self._said(family.label)

    def _attributes(self) -> Iterator[tuple[str, str, str]]:
        """Code, path and label of each attribute."""
        for _, _, codes in self._reader.groups():
            for code in codes:
                if attribute := self._reader.attribute(code):
                    yield code, attribute.path, self._said(attribute.label)

    def _options(self, name: str) -> Iterator[Word]:
        for code in self._reader.options(name):
            way = self._reader.options_to(name, code)
            yield code, " > ".join(self._said(each.label) or each.code for each in way)

    def _records(self, entity: str) -> Iterator[Word]:
        family = self._reader.typed_family(entity)
        for key in self._reader.record_keys(entity):
            raw = self._reader.raw(nodes.record(entity, key))
            name = raw.get(family.name_from) if isinstance(raw, dict) and family else None
            yield key, name if isinstance(name, str) else ""

    def _categories(self) -> Iterator[Word]:
        for key in nodes.below(self._facts, "category"):
            yield key, " > ".join(self._said(each.label) or each.key for each in self._reader.path_to(key))

    def _relations(self) -> Iterator[Word]:
        for code in self._reader.names("relation"):
            relation = self._reader.relation(code)
            yield code, self._said(relation.label) if relation else ""

    def _assets(self) -> Iterator[Word]:
        return ((id_, self._reader.original(id_)) for id_ in nodes.below(self._facts, "asset"))

    def _bearers(self) -> Iterator[tuple[str, str]]:
        """The key of each product, with an empty text and with each of its SKUs."""
        for _, values in self._facts.index(INDEX_NAME):
            for value in values:
                key, _, sku = value.partition("\t")
                yield key, sku

    def _skus(self) -> Iterator[Word]:
        return ((sku, key) for key, sku in self._bearers() if sku)

    def _names(self) -> Iterator[Word]:
        return ((sku or key, key if sku else "") for key, sku in self._bearers())

    def _price_keys(self) -> Iterator[Word]:
        return ((sku, key) if sku else (f"{key}{ALL}", f"every SKU of {key}") for key, sku in self._bearers())

    def _bare(self, names: Iterable[str]) -> Iterator[Word]:
        return ((name, "") for name in names)


def _list(kind: str, words: list[Word]) -> dict[str, Any]:
    """A list of names as a schema; editors show the labels beside them."""
    labels: Mapping[Any, str] = dict(words)
    seen = as_seen(labels)
    told = [labels.get(word) or labels.get(str(word)) or "" for word in seen]
    chosen = {"enum": seen, **({"enumDescriptions": told} if any(told) else {})}
    return {"anyOf": [chosen, {"type": ["string", "number"]}]} if kind.startswith(OPEN) else chosen


_KINDS: Mapping[str, Callable[[Words], Iterable[Word]]] = {
    "family": lambda words: words._families("product", "record"),
    "product-family": lambda words: words._families("product"),
    "mixin": lambda words: words._families("mixin"),
    "entity": lambda words: words._families("record"),
    "attribute": lambda words: ((code, label) for code, _, label in words._attributes()),
    "path": lambda words: ((path, label) for _, path, label in words._attributes()),
    "options": lambda words: words._bare(words._reader.names("options")),
    "unit": lambda words: words._bare(nodes.below(words._facts, "unit")),
    "category": Words._categories,
    "tree": lambda words: words._bare(words._reader.names("categories")),
    "relation": Words._relations,
    "taxonomy": lambda words: words._bare(words._reader.members("taxonomies")),
    "authority": lambda words: words._bare([*words._reader.members("authorities"), PACKSHOT]),
    "locale": lambda words: words._bare(words._reader.locales()),
    "market": lambda words: words._bare(words._reader.markets()),
    "rendition": lambda words: words._bare(words._reader.presets()),
    "scope": lambda words: words._bare(sorted(scopes(words._reader))),
    "requirement": lambda words: words._bare(["all", *sorted(scopes(words._reader))]),
    "prices": lambda words: words._bare(words._reader.names("prices")),
    "stock": lambda words: words._bare(words._reader.names("stock")),
    "asset": Words._assets,
    "sku": Words._skus,
    "name": Words._names,
    "price-key": Words._price_keys,
}
"""Kind -> its names, besides the entries of option lists and the records, which are kinds of their own."""
