"""The names that files may use: families, options, categories, SKUs and others; one list per kind, with labels.

Names that are declared in the schema of the catalogue are a closed list: an editor rejects other names. Products, SKUs,
assets and records change often, so editors only suggest their names. Paths are only suggested, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, repeat
from typing import Any

from packshot.catalog import nodes
from packshot.catalog.indexes import INDEX_NAME
from packshot.catalog.memory_facts import MemoryFacts
from packshot.catalog.reader import Reader
from packshot.catalog.scopes import scopes
from packshot.model.config import PACKSHOT
from packshot.model.editor_schema import editor_values
from packshot.model.labels import label_in
from packshot.model.price import ALL
from packshot.model.schema import Attribute

MOST = 2000
"""Default maximum number of listed names per kind: editors slow down with longer lists."""

Word = tuple[str, str]
"""A name and its label; the label is empty if there is none."""

OPEN = ("asset", "sku", "name", "price-key", "path", "record/")
"""Prefixes of the kinds whose lists only suggest."""


class Words:
    """The name lists of a catalogue. A kind without names, or with more than `most` names, has no list."""

    def __init__(self, reader: Reader, facts: MemoryFacts, most: int = MOST) -> None:
        self._reader = reader
        self._facts = facts
        self._chain = reader.chain(reader.source())
        self._lists = {kind: list(islice(words, most + 1)) for kind, words in self._kinds().items()}
        self.too_long = tuple(sorted(kind for kind, words in self._lists.items() if len(words) > most))
        """The kinds with more than `most` names, which have no list: any text is valid for them."""
        self.kinds = tuple(sorted(kind for kind, words in self._lists.items() if words and kind not in self.too_long))
        """The kinds that have a list."""

    def document(self) -> dict[str, Any]:
        """Return the lists as one JSON Schema file."""
        return {"$defs": {kind: _list(kind, self._lists[kind]) for kind in self.kinds}}

    def _kinds(self) -> dict[str, Iterable[Word]]:
        """Return a map from each kind to its names. Each option list and each entity is a kind."""
        return {
            "family": self._families("product", "record"),
            "product-family": self._families("product"),
            "mixin": self._families("mixin"),
            "entity": self._families("record"),
            "attribute": ((each.code, self._label(each.label)) for each in self._attributes()),
            "path": ((each.path, self._label(each.label)) for each in self._attributes()),
            "category": self._categories(),
            "relation": self._relations(),
            "asset": ((id_, self._reader.original(id_)) for id_ in nodes.below(self._facts, "asset")),
            "sku": ((sku, key) for key, sku in self._bearers() if sku),
            "name": ((sku or key, key if sku else "") for key, sku in self._bearers()),
            "price-key": (
                (sku or f"{key}{ALL}", key if sku else f"every SKU of {key}") for key, sku in self._bearers()
            ),
            **{f"option/{name}": self._options(name) for name in self._reader.names("options")},
            **{f"record/{entity}": self._records(entity) for entity, _ in self._families("record")},
            **{kind: zip(names, repeat("")) for kind, names in self._unlabelled().items()},
        }

    def _unlabelled(self) -> dict[str, Iterable[str]]:
        """Return a map from each kind without labels to its names."""
        reader, scope_names = self._reader, sorted(scopes(self._reader))
        return {
            "options": reader.names("options"),
            "unit": nodes.below(self._facts, "unit"),
            "tree": reader.names("categories"),
            "taxonomy": reader.members("taxonomies"),
            "authority": [*reader.members("authorities"), PACKSHOT],
            "locale": reader.locales(),
            "market": reader.markets(),
            "rendition": reader.presets(),
            "scope": scope_names,
            "requirement": ["all", *scope_names],
            "prices": reader.names("prices"),
            "stock": reader.names("stock"),
        }

    def _label(self, label: Any) -> str:
        return label_in(label, self._chain, "")

    def _families(self, *kinds: str) -> Iterator[Word]:
        for name in self._reader.names("family"):
            family = self._reader.family(name)
            if family and family.kind in kinds:
                yield name, self._label(family.label)

    def _attributes(self) -> Iterator[Attribute]:
        codes = (code for _, _, codes in self._reader.groups() for code in codes)
        return filter(None, map(self._reader.attribute, codes))

    def _options(self, name: str) -> Iterator[Word]:
        for code in self._reader.options(name):
            yield code, " > ".join(self._label(each.label) or each.code for each in self._reader.options_to(name, code))

    def _records(self, entity: str) -> Iterator[Word]:
        family = self._reader.typed_family(entity)
        for key in self._reader.record_keys(entity):
            raw = self._reader.raw(nodes.record(entity, key))
            name = raw.get(family.name_from) if isinstance(raw, dict) and family else None
            yield key, name if isinstance(name, str) else ""

    def _categories(self) -> Iterator[Word]:
        for key in nodes.below(self._facts, "category"):
            yield key, " > ".join(self._label(each.label) or each.key for each in self._reader.path_to(key))

    def _relations(self) -> Iterator[Word]:
        for code in self._reader.names("relation"):
            relation = self._reader.relation(code)
            yield code, self._label(relation.label) if relation else ""

    def _bearers(self) -> Iterator[tuple[str, str]]:
        """Yield the key of each product, with an empty text and with each of its SKUs."""
        for _, values in self._facts.index(INDEX_NAME):
            for value in values:
                key, _, sku = value.partition("\t")
                yield key, sku


def _list(kind: str, words: list[Word]) -> dict[str, Any]:
    """Return a list of names as a schema; editors show the labels next to them."""
    labels: Mapping[Any, str] = dict(words)
    seen = editor_values(labels)
    descriptions = [labels.get(word) or labels.get(str(word)) or "" for word in seen]
    chosen = {"enum": seen, **({"enumDescriptions": descriptions} if any(descriptions) else {})}
    return {"anyOf": [chosen, {"type": ["string", "number"]}]} if kind.startswith(OPEN) else chosen
