"""The types of the engine: nodes, tasks, views, items, listings, and the protocols of programs and outputs.

The engine does not depend on products. A *program* gives the facts of a file, the task that owns a fact, and the views
of a task; an *output* turns a view into bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, Protocol

from packshot.findings import Finding

Json = Any
"""Plain JSON: dict with text keys, list, str, int, float, bool, None."""

Node = str
"""One fact that can change alone, such as `price/eu-retail/FJ-RED-S`."""

Task = str
"""The unit of evaluation, such as `product/fjord-shell`."""

Timestamp = str
"""UTC, as `2026-12-01T00:00:00Z`: text order is time order."""


canonical_text: Callable[[Json], str] = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":")
).encode
"""Return the canonical text of a JSON value: keys sorted, no spaces."""


def canonical(value: Json) -> bytes:
    """Return the canonical bytes of a JSON value: its canonical text in UTF-8."""
    return canonical_text(value).encode()


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes in lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Original:
    """A binary input that `make` may read. `sha256` identifies it; `path` is its path in the source tree."""

    id: str
    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class View:
    """The content of one artifact, or of one part. The engine passes only `data` and the originals to `output.make`.

    `part` is empty for a whole artifact. If an artifact has several parts, each part has a name, and the parts are
    concatenated in the order of their names (`0` head, `1/...` shards, `2` tail). `expires` is the timestamp after
    which no cache may serve the artifact. `audience` names the audience of the artifact (form: `parsing.audience`); it
    is empty if the artifact is for all audiences. Views that differ only in their audience are one artifact for the set
    of these audiences.
    """

    path: str
    output: str
    data: Json
    type: str
    audience: str = ""
    expires: Timestamp | None = None
    flags: tuple[str, ...] = ()
    part: str = ""
    originals: tuple[Original, ...] = ()

    def has_same_file(self, other: View) -> bool:
        """Return whether two views differ at most in their audience."""
        return _but_audience(self) == _but_audience(other)


_but_audience = attrgetter(*(each.name for each in fields(View) if each.name != "audience"))


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of an aggregate, for example a row of a feed, a product card, or a line of the sitemap.

    In a hashed listing its bucket is derived from the hash of `group`, else of `member`: items of one group are on one
    page. In an ordered listing items are sorted by the code points of `order`, then of `member`.
    """

    listing: str
    member: str
    data: Json
    group: str = ""
    order: str | None = None
    """The sort key; None in a hashed listing."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The declaration of an aggregate. Items come from many tasks, and are divided into pages of about `size`
    items.

    The pages of a hashed listing are stable buckets. `buckets` fixes their number (a power of two) for clients that
    compute the bucket themselves. The pages of an ordered listing are ranges of sorted items. An `indexed` listing has
    an item index in each release, so that the rows of two releases can be compared (`item_index`); the data of its
    items is never null.
    """

    id: str
    output: str
    size: int
    data: Json
    buckets: int = 0
    ordered: bool = False
    indexed: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a listing, with its items: a bucket, or a range of an ordered listing, counted from 0.

    `count` is the number of all items. It is passed to the first page only, so that a new item changes only its own
    page and the first one. For the same reason, `buckets` of an ordered page counts at most two pages after it.
    """

    bucket: int
    buckets: int
    count: int | None
    items: Sequence[tuple[str, Json]]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The facts of one file: nodes with the digests of their values, index entries, and the tasks that the file makes.

    `index` lists (index name, key, value). Two files may give the same node; checks of the program report that.
    """

    nodes: Mapping[Node, str] = field(default_factory=dict)
    index: tuple[tuple[str, str, str], ...] = ()
    records: tuple[Task, ...] = ()


@dataclass(slots=True)
class Reads:
    """The reads of one evaluation: nodes, including absent ones, and timestamps that were compared with the clock."""

    nodes: set[Node] = field(default_factory=set)
    instants: set[Timestamp] = field(default_factory=set)


Emitted = View | Item | Listing | Finding

Originals = Callable[[Original], bytes]
"""A function that reads an original and verifies its digest."""


class Facts(Protocol):
    """The interface for the lookup of nodes and index entries.

    The engine reads facts from the state; tests and full validations read facts from memory.
    """

    def find(self, node: Node) -> tuple[str, str] | None:
        """Return (path of the file that has a node, digest of the value of the node); None if no file has the node."""

    def lookup(self, name: str, key: str) -> tuple[str, ...]:
        """Return the sorted values of one index entry; empty if there are none."""

    def providers(self, node: Node) -> tuple[str, ...]:
        """Return the paths of all files that have the node, in order. Checks report an error for more than one."""

    def nodes(self, prefix: str) -> Iterable[Node]:
        """Yield all nodes that begin with a prefix, in order.

        The nodes are not recorded as reads, so this method is only for checks of the whole catalogue.
        """


class Output(Protocol):
    """The interface of an output, which converts views to bytes. Each output is defined in its own module.

    `make` receives only the data of a view and the bytes of its originals.
    """

    name: str

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the bytes of one artifact or part. The implementation must be a pure function."""


class Aggregate(Output, Protocol):
    """An output whose artifacts contain the items of many tasks."""

    def compose(self, listing: Json, page: Page) -> Iterable[View | Finding]:
        """Yield the views of one page, and the findings about its items.

        The implementation must be a pure function.
        """


class Program(Protocol):
    """The interface of a program that the engine runs. The results depend only on the source tree and the arguments."""

    toolchain: str
    """The digest of the code and of the versions that may change any view."""

    def scan(self, path: str, data: bytes) -> FileFacts:
        """Return the facts of one text file. For a file with errors, return the facts that can be read; no error is
        raised.
        """

    def is_text(self, path: str) -> bool:
        """Return whether `scan` needs the bytes of this file; the facts of other files come from `scan_blob`."""

    def scan_blob(self, path: str, blob: str) -> FileFacts:
        """Return the facts of a binary file, given only its path and blob id."""

    def owner(self, node: Node, facts: Facts) -> Task | None:
        """Return the task that owns a node; None for a shared node.

        A task need not record reads of the nodes that it owns.
        """

    def evaluate(self, record: Task, facts: Facts, as_of: Timestamp, reads: Reads) -> Iterable[Emitted]:
        """Yield the views, items, listings and findings of a task at a timestamp, and record its reads in `reads`."""

    def output(self, name: str) -> Output:
        """Return the output with this name."""

    def recipe(self, name: str) -> str:
        """Return the digest of everything that makes the bytes of this output: code, templates and tool versions."""
