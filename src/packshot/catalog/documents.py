"""The YAML files of a tree as documents.

The most recently used files and the most recently validated values are cached separately. A cached file is not parsed
again, and a cached value is not validated again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, Protocol, TypeVar

from packshot.catalog.branches import Keys
from packshot.catalog.entities import FRAMES, MAPS, MODELS, frame_given, spec_of
from packshot.catalog.layout import CATALOG_PARTS, FileRole, role_of
from packshot.catalog.nodes import Node
from packshot.catalog.parts import Part, parts_of
from packshot.catalog.reader_memory import Bounded
from packshot.catalog.renamed_keys import current, old_words
from packshot.findings import Finding, Location
from packshot.model import entity
from packshot.model.entity import Entity
from packshot.model.frozen import EMPTY, FrozenMap
from packshot.model.marked_names import MarkedName, marked_names
from packshot.model.names import is_key
from packshot.model.options import Option
from packshot.model.schema import Branch, Category
from packshot.yaml import reader as yaml
from packshot.yaml.text import Loaded

N = TypeVar("N", bound=Entity)
T = TypeVar("T")


class Read(NamedTuple):
    """An entity with its findings. `entity` contains the valid fields; it is None if too few fields are valid."""

    entity: Any
    findings: Sequence[Finding]
    is_named: bool = True
    """False if the name in the node is invalid; the entity then has a placeholder name."""


NOTHING = Read(None, [])


class Document:
    """A file: its plain value, the findings of its text, its nodes, and the entities read from it."""

    def __init__(self, path: str, loaded: Loaded, cache: Bounded[Any]) -> None:
        """Create the document of a parsed file. `cache` contains recently validated values of all files of the tree."""
        self.path = path
        self.role: FileRole = role_of(path)
        self.old_words = old_words(self.role.kind, loaded.value)
        self.raw: Any = current(loaded.value, self.old_words)
        self.text = loaded.findings
        self.nodes: dict[Node, tuple[Keys, Any]] = {node: (keys, value) for node, keys, value in self.parts()}
        self._cache = cache

    @property
    def is_readable(self) -> bool:
        """Return whether the content of the file can be validated: it is not empty, or its text has no findings."""
        return bool(self.raw) or not self.text

    def parts(self) -> Iterator[Part]:
        """Yield each node of the file with its keys and value; a node of a tree may occur twice.

        The head of the file is first. Nodes of one kind are in file order.
        """
        return parts_of(self.role, self.raw)

    def at(self, keys: Iterable[str | int]) -> Any:
        """Return the plain value at these keys; None if the keys do not exist."""
        found = self.raw
        for key in keys:
            if isinstance(found, dict):
                found = found.get(str(key))
            else:
                found = found[key] if isinstance(found, list) and isinstance(key, int) and key < len(found) else None
        return found

    def beyond_text(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Return the given findings without those at a location that has a finding about the text of the file."""
        if not findings or not self.text:
            return findings
        known = {(finding.at.path, finding.at.keys) for finding in self.text}
        return [finding for finding in findings if (finding.at.path, finding.at.keys) not in known]

    def names(self) -> Sequence[MarkedName]:
        """Return every name that refers to an entry, such as a market, in file order. The result is cached.

        The result is empty for products, records, their locale files, and parts of price and stock lists.
        """
        return self.once(("names",), lambda: tuple(self._names()))

    def _names(self) -> Iterator[MarkedName]:
        if model := MODELS.get(self.role.kind):
            yield from marked_names(model, self.raw)
        elif model := MAPS.get(self.role.kind):
            named = ((key, each) for key, value in self.raw.items() for each in marked_names(model, value))
            yield from (each._replace(keys=(key, *each.keys)) for key, each in named)

    def read(self, node: Node) -> Read:
        """Return the entity of a node with its findings. The result is cached."""
        keys, value = self.nodes.get(node, ((), None))
        return self.read_part((node, keys, value))

    def read_part(self, part: Part) -> Read:
        """Return the entity of a part of the file with its findings.

        Parts of a tree that have the same name are read separately.
        """
        node, keys, value = part
        return self.once((node, keys), lambda: self._validated(node, keys, value))

    def once(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """Return the result of `make`, which depends only on this file. The result is cached under `key`."""
        own = (self.path, key)
        found: T | None = self._cache.get(own)
        if found is None:
            found = make()
            self._cache.put(own, found)
        return found

    @cached_property
    def frame(self) -> Read:
        """Return the entity of the file with unvalidated members, and the findings. Members have their own nodes."""
        return Read(*self._read(FRAMES[self.role.kind].model, self.raw, Location(self.path), frame_given(self.role)))

    def members(self) -> Iterator[tuple[Keys, Read]]:
        """Yield each entity of the file that has its own node, with its keys and findings, in the order of `parts`."""
        return ((part[1], self.read_part(part)) for part in self.parts() if part[1] and spec_of(part[0], self.role))

    def whole(self, members: Sequence[tuple[Keys, Read]]) -> Read:
        """Return the entity of the whole file with these members, and the findings that are `beyond_text`."""
        found, findings, is_named = self.frame if self.role.kind in FRAMES else self._root()
        if found is not None and self.role.kind in FRAMES:
            found = found.model_copy(update=self._members_of(found, members))
        reported = [*findings, *(finding for _, each in members for finding in each.findings)]
        return Read(found, self.beyond_text(reported), is_named)

    def _root(self) -> Read:
        """Return the entity of a file that is one node."""
        return next((self.read(node) for node, (keys, _) in self.nodes.items() if not keys), NOTHING)

    def _members_of(self, found: Entity, members: Iterable[tuple[Keys, Read]]) -> dict[str, FrozenMap[str, Any]]:
        own = {keys: each.entity for keys, each in members}
        fields = {field: list(getattr(found, field)) for field in FRAMES[self.role.kind].members}
        named = {field: {name: own.get((field, name)) for name in names} for field, names in fields.items()}
        return {field: FrozenMap({k: v for k, v in each.items() if v is not None}) for field, each in named.items()}

    def _validated(self, node: Node, keys: Keys, value: Any) -> Read:
        if not keys and self.role.kind in FRAMES:
            return self._head()
        spec = spec_of(node, self.role)
        if spec is None or node not in self.nodes:
            return NOTHING
        if spec.model is Branch:
            return self._category(keys, value)
        raw = {"label": value} if spec.model is Option and isinstance(value, str) else value
        return Read(*self._read(spec.model, raw, Location(self.path, keys), spec.given), spec.is_named)

    def _head(self) -> Read:
        members = CATALOG_PARTS if self.role.kind == "catalog" else FRAMES[self.role.kind].members
        found = self.frame.entity
        head = None if found is None else found.model_copy(update=dict.fromkeys(members, EMPTY))
        return self.frame._replace(entity=head)

    def _category(self, keys: Keys, value: Mapping[str, Any]) -> Read:
        """Return a category from its branch of the tree, without its children, which are read by their own nodes."""
        raw = self.at(keys)
        own = {key: each for key, each in raw.items() if key != "children"} if isinstance(raw, dict) else raw
        branch, findings = self._read(Branch, own, Location(self.path, keys), {})
        role = {key: value[key] for key in ("tree", "parent")} | {"children": tuple(value["children"])}
        found = branch and Category.model_construct(**{**dict(branch), **role, "key": keys[-1]})
        return Read(found, findings, is_key(keys[-1]))

    def _read(self, model: type[N], raw: Any, at: Location, given: Mapping[str, Any]) -> tuple[N | None, list[Finding]]:
        """Validate a file or an entry of it. An entry of a map in a file must not have the given fields."""
        if len(at.keys) < 2:
            return entity.read(model, raw, at, **given)
        return entity.attempt(model, {**raw, **given} if isinstance(raw, dict) else raw, at)


def no_document(path: str) -> Document:
    """Return the empty document of a file that does not exist."""
    return Document(path, Loaded({}, []), Bounded(1))


class Readable(Protocol):
    """A source of file contents, such as a `Tree`."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raise FileNotFoundError if it does not exist."""
        ...


class Files:
    """The documents of one tree; the most recently used ones are cached."""

    def __init__(self, tree: Readable, size: int = 512) -> None:
        self.tree = tree
        self._documents: Bounded[Document] = Bounded(size)
        self._cache: Bounded[Any] = Bounded(4096)

    def document(self, path: str) -> Document:
        """Return the document of a file; raise FileNotFoundError if the file does not exist."""
        return self._documents.get(path) or self.parsed([(path, self.tree.read(path))])[0]

    def parsed(self, files: Sequence[tuple[str, bytes]]) -> list[Document]:
        """Return the documents of these files. Parsing files together is faster than parsing them one by one."""
        loaded = zip(files, yaml.load_many(files), strict=True)
        documents = [Document(path, each, self._cache) for (path, _), each in loaded]
        for document in documents:
            self._documents.put(document.path, document)
        return documents
