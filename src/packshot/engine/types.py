"""The words of the engine: nodes, records, views, items, listings, and the two protocols through which it is used.

The engine knows nothing of products. A *program* tells it which facts a file holds, which record owns a fact, and
what a record shows; an *output* turns what is shown into bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from packshot.findings import Finding

Json = Any
"""Plain JSON: dict with text keys, list, str, int, float, bool, None."""

Node = str
"""One fact that can change alone, such as `price/eu-retail/FJ-RED-S`."""

Task = str
"""The unit of evaluation and of memory, such as `product/fjord-shell`."""

Timestamp = str
"""UTC, as `2026-12-01T00:00:00Z`: text order is time order."""


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical(value: Json) -> bytes:
    """The one spelling of a JSON value: keys sorted, no blanks, UTF-8."""
    return _encode(value).encode()


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Original:
    """A binary input that `make` may read; `sha256` is its identity, `path` where it lies in the source tree."""

    id: str
    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class View:
    """Everything one artifact shows: the engine hands `data` and the named originals to `output.make`, nothing else.

    `part` is empty for a whole artifact. Artifacts of many parts give each its part name; they are concatenated in
    the order of these names (`0` head, `1/...` shards, `2` tail). `expires` is the instant after which no cache may
    serve the artifact.
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


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of an aggregate: a feed row, a product card, a line of the sitemap.

    Its bucket follows from the hash of `group`, else of `member`: items of one group come together on one page.
    """

    listing: str
    member: str
    data: Json
    group: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Declares an aggregate. Its items come from many records and fall into stable buckets of about `size` each.

    `buckets` fixes their number (a power of two) where readers compute the bucket themselves.
    """

    id: str
    output: str
    size: int
    data: Json
    buckets: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One bucket of a listing. `count`, the number of all items, is known to the first bucket only, so that a new
    item touches its own bucket and the first.
    """

    bucket: int
    buckets: int
    count: int | None
    items: Sequence[tuple[str, Json]]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What one file says: its nodes with the digests of their values, its index entries, and the records it makes.

    `index` holds (index name, key, value). Two files may give the same node; the program's checks report that.
    """

    nodes: Mapping[Node, str] = field(default_factory=dict)
    index: tuple[tuple[str, str, str], ...] = ()
    records: tuple[Task, ...] = ()


@dataclass(slots=True)
class Reads:
    """What one evaluation has read: nodes (absent ones too) and the instants it compared the clock with."""

    nodes: set[Node] = field(default_factory=set)
    instants: set[Timestamp] = field(default_factory=set)


Emitted = View | Item | Listing | Finding

Originals = Callable[[Original], bytes]
"""Reads an original and verifies its digest."""


class Facts(Protocol):
    """Where nodes are found; the engine keeps it in the state, tests and cold checks in memory."""

    def find(self, node: Node) -> tuple[str, str] | None:
        """The path of the file that holds a node and the digest of its value; None when it does not exist."""

    def lookup(self, name: str, key: str) -> tuple[str, ...]:
        """The sorted values of one index entry; empty when there is none."""

    def providers(self, node: Node) -> tuple[str, ...]:
        """All files that hold the node, in order of path; more than one is a mistake that checks report."""

    def nodes(self, prefix: str) -> Iterable[Node]:
        """All nodes that begin so, in order. Streams; not tracked: only for checks over the whole catalogue."""


class Output(Protocol):
    """How views become bytes. One leaf module each; `make` sees the view and the bytes of its originals, no more."""

    name: str

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """The bytes of one artifact or part. Pure."""


class Aggregate(Output, Protocol):
    """An output whose artifacts show items of many records."""

    def compose(self, listing: Json, page: Page) -> Iterable[View | Finding]:
        """The views of one bucket, and what is wrong with items that stand in it together. Pure."""


class Program(Protocol):
    """What the engine runs. All methods are pure functions of the source tree."""

    toolchain: str
    """Digest of the code and of the versions that may change any view."""

    def scan(self, path: str, data: bytes) -> FileFacts:
        """The facts of one text file. Never raises: a file that cannot be read gives no facts."""

    def is_text(self, path: str) -> bool:
        """Whether `scan` wants the bytes of this file; of others it only wants the blob id (see `scan_blob`)."""

    def scan_blob(self, path: str, blob: str) -> FileFacts:
        """The facts of a binary file, told by its name and blob id alone."""

    def owner(self, node: Node, facts: Facts) -> Task | None:
        """The record that owns a node, so that its reads need not be remembered; None for shared nodes."""

    def evaluate(self, record: Task, facts: Facts, as_of: Timestamp, reads: Reads) -> Iterable[Emitted]:
        """Everything a record shows at an instant; notes what it read in `reads`."""

    def output(self, name: str) -> Output:
        """The output of that name."""

    def recipe(self, name: str) -> str:
        """Digest of the code, templates and tool versions that make this output's bytes."""
