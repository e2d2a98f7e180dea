"""A toy program: shelves of things with prices, colours and dates, so that the engine can be tried without products.

A source tree is a dict of path -> text:

    things/<key>.txt         lines `name: ...`, `shelf: ...`, `place: ...`, `colour: ...`, `from: <instant>`,
                             `to: <instant>`, `friend: <key>`, `art: <original>`, `for: <audience>+<audience>`,
                             `part: <part of joint.txt>`
    prices.txt               lines `<key>: <price>`; a price belongs to its thing
    colours.txt              lines `<colour>: <label>`; colours are shared
    shelves/<shelf>.txt      lines `label: ...`, `indexed: yes`; shows its things, by hash and in order of place
    feed.txt                 a line `size: <n>` declares the feed, which is indexed; makes the record `feed`
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from packshot import messages
from packshot.engine.disk import Disk, LocalDisk
from packshot.engine.request import Changed, Limits, Request, Result
from packshot.engine.run import build
from packshot.engine.types import (
    Emitted,
    Facts,
    FileFacts,
    Item,
    Json,
    Listing,
    Node,
    Original,
    Output,
    Page,
    Reads,
    Task,
    Timestamp,
    View,
    canonical,
    digest,
)
from packshot.engine.up_to_date import latest
from packshot.findings import Location, report
from packshot.messages.message import error, warning

Tree = dict[str, str]

messages.add(
    error("toy-broken", "broken thing", "fix it"),
    warning("toy-odd", "odd thing", "make it even"),
)


def day(number: int) -> Timestamp:
    return f"2026-01-{number:02d}T00:00:00Z"


FIRST = day(1)


def lines(text: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)


def blob(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()


class Plain:
    """Writes what it is given as canonical JSON."""

    name = "plain"

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        if data == "boom":
            raise ValueError("no")
        if data == "die":
            os._exit(7)
        if data == "stuck":
            time.sleep(60)
        return canonical(data) + b"".join(originals)


class Dear(Plain):
    """The same, but remembered by key."""

    name = "dear"
    expensive = True


class Feed(Plain):
    """An artifact of many parts: head, one part for each bucket, tail; the count stands in a document of its own."""

    name = "feed"

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        if page.bucket == 0:
            yield View("feed.xml", "plain", ["head", listing], "application/xml", part="0")
            yield View("feed.xml", "plain", "tail", "application/xml", part="2")
            yield View("feed/count.json", "plain", page.count, "application/json")
        if page.items:
            rows = [list(row) for row in sorted(page.items)]
            yield View("feed.xml", "plain", rows, "application/xml", part=f"1/{page.bucket:04x}")


class Shelf(Plain):
    """Pages of a listing: one for each bucket."""

    name = "shelf"

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        shown = [listing, page.count, page.buckets, [list(row) for row in sorted(page.items)]]
        yield View(f"shelves/{listing['key']}/{page.bucket}.html", "plain", shown, "text/html")


class Row(Plain):
    """Pages of an ordered listing."""

    name = "row"

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        shown = [listing, page.count, page.buckets, [list(item) for item in page.items]]
        yield View(f"rows/{listing['key']}/{page.bucket}.html", "plain", shown, "text/html")


OUTPUTS: dict[str, Output] = {each.name: each for each in (Plain(), Dear(), Feed(), Shelf(), Row())}


def load(name: str) -> Output:
    return OUTPUTS[name]


@dataclass
class Toy:
    """The program. `forgets` makes mutants that do not note some reads."""

    tree: Tree
    toolchain: str = "toolchain-1-" + "0" * 20
    style: str = "plain"
    forgets: frozenset[str] = frozenset()
    evaluated: list[Task] = field(default_factory=list)
    outputs: dict[str, Output] = field(default_factory=lambda: dict(OUTPUTS))

    def is_text(self, path: str) -> bool:
        return not path.startswith("art/")

    def scan_blob(self, path: str, blob: str) -> FileFacts:
        return FileFacts({f"art/{path[4:]}": blob})

    def scan(self, path: str, data: bytes) -> FileFacts:
        said = lines(data.decode())
        kind, _, name = path.removesuffix(".txt").partition("/")
        match kind:
            case "things":
                found = [("by_shelf", said[k], name) for k in ("shelf",) if k in said]
                return FileFacts({f"thing/{name}": digest(data)}, tuple(found), (f"thing/{name}",))
            case "prices" | "more":
                return FileFacts({f"price/{key}": value for key, value in said.items()})
            case "colours":
                return FileFacts({f"colour/{key}": value for key, value in said.items()})
            case "shelves":
                return FileFacts({f"shelf/{name}": digest(data)}, (), (f"shelf/{name}",))
            case "feed":
                return FileFacts({"feed": digest(data)}, (), ("feed",))
        return FileFacts()

    def owner(self, node: Node, facts: Facts) -> Task | None:
        kind, _, name = node.partition("/")
        return f"thing/{name}" if kind in ("thing", "price") else None

    def output(self, name: str) -> Output:
        return self.outputs[name]

    def recipe(self, name: str) -> str:
        return f"{name}-{self.style}"

    def evaluate(self, record: Task, facts: Facts, as_of: Timestamp, reads: Reads) -> Iterator[Emitted]:
        self.evaluated.append(record)
        look = Look(self, facts, as_of, reads)
        kind, _, name = record.partition("/")
        yield from {"thing": thing, "shelf": shelf, "feed": feed}[kind](look, name)


@dataclass
class Look:
    """Reads facts and notes what it read."""

    toy: Toy
    facts: Facts
    as_of: Timestamp
    reads: Reads

    def note(self, node: Node) -> None:
        if node.partition("/")[0] not in self.toy.forgets:
            self.reads.nodes.add(node)

    def text(self, node: Node) -> str | None:
        self.note(node)
        found = self.facts.find(node)
        return None if found is None else found[1]

    def file(self, node: Node) -> dict[str, str] | None:
        self.note(node)
        found = self.facts.find(node)
        return None if found is None else lines(self.toy.tree[found[0]])

    def index(self, name: str, key: str) -> tuple[str, ...]:
        self.note(f"index/{name}/{key}")
        return self.facts.lookup(name, key)

    def begun(self, instant: str) -> bool:
        if "clock" not in self.toy.forgets:
            self.reads.instants.add(instant)
        return self.as_of >= instant


def thing(look: Look, name: str) -> Iterator[Emitted]:
    said = look.file(f"thing/{name}")
    assert said is not None
    yield from complaints(said, name)
    if "needs" in said and look.file(f"thing/{said['needs']}") is None:
        yield report("toy-broken", Location(f"things/{name}.txt"))
    if ("to" in said and look.begun(said["to"])) or ("from" in said and not look.begun(said["from"])):
        return
    shown = {"name": said.get("name"), "price": look.text(f"price/{name}")}
    for key, show in (("colour", colour), ("friend", friend), ("boom", boom)):
        if key in said:
            yield from show(look, said[key], shown)
    for audience in said.get("for", "").split("+"):
        yield from shared(look, name, said, shown, audience)
        yield View(said.get("path", f"things/{name}.html"), "plain", shown, "text/html", audience, said.get("to"))
    yield View(f"things/{name}.json", "plain", shown, "application/json", audience="api", flags=("gzip",))
    if shown["price"] is not None:
        yield Item("feed", name, shown)
    if "shelf" in said:
        yield Item(f"row/{said['shelf']}", name, said.get("name"), order=said.get("place", ""))
        yield Item(f"shelf/{said['shelf']}", name, said.get("name", ""), said.get("group", ""))
        yield Item("feed", f"shelf {said['shelf']}", "a shelf that several things name")


def complaints(said: dict[str, str], name: str) -> Iterator[Emitted]:
    if "broken" in said:
        yield report("toy-broken", Location(f"things/{name}.txt"))
    if "odd" in said:
        yield report("toy-odd", Location(f"things/{name}.txt"))


def colour(look: Look, name: str, shown: dict[str, str | None]) -> Iterator[Emitted]:
    shown["colour"] = look.text(f"colour/{name}")
    yield from ()


def friend(look: Look, name: str, shown: dict[str, str | None]) -> Iterator[Emitted]:
    found = look.file(f"thing/{name}")
    shown["friend"] = found.get("name", "nameless") if found is not None else None
    yield View(f"friends/{name}.json", "plain", shown["friend"], "application/json")


def boom(look: Look, name: str, shown: dict[str, str | None]) -> Iterator[Emitted]:
    yield View(f"booms/{name}", "dear" if name in ("die", "stuck") else "plain", name, "text/plain")


def shared(
    look: Look, name: str, said: dict[str, str], shown: dict[str, str | None], audience: str
) -> Iterator[Emitted]:
    if "art" in said:
        yield from art(look, said["art"], shown, audience)
    if "part" in said:
        yield View("joint.txt", "plain", name, "text/plain", audience, part=said["part"])


def art(look: Look, name: str, shown: dict[str, str | None], audience: str) -> Iterator[Emitted]:
    found = look.text(f"art/{name}")
    shown["art"] = found
    if found is not None:
        source = Original(name, found, f"art/{name}")
        yield View(f"media/{name}-{found[:6]}.png", "dear", name, "image/png", audience, originals=(source,))


def shelf(look: Look, name: str) -> Iterator[Emitted]:
    said = look.file(f"shelf/{name}") or {}
    yield View(f"shelves/{name}.json", "plain", [said.get("label"), *look.index("by_shelf", name)], "application/json")
    if "size" in said:
        head = {"key": name, "label": said.get("label")}
        fixed, indexed = int(said.get("fixed", "0")), "indexed" in said
        yield Listing(f"shelf/{name}", "shelf", int(said["size"]), head, fixed, indexed=indexed)
        yield Listing(f"row/{name}", "row", int(said["size"]), head, ordered=True)


def feed(look: Look, name: str) -> Iterator[Emitted]:
    said = look.file("feed") or {}
    yield Listing("feed", "feed", int(said.get("size", "4")), said.get("title", ""), indexed=True)


@dataclass
class Bench:
    """Builds trees into one store and one output folder, as a caller would."""

    root: Path
    disk: Disk = field(default_factory=LocalDisk)
    store: str = ""
    toolchain: str = Toy({}).toolchain
    style: str = "plain"
    forgets: frozenset[str] = frozenset()
    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    materialise: bool = True
    toy: Toy = field(default_factory=lambda: Toy({}))
    blobs: dict[str, str] = field(default_factory=dict)

    @property
    def dist(self) -> Path:
        return self.root / "dist"

    @property
    def home(self) -> Path:
        return self.root / ".packshot"

    def request(self, tree: Tree, as_of: Timestamp = FIRST, before: Tree | None = None) -> Request:
        store = self.store or str(self.home / "store")
        self.toy = Toy(tree, self.toolchain, self.style, self.forgets)
        asked = Request(
            program=self.toy,
            tree=tree_id(tree),
            entries=lambda: [(path, blob(text)) for path, text in tree.items()],
            read_many=lambda paths: [(path, tree[path].encode()) for path in paths],
            originals=Shelfmark(tree),
            as_of=as_of,
            home=self.home,
            store=store,
            dist=self.dist if self.materialise else None,
            base=latest(store),
            changed=None if before is None else changed(before, tree),
            load=load,
            workers=self.workers,
            limits=self.limits,
            disk=self.disk,
        )
        self.blobs |= {blob(text): text for text in tree.values()}
        return replace(asked, edited=lambda blobs: self.edited(asked, tree, blobs))

    def edited(self, asked: Request, tree: Tree, blobs: Mapping[str, str | None]) -> Request | None:
        """The same for a tree with some other files, if this bench has built or planned a tree with their texts."""
        if not {*blobs.values()} <= {*self.blobs, None}:
            return None
        other = {**tree, **{path: self.blobs[each] for path, each in blobs.items() if each is not None}}
        other = {path: text for path, text in other.items() if blobs.get(path, "") is not None}
        program = Toy(other, self.toolchain, self.style, self.forgets)
        return replace(
            asked,
            program=program,
            read_many=lambda paths: [(path, other[path].encode()) for path in paths],
            originals=Shelfmark(other),
        )

    def build(self, tree: Tree, as_of: Timestamp = FIRST, before: Tree | None = None) -> Result:
        return build(self.request(tree, as_of, before))

    def shown(self) -> dict[str, bytes]:
        return {str(path.relative_to(self.dist)): path.read_bytes() for path in self.dist.rglob("*") if path.is_file()}


@dataclass
class Shelfmark:
    """Reads originals from a tree; can be sent to a worker."""

    tree: Tree

    def __call__(self, original: Original) -> bytes:
        return self.tree[original.path].encode()


def tree_id(tree: Tree) -> str:
    return digest(canonical(tree))[:40]


def changed(before: Tree, after: Tree) -> Changed:
    paths = [path for path in sorted({*before, *after}) if before.get(path) != after.get(path)]
    blobs: Callable[[Tree, str], str | None] = lambda tree, path: blob(tree[path]) if path in tree else None  # noqa: E731
    return {path: (blobs(before, path), blobs(after, path)) for path in paths}
