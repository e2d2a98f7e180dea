"""What differs between what a target may hold and the release it shall hold, path by path, in the order of sending."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from packshot.engine.manifest import Entry, Root
from packshot.engine.output_rules import ROOT, SHARDS
from packshot.publish.releases import Releases, part_path

JSON = "application/json"
DATA = frozenset(
    (
        "application/json",
        "application/jsonl",
        "application/rss+xml",
        "application/xml",
        "text/csv",
        "text/plain",
        "text/tab-separated-values",
    )
)
"""Media types of feeds and documents: they name pages and media, and nothing names them."""


class Rank(IntEnum):
    """The order in which files are sent and removed, so that no reader follows a link to nothing."""

    IN_THE_WAY = 0
    """Removed first: a file where a folder must be, or the other way round."""
    MEDIA = 1
    PAGES = 2
    DATA = 3
    MANIFEST = 4
    ROOT = 5
    REMOVALS = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One path: what the target may hold there, and what it shall hold (None: nothing).

    `before` is what the last whole publication left there.
    """

    path: str
    before: Entry | None
    held: tuple[Entry, ...]
    wanted: Entry | None
    rank: Rank


@dataclass(frozen=True, slots=True)
class Difference:
    """Between the releases a target may stand at, the last whole one first, and the one it shall hold."""

    releases: Releases
    between: tuple[str, ...]
    wanted: str
    differs: Callable[[Entry, Entry], bool]
    """Whether the file of the first entry must be sent anew to be that of the second."""
    is_sealed: Callable[[Entry], bool]
    is_resealed: bool
    """Whether the target's files may bear another seal."""

    def steps(self) -> list[Step]:
        """What is to be sent and removed, in order."""
        found = list(self._steps())
        blocked = _in_the_way(found)
        moved = [_with_rank(step, Rank.IN_THE_WAY) if step.path in blocked else step for step in found]
        return sorted(moved, key=lambda step: (step.rank, step.path))

    def _steps(self) -> Iterator[Step]:
        roots = [self.releases.root(digest) for digest in self.between]
        new = self.releases.root(self.wanted)
        for name in sorted({*new.shards, *(name for root in roots for name in root.shards)}):
            held = [root.shards.get(name, "") for root in roots]
            wanted = new.shards.get(name, "")
            if self.is_resealed or {*held} != {wanted}:
                yield from self._entries(name, held, wanted)
            if {*held} != {wanted}:
                yield self._part(name, held, wanted)
        if self.between != (self.wanted,):
            yield self._root(new)

    def _entries(self, name: str, held: list[str], wanted: str) -> Iterator[Step]:
        known = {digest: self.releases.entries(name, digest) for digest in {*held, wanted}}
        for path in sorted({path for shard in known.values() for path in shard}):
            found = [known[digest].get(path) for digest in held]
            entry = known[wanted].get(path)
            if entry is None or any(each is None or self._must_send(each, entry) for each in found):
                yield Step(path, found[0], _each_once(found), entry, rank_of(entry))

    def _must_send(self, held: Entry, wanted: Entry) -> bool:
        return self.differs(held, wanted) or (self.is_resealed and self.is_sealed(wanted))

    def _part(self, name: str, held: list[str], wanted: str) -> Step:
        found = [manifest_file(part_path(name), digest) if digest else None for digest in held]
        if not wanted:
            return Step(part_path(name), found[0], _each_once(found), None, Rank.REMOVALS)
        entry = manifest_file(part_path(name), wanted, len(self.releases.data(wanted, part_path(name))))
        return Step(part_path(name), found[0], _each_once(found), entry, Rank.MANIFEST)

    def _root(self, new: Root) -> Step:
        found = [manifest_file(ROOT, digest) if digest else None for digest in self.between]
        return Step(ROOT, found[0], _each_once(found), manifest_file(ROOT, self.wanted, len(new.encoded())), Rank.ROOT)


def is_manifest(step: Step) -> bool:
    """Whether the step is one of the manifest's own files."""
    return step.path == ROOT or step.path.startswith(f"{SHARDS}/")


def rank_of(wanted: Entry | None) -> Rank:
    """Media before the pages that show them, pages before the feeds that name them."""
    if wanted is None:
        return Rank.REMOVALS
    kind = wanted.type.partition(";")[0].strip()
    if kind == "text/html":
        return Rank.PAGES
    return Rank.DATA if kind in DATA else Rank.MEDIA


def _in_the_way(steps: Iterable[Step]) -> set[str]:
    """Paths to be removed that lie above or below one to be written."""
    removed = {step.path for step in steps if step.wanted is None}
    written = {step.path for step in steps if step.wanted is not None}
    return {above for path in written for above in _above(path) if above in removed} | {
        path for path in removed if any(above in written for above in _above(path))
    }


def _above(path: str) -> Iterator[str]:
    steps = path.split("/")
    yield from ("/".join(steps[:depth]) for depth in range(1, len(steps)))


def _with_rank(step: Step, rank: Rank) -> Step:
    return Step(step.path, step.before, step.held, step.wanted, rank)


def _each_once(found: Iterable[Entry | None]) -> tuple[Entry, ...]:
    return tuple(dict.fromkeys(entry for entry in found if entry is not None))


def manifest_file(path: str, digest: str, size: int = 0) -> Entry:
    """Return a file of the manifest itself as an entry."""
    return Entry(path, digest, size, JSON)
