"""The difference between a target and a release: the files to upload and to remove, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from packshot.engine.comparison import side_by_side
from packshot.engine.manifest import Entry
from packshot.engine.output_rules import ROOT, SHARDS
from packshot.publish.files import above
from packshot.publish.releases import Releases, part_path
from packshot.publish.seal import Seal

JSON = "application/json"
DATA = frozenset(("application/json", "application/xml", "text/plain"))
"""Media types of documents that may link to pages and media, as feeds do. No page links to such a document."""
FEEDS = "feeds/"
"""The folder of feeds, whatever their format."""


class Rank(IntEnum):
    """The order in which files are uploaded and removed, so that no reader follows a link to a missing file."""

    IN_THE_WAY = 0
    """Removed first: a file at the path of a new folder, and the files of a folder at the path of a new file."""
    MEDIA = 1
    PAGES = 2
    DATA = 3
    MANIFEST = 4
    ROOT = 5
    REMOVALS = 6


@dataclass(frozen=True, slots=True)
class Step:
    """The upload or removal of one file: its possible entries at the target, and the expected entry (None: remove the
    file).

    `before` is the entry in the last complete publication; None if it did not contain the file.
    """

    path: str
    before: Entry | None
    current: tuple[Entry, ...]
    expected: Entry | None
    rank: Rank


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference between the releases that a target may contain and the expected release.

    `between` lists the possible releases, beginning with the release of the last complete publication.
    """

    releases: Releases
    between: tuple[str, ...]
    release: str
    seal: Seal
    is_resealed: bool
    """Whether the target's files may have another seal."""

    def steps(self) -> list[Step]:
        """Return the files to upload and to remove, ordered by rank and path."""
        found = list(self._steps())
        blocked = _in_the_way(found)
        moved = [replace(step, rank=Rank.IN_THE_WAY) if step.path in blocked else step for step in found]
        return sorted(moved, key=lambda step: (step.rank, step.path))

    def _steps(self) -> Iterator[Step]:
        old = [self.releases.root(digest).shards for digest in self.between]
        for versions in side_by_side(old, self.releases.root(self.release).shards):
            name, current, expected = versions
            if self.is_resealed or versions.differ():
                yield from self._entries(name, current, expected)
            if versions.differ():
                size = len(self.releases.data(expected, part_path(name))) if expected else 0
                rank = Rank.MANIFEST if expected else Rank.REMOVALS
                yield _manifest_step(part_path(name), current, expected, size, rank)
        if self.between != (self.release,):
            size = len(self.releases.data(self.release, ROOT))
            yield _manifest_step(ROOT, self.between, self.release, size, Rank.ROOT)

    def _entries(self, name: str, current: list[str], expected: str) -> Iterator[Step]:
        known = {digest: self.releases.entries(name, digest) for digest in {*current, expected}}
        for path in sorted({path for shard in known.values() for path in shard}):
            found = [known[digest].get(path) for digest in current]
            entry = known[expected].get(path)
            if entry is None or any(each is None or self._must_send(each, entry) for each in found):
                yield Step(path, found[0], _each_once(found), entry, rank_of(entry))

    def _must_send(self, current: Entry, expected: Entry) -> bool:
        """Return whether an artifact's file must be sent again: sealed ones if any part of the entry differs."""
        if self.seal.applies(expected):
            return self.is_resealed or current != expected
        return current != expected if self.seal.applies(current) else current.blobs() != expected.blobs()


def _manifest_step(path: str, current: Iterable[str], expected: str, size: int, rank: Rank) -> Step:
    found = [manifest_file(path, digest) if digest else None for digest in current]
    return Step(path, found[0], _each_once(found), manifest_file(path, expected, size) if expected else None, rank)


def is_manifest(step: Step) -> bool:
    """Return whether the step is for a file of the manifest itself."""
    return step.path == ROOT or step.path.startswith(f"{SHARDS}/")


def rank_of(entry: Entry | None) -> Rank:
    """Return the rank of an entry: media are uploaded before pages, and pages before feeds and data; None means a
    removal.
    """
    if entry is None:
        return Rank.REMOVALS
    kind = entry.type.partition(";")[0].strip()
    if kind == "text/html":
        return Rank.PAGES
    return Rank.DATA if kind in DATA or entry.path.startswith(FEEDS) else Rank.MEDIA


def _in_the_way(steps: Iterable[Step]) -> set[str]:
    """Return paths to be removed that are above or below one to be written."""
    removed = {step.path for step in steps if step.expected is None}
    written = {step.path for step in steps if step.expected is not None}
    folders = {folder for path in written for folder in above(path)}
    return (removed & folders) | {path for path in removed if not written.isdisjoint(above(path))}


def _each_once(found: Iterable[Entry | None]) -> tuple[Entry, ...]:
    return tuple(dict.fromkeys(entry for entry in found if entry is not None))


def manifest_file(path: str, digest: str, size: int = 0) -> Entry:
    """Return the entry of a file that is part of the manifest itself."""
    return Entry(path, digest, size, JSON)
