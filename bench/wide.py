"""A toy program of many records with pages in several locales, made up on the fly, so that nothing but the engine
takes memory or time.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from packshot.engine.request import Request, Result
from packshot.engine.run import build
from packshot.engine.types import (
    Emitted,
    Facts,
    FileFacts,
    Item,
    Json,
    Listing,
    Node,
    Output,
    Page,
    Reads,
    Task,
    Timestamp,
    View,
    canonical,
)
from packshot.engine.up_to_date import holds, latest, up_to_date

NOW = "2026-06-01T00:00:00Z"
WORDS = "The shell keeps wind and rain out for years and packs into its own pocket. " * 8


class Page_:  # noqa: N801 - Page is the engine's word
    name = "page"

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        return canonical(data)


class Feed(Page_):
    name = "feed"

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        if page.bucket == 0:
            yield View(f"feeds/{listing}.xml", "page", "head", "application/xml", part="0")
        yield View(f"feeds/{listing}.xml", "page", list(page.items), "application/xml", part=f"1/{page.bucket:08x}")


@dataclass
class Wide:
    size: int
    locales: tuple[str, ...]
    changed: dict[str, str] = field(default_factory=dict)
    toolchain: str = "0" * 64

    def is_text(self, path: str) -> bool:
        return True

    def scan_blob(self, path: str, blob: str) -> FileFacts:
        return FileFacts()

    def scan(self, path: str, data: bytes) -> FileFacts:
        name = path.removesuffix(".txt")
        if name.startswith("colours"):
            return FileFacts({f"colour/{number}": f"{data!r}" for number in range(40)})
        key, _, locale = name.partition(".")
        if locale:
            return FileFacts({f"{key}/{locale}": str(hash(data))})
        shelf = f"{int(key[6:]) % 50}"
        return FileFacts({key: str(hash(data))}, (("by_shelf", shelf, key), ("by_sku", key, key)), (key,))

    def owner(self, node: Node, facts: Facts) -> Task | None:
        return "/".join(node.split("/")[:2]) if node.startswith("thing/") else None

    def output(self, name: str) -> Output:
        return Feed() if name == "feed" else Page_()

    def recipe(self, name: str) -> str:
        return name

    def evaluate(self, record: Task, facts: Facts, as_of: Timestamp, reads: Reads) -> Iterator[Emitted]:
        number = int(record[6:])
        said = self.changed.get(f"{record}.txt", "")
        for node in (record, *(f"colour/{(number + step) % 40}" for step in range(5)), "catalog", "catalog/locales"):
            reads.nodes.add(node)
            facts.find(node)
        reads.nodes |= {f"thing/{(number + 1) % self.size:06}", f"original/{number}"}
        if number % 100 == 0:
            reads.instants.add(f"2026-{number // 100 % 12 + 1:02}-15T00:00:00Z")
        for locale in self.locales:
            reads.nodes.add(f"{record}/{locale}")
            facts.find(f"{record}/{locale}")
            shown = {"key": record, "said": said, "locale": locale, "text": WORDS, "list": list(range(20))}
            yield View(f"{locale}/products/{number:06}/index.html", "page", shown, "text/html")
            yield View(f"{locale}/api/{number:06}.json", "page", {**shown, "api": 1}, "application/json")
            yield Item(f"feed-{locale}", record, {"said": said, "text": WORDS[:200]})
            yield Item(f"index-{locale}", record, {"key": record})
        if number == 0:
            for locale in self.locales:
                yield Listing(f"feed-{locale}", "feed", 200, f"feed-{locale}")
                yield Listing(f"index-{locale}", "feed", 200, f"index-{locale}")


class WideBench:
    def __init__(self, root: Path, size: int, locales: tuple[str, ...]) -> None:
        self.root = root
        self.program = Wide(size, locales)
        self.store = str(root / ".packshot" / "store")
        self.turn = 0

    def text(self, path: str) -> str:
        return self.program.changed.get(path, "")

    def entries(self) -> Iterator[tuple[str, str]]:
        for number in range(self.program.size):
            for suffix in ("", *(f".{locale}" for locale in self.program.locales)):
                path = f"thing/{number:06}{suffix}.txt"
                yield path, f"{hash(path)}{self.text(path)}"
        yield "colours.txt", self.text("colours.txt")

    def request(self) -> Request:
        return Request(
            program=self.program,
            tree=f"tree-{self.turn}",
            entries=self.entries,
            read_many=lambda paths: ((path, self.text(path).encode()) for path in paths),
            originals=lambda original: b"",
            as_of=NOW,
            home=self.root / ".packshot",
            store=self.store,
            dist=self.root / "dist",
            base=latest(self.store),
            seconds=time.perf_counter,
        )

    def cold(self) -> Result:
        return build(self.request())

    def nothing(self) -> Result:
        return build(replace(self.request(), changed={}))

    def quick(self) -> None:
        pointer = latest(self.store)
        assert pointer is not None
        assert up_to_date(pointer, f"tree-{self.turn}", NOW, self.program.toolchain)
        assert holds(self.root / "dist", self.root / ".packshot", pointer)

    def one_changed(self) -> Result:
        return self.edited(f"thing/{self.program.size // 2:06}.txt")

    def edited(self, path: str) -> Result:
        self.turn += 1
        self.program.changed[path] = f"turn {self.turn}"
        result = build(replace(self.request(), changed={path: ("before", f"after {self.turn}")}))
        assert not result.failed()
        return result
