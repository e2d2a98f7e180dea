"""The output folder, which is updated to a release by writing only the differences.

An interrupted update is not rolled back. Before the first change, an intent in `.packshot/` records the releases that
the files may be from. If the build is killed, the next build uses the intent to find the files that may be new already.

A file that matches its digest in a manifest belongs to packshot. Any other file at a path to be changed is foreign: the
update is refused before anything is changed.

Files are copies, not hard links to the store. A hard link would be faster (43 instead of 60 microseconds for each
file), but an edit in the output folder would then change the store.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path

from packshot.engine.comparison import differing
from packshot.engine.disk import Disk, put
from packshot.engine.manifest import Entry, Root, digest_or_empty, entry_at, find, fits, parse_root, read_root, shard_of
from packshot.engine.output_rules import ROOT, SHARDS, TEMPORARY
from packshot.engine.parsing import DamagedError, digest, either, exactly, fields, many, parsed
from packshot.engine.plain_files import PlainFiles
from packshot.engine.shards import Shard
from packshot.engine.store import Store
from packshot.engine.up_to_date import intent_name
from packshot.findings import Finding, Location, RefusedError, report

SHOWN = 20
"""The largest number of foreign files in a refusal."""

MANY = 4096
"""The largest number of steps in memory; with more, the manifests are read again for each pass."""


@dataclass(slots=True)
class Applied:
    """The counts of written and removed files after a release is applied to an output folder."""

    written: int = 0
    removed: int = 0
    repaired: list[tuple[str, str]] = field(default_factory=list)
    """The files that a repair replaced: path, and the SHA-256 of the previous file; empty if there was none."""


@dataclass(frozen=True, slots=True)
class Step:
    """The update of one path: the entries that its current file may match, and its new entry (None to remove it)."""

    path: str
    current: tuple[Entry, ...]
    """One entry, or several after a killed build or in a repair; empty if packshot should have no file at this path."""
    expected: Entry | None


class OutputFolder:
    """An output folder with its new release, and the releases that its files may be from."""

    def __init__(
        self, disk: Disk, store: Store, dist: Path, home: Path, new: str, *, is_repaired: bool = False
    ) -> None:
        """Set the folder and its new release; with `is_repaired`, damaged files are replaced."""
        self._disk = disk
        self._store = store
        self._dist = dist
        self._home = home
        self._temporary = dist / TEMPORARY
        self._files = PlainFiles(dist)
        self._new = new
        self._intent = home / intent_name(dist)
        self._read: dict[str, Root] = {}
        self._is_repaired = is_repaired
        self._applied = Applied()
        self._current = self._repairable() if is_repaired else self._current_roots()
        self._first_steps: list[Step] | None = None

    def check(self) -> None:
        """Raise RefusedError if foreign files are at paths to be changed, or if no build has filled the folder and it
        is not empty.
        """
        foreign = self._foreign_files() if self._current else self._all_files()
        named = list(islice(foreign, SHOWN))
        if named:
            raise RefusedError(*(self._foreign(path) for path in named))

    def apply(self) -> Applied:
        """Update the folder to the new release, and return the counts.

        The order is: media, pages, other files, removals, the shards of the manifest, the root of the manifest.
        """
        applied = self._applied
        if self._current == (self._new,):
            return applied
        self._disk.make_folder(self._dist)
        self._announce()
        for rank in range(3):
            for step in self._steps():
                if step.expected is not None and _rank(step.expected) == rank:
                    applied.written += self._write(step, step.expected)
        for step in self._steps():
            if step.expected is None:
                applied.removed += self._remove(step.path)
        self._show()
        self._disk.remove(self._intent)
        return applied

    def paths(self) -> Iterator[tuple[str, str]]:
        """Yield the paths that differ, as ("written" or "removed", path)."""
        return (("written" if step.expected else "removed", step.path) for step in self._steps())

    def _current_roots(self) -> tuple[str, ...]:
        """Return the possible manifest roots of the folder, "" for an empty folder; no roots if no build filled it."""
        with suppress(OSError, DamagedError):
            between = tuple(parsed(self._intent.read_bytes(), _INTENT, self._intent.name)["between"])
            if all(not root or self._store.has(root) for root in between):
                return between
        root = self._files.read(ROOT)
        return () if root is None else (self._adopted(root),)

    def _repairable(self) -> tuple[str, ...]:
        """Return the possible manifest roots for a repair, in which any file may be missing.

        The result is empty if no build has filled the folder.
        """
        try:
            found = self._current_roots()
        except RefusedError:  # its manifest cannot be read
            found = (self._new,)
        is_filled = found or any(
            sha256(self._files.read(f"{SHARDS}/{name}.json") or b"").hexdigest() == shard
            for name, shard in self._root(self._new).shards.items()
        )
        return tuple(dict.fromkeys((*found, self._new, ""))) if is_filled else ()

    def _adopted(self, root: bytes) -> str:
        """Copy the manifest of the folder into the store if it is missing there, and return the digest of its root."""
        try:
            for name, shard in parse_root(root).shards.items():
                if not self._store.has(shard):
                    self._adopt(f"{SHARDS}/{name}.json", shard)
        except (DamagedError, OSError):
            raise RefusedError(self._foreign(ROOT)) from None
        return self._store.put(root)

    def _adopt(self, name: str, shard: str) -> None:
        found = self._files.read(name)
        if found is None or sha256(found).hexdigest() != shard:
            raise DamagedError("changed", name)
        self._store.put(found, shard)

    def _announce(self) -> None:
        """Write the intent with the possible releases, before the first file is changed."""
        between = list(dict.fromkeys([*(self._current or ("",)), self._new]))
        intent = json.dumps({"packshot": 1, "dist": str(self._dist), "between": between}).encode()
        put(self._disk, self._intent, (intent,), self._home / "intent.tmp")
        self._disk.remove(self._temporary)

    def _steps(self) -> Iterable[Step]:
        """Return the steps, cached from the first call on if there are not too many."""
        if self._first_steps is None:
            self._first_steps = list(islice(self._differences(), MANY + 1))
        return self._first_steps if len(self._first_steps) <= MANY else self._differences()

    def _differences(self) -> Iterator[Step]:
        """Yield the differences, path by path; shards that all releases share are not read."""
        for _, current, target in differing([root.shards for root in self._roots()], self._root(self._new).shards):
            yield from self._differing(current, target)

    def _differing(self, current: Iterable[str], target: str) -> Iterator[Step]:
        before = [shard_of(self._store, digest) for digest in dict.fromkeys(current)]
        after = shard_of(self._store, target)
        paths = {path for shard in before for path in shard.differing(after)} if before else after.paths()
        for path in sorted(paths):
            yield from self._step(path, before, after)

    def _step(self, path: str, before: Sequence[Shard], after: Shard) -> Iterator[Step]:
        """Yield the step of a path, unless its bytes are unchanged."""
        found = tuple(entry for shard in before if (entry := entry_at(shard, path)))
        expected = entry_at(after, path)
        settled = len(found) == len(before) > 0 and expected and all(each.blobs() == expected.blobs() for each in found)
        if not settled:
            yield Step(path, found, expected)

    def _write(self, step: Step, expected: Entry) -> bool:
        """Write a file, unless a killed build has written it; return whether it was written."""
        path = self._dist / step.path
        if len(self._current) > 1 and self._fits(step.path, expected):
            return False
        if self._is_repaired and not any(self._fits(step.path, each) for each in step.current):
            self._note(step.path)
        try:
            self._put(path, expected)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            self._clear(path)
            self._put(path, expected)
        return True

    def _note(self, name: str) -> None:
        """Record a file that a repair is about to replace."""
        self._applied.repaired.append((name, digest_or_empty(self._files.read(name))))

    def _put(self, path: Path, expected: Entry) -> None:
        put(self._disk, path, (self._store.get(blob) for blob, _ in expected.blobs()), self._temporary)

    def _clear(self, path: Path) -> None:
        """Remove what blocks a new file: files at the paths of its folders, or a folder at its own path.

        `check` has verified that no foreign file is removed.
        """
        for folder in _above(self._dist, path):
            if folder.is_file():
                self._disk.remove(folder)
        if path.is_dir():
            for below in sorted(path.rglob("*"), reverse=True):
                if below.is_dir():
                    self._disk.remove_folder(below)
                else:
                    self._disk.remove(below)
            self._disk.remove_folder(path)

    def _remove(self, path: str) -> bool:
        """Remove a file and the folders that become empty; return whether it existed."""
        target = self._dist / path
        existed = target.is_file()
        if existed:
            self._disk.remove(target)
        for folder in _above(self._dist, target):
            if folder.is_dir() and not self._disk.remove_folder(folder):
                break
        return existed

    def _show(self) -> None:
        """Write the manifest, shards first, root last."""
        for name, _, target in differing([root.shards for root in self._roots()], self._root(self._new).shards):
            if target:
                self._renew(f"{SHARDS}/{name}.json", self._store.get(target))
            else:
                self._remove(f"{SHARDS}/{name}.json")
        self._renew(ROOT, self._store.get(self._new))

    def _renew(self, name: str, data: bytes) -> None:
        if self._files.read(name) != data:
            if self._is_repaired:
                self._note(name)
            put(self._disk, self._dist / name, (data,), self._temporary)

    def _roots(self) -> list[Root]:
        return [self._root(root) for root in self._current]

    def _root(self, digest: str) -> Root:
        if digest not in self._read:
            self._read[digest] = read_root(self._store, digest)
        return self._read[digest]

    def _all_files(self) -> Iterator[str]:
        """Yield everything in a folder that no build has filled."""
        if self._dist.is_dir():
            yield from (str(path.relative_to(self._dist)) for path in sorted(self._dist.rglob("*")))
        elif self._dist.exists():
            yield "."

    def _foreign_files(self) -> Iterator[str]:
        """Yield the files in the way that no known release has written, or that were changed since."""
        checked: set[Path] = set()
        for name in (ROOT, f"{SHARDS}/00.json"):
            if stat.S_ISDIR(self._files.mode(name) or 0):
                yield name
            yield from self._in_between(self._dist / name, checked)
        for step in self._steps():
            known = (*step.current, *((step.expected,) if step.current and step.expected else ()))
            yield from self._in_the_way(step.path, known)
            yield from self._in_between(self._dist / step.path, checked)

    def _in_the_way(self, name: str, known: Sequence[Entry]) -> Iterator[str]:
        """Yield a path that is not a file of packshot; for a folder, the foreign files in it."""
        mode = self._files.mode(name)
        if mode is None:
            return
        if stat.S_ISDIR(mode):
            below = sorted((self._dist / name).rglob("*"))
            yield from self._not_ours(each for each in below if each.is_symlink() or not each.is_dir())
        elif not any(self._fits(name, each) for each in known) and not (self._is_repaired and known):
            yield name

    def _in_between(self, path: Path, checked: set[Path]) -> Iterator[str]:
        """Yield links and foreign files in place of the folders above a path."""
        for folder in _above(self._dist, path):
            if folder in checked:
                return
            checked.add(folder)
            if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
                yield from self._not_ours((folder,))

    def _not_ours(self, paths: Iterable[Path]) -> Iterator[str]:
        for path in paths:
            name = str(path.relative_to(self._dist))
            known = (find(self._store, root, name) for root in self._current)
            if not any(entry and self._fits(name, entry) for entry in known):
                yield name

    def _fits(self, name: str, entry: Entry) -> bool:
        """Return whether a plain file has exactly the bytes of an entry."""
        try:
            data = self._files.read(name)
        except OSError:
            return False
        return data is not None and fits(entry, data)

    def _foreign(self, path: str) -> Finding:
        return report("output-foreign", Location(str(self._dist / path)), path=path)


def _above(top: Path, path: Path) -> Iterator[Path]:
    """Yield the folders between a path and the output folder, the nearest first."""
    for folder in path.parents:
        if folder == top:
            return
        yield folder


_INTENT = fields(between=many(either(digest, exactly("")), at_least=1))


_SHOWN_BY_PAGES = ("image/", "video/", "audio/", "font/", "model/", "text/css", "text/javascript", "application/pdf")


def _rank(entry: Entry) -> int:
    """Return the order of writing: files that pages embed or link (media, styles, documents), pages, then the rest."""
    if entry.type.startswith(_SHOWN_BY_PAGES):
        return 0
    return 1 if entry.type.startswith("text/html") else 2
