"""The output folder: brought from what it holds to a release, by the difference alone, and only forwards.

Whatever a manifest lists with a fitting digest is ours; all else is refused before anything is touched, and never
removed. An intent in `.packshot/` says between which releases the folder may stand; a build that was killed leaves
it behind, and the next build knows by it which files may already be new.

Files are copies, not hard links to the store: a link would save a quarter of the time of a new file (43 against 60
microseconds), but an edit in the output folder would then change the store.
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
"""Foreign files that a refusal names at most."""

MANY = 4096
"""Steps remembered; of more, the manifests are read again for each pass."""


@dataclass(slots=True)
class Applied:
    """What applying a release did to an output folder."""

    written: int = 0
    removed: int = 0
    repaired: list[tuple[str, str]] = field(default_factory=list)
    """What a repair has replaced: path, and the SHA-256 of what was there; empty where nothing was."""


@dataclass(frozen=True, slots=True)
class Step:
    """One path: what the folder may hold there, and what it shall hold."""

    path: str
    current: tuple[Entry, ...]
    """One entry, or several after a killed build; empty when nothing of ours should be there."""
    expected: Entry | None


class OutputFolder:
    """An output folder, the releases it may stand between, and the release it shall hold."""

    def __init__(
        self, disk: Disk, store: Store, dist: Path, home: Path, new: str, *, is_repaired: bool = False
    ) -> None:
        """Take where the folder is and which release it shall hold; a repair replaces what it holds damaged."""
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
        self._current = self._repairable() if is_repaired else self._standing()
        self._first_steps: list[Step] | None = None

    def check(self) -> None:
        """RefusedError if something that is not ours stands in the way."""
        foreign = self._spoiled() if self._current else self._strangers()
        named = list(islice(foreign, SHOWN))
        if named:
            raise RefusedError(*(self._foreign(path) for path in named))

    def apply(self) -> Applied:
        """Bring the folder to the release: media, pages, the rest, removals, then the manifest, its root last."""
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
        """What applying writes and removes, as (verb, path)."""
        return (("written" if step.expected else "removed", step.path) for step in self._steps())

    def _standing(self) -> tuple[str, ...]:
        """The manifest roots the folder may stand between, "" being the empty folder; none if no build filled it."""
        with suppress(OSError, DamagedError):
            between = tuple(parsed(self._intent.read_bytes(), _INTENT, self._intent.name)["between"])
            if all(not root or self._store.has(root) for root in between):
                return between
        root = self._files.read(ROOT)
        return () if root is None else (self._adopted(root),)

    def _repairable(self) -> tuple[str, ...]:
        """What the folder may stand between if nothing in it is sure to be there: a folder that a build has filled."""
        try:
            found = self._standing()
        except RefusedError:  # it has a manifest, which cannot be read
            found = (self._new,)
        is_filled = found or any(
            sha256(self._files.read(f"{SHARDS}/{name}.json") or b"").hexdigest() == shard
            for name, shard in self._root(self._new).shards.items()
        )
        return tuple(dict.fromkeys((*found, self._new, ""))) if is_filled else ()

    def _adopted(self, root: bytes) -> str:
        """The folder's own manifest, taken into the store if it came from another."""
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
        """Say between which releases the folder will stand, before the first file is touched."""
        between = list(dict.fromkeys([*(self._current or ("",)), self._new]))
        intent = json.dumps({"packshot": 1, "dist": str(self._dist), "between": between}).encode()
        put(self._disk, self._intent, (intent,), self._home / "intent.tmp")
        self._disk.remove(self._temporary)

    def _steps(self) -> Iterable[Step]:
        """The steps, kept from the first request on if they are not too many."""
        if self._first_steps is None:
            self._first_steps = list(islice(self._differences(), MANY + 1))
        return self._first_steps if len(self._first_steps) <= MANY else self._differences()

    def _differences(self) -> Iterator[Step]:
        """What differs, path by path; shards that all releases share are not read."""
        current, target = self._roots(), self._root(self._new)
        for name in sorted({*target.shards, *(name for root in current for name in root.shards)}):
            digests = [root.shards.get(name, "") for root in current]
            if not digests or set(digests) != {target.shards.get(name, "")}:
                yield from self._differing(digests, target.shards.get(name, ""))

    def _differing(self, current: Iterable[str], target: str) -> Iterator[Step]:
        before = [shard_of(self._store, digest) for digest in dict.fromkeys(current)]
        after = shard_of(self._store, target)
        paths = {path for shard in before for path in shard.differing(after)} if before else after.paths()
        for path in sorted(paths):
            yield from self._step(path, before, after)

    def _step(self, path: str, before: Sequence[Shard], after: Shard) -> Iterator[Step]:
        """The step of a path, unless its bytes stay."""
        found = tuple(entry for shard in before if (entry := entry_at(shard, path)))
        expected = entry_at(after, path)
        settled = len(found) == len(before) > 0 and expected and all(each.blobs() == expected.blobs() for each in found)
        if not settled:
            yield Step(path, found, expected)

    def _write(self, step: Step, expected: Entry) -> bool:
        """Write a file, unless a killed build has written it; says whether it did."""
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
        """Note what a repair is about to replace."""
        self._applied.repaired.append((name, digest_or_empty(self._files.read(name))))

    def _put(self, path: Path, expected: Entry) -> None:
        put(self._disk, path, (self._store.get(blob) for blob, _ in expected.blobs()), self._temporary)

    def _clear(self, path: Path) -> None:
        """Make way where a file of ours stands for a folder now, or a folder of ours for a file; both were checked."""
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
        """Remove a file and the folders it leaves empty; says whether it was there."""
        target = self._dist / path
        there = target.is_file()
        if there:
            self._disk.remove(target)
        for folder in _above(self._dist, target):
            if folder.is_dir() and not self._disk.remove_folder(folder):
                break
        return there

    def _show(self) -> None:
        """The manifest, shards first, root last."""
        root, current = self._root(self._new), self._roots()
        for name in sorted({*root.shards, *(name for old in current for name in old.shards)}):
            digest = root.shards.get(name)
            if digest is None:
                self._remove(f"{SHARDS}/{name}.json")
            elif not self._current or any(old.shards.get(name) != digest for old in current):
                self._renew(f"{SHARDS}/{name}.json", self._store.get(digest))
        self._renew(ROOT, root.encoded())

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

    def _strangers(self) -> Iterator[str]:
        """Everything in a folder that no build has filled."""
        if self._dist.is_dir():
            yield from (str(path.relative_to(self._dist)) for path in sorted(self._dist.rglob("*")))
        elif self._dist.exists():
            yield "."

    def _spoiled(self) -> Iterator[str]:
        """Files in the way that no release we know has put there, or that were changed since."""
        sound: set[Path] = set()
        for name in (ROOT, f"{SHARDS}/00.json"):
            if stat.S_ISDIR(self._files.mode(name) or 0):
                yield name
            yield from self._in_between(self._dist / name, sound)
        for step in self._steps():
            known = (*step.current, *((step.expected,) if step.current and step.expected else ()))
            yield from self._in_the_way(step.path, known)
            yield from self._in_between(self._dist / step.path, sound)

    def _in_the_way(self, name: str, known: Sequence[Entry]) -> Iterator[str]:
        """A path that holds anything but a file of ours; of a folder, what in it is not ours."""
        mode = self._files.mode(name)
        if mode is None:
            return
        if stat.S_ISDIR(mode):
            below = sorted((self._dist / name).rglob("*"))
            yield from self._not_ours(each for each in below if each.is_symlink() or not each.is_dir())
        elif not any(self._fits(name, each) for each in known) and not (self._is_repaired and known):
            yield name

    def _in_between(self, path: Path, sound: set[Path]) -> Iterator[str]:
        """Links and foreign files where the folders above a path should be."""
        for folder in _above(self._dist, path):
            if folder in sound:
                return
            sound.add(folder)
            if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
                yield from self._not_ours((folder,))

    def _not_ours(self, paths: Iterable[Path]) -> Iterator[str]:
        for path in paths:
            name = str(path.relative_to(self._dist))
            known = (find(self._store, root, name) for root in self._current)
            if not any(entry and self._fits(name, entry) for entry in known):
                yield name

    def _fits(self, name: str, entry: Entry) -> bool:
        """Whether a plain file holds exactly an entry's bytes."""
        try:
            data = self._files.read(name)
        except OSError:
            return False
        return data is not None and fits(entry, data)

    def _foreign(self, path: str) -> Finding:
        return report("output-foreign", Location(str(self._dist / path)), path=path)


def _above(top: Path, path: Path) -> Iterator[Path]:
    """The folders between a path and the output folder, the nearest first."""
    for folder in path.parents:
        if folder == top:
            return
        yield folder


_INTENT = fields(between=many(either(digest, exactly("")), at_least=1))


_SHOWN_BY_PAGES = ("image/", "video/", "audio/", "font/", "model/", "text/css", "text/javascript", "application/pdf")


def _rank(entry: Entry) -> int:
    """What pages show or link (media, styles, documents) before the pages, pages before the feeds that name them."""
    if entry.type.startswith(_SHOWN_BY_PAGES):
        return 0
    return 1 if entry.type.startswith("text/html") else 2
