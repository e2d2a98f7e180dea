"""The source tree of the working tree: the commit checked out, with everything that differs from it on disk."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from typing import Any, Literal

from packshot.findings import Finding
from packshot.git import lfs, paths
from packshot.git import repository as git
from packshot.git.commit_tree import CommitTree
from packshot.git.differences import Uncommitted
from packshot.git.repository_files import Inside
from packshot.git.tree import (
    FILE,
    FOLDERS,
    PROGRAM,
    SUBMODULE,
    SYMLINK,
    Changes,
    Entry,
    Repository,
    Roots,
    blob_id,
    roots_of,
    source_id,
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state of the working tree by what git has of it: the trees of the commit checked out, and each file that
    differs with its blob ids in the commit and on disk. Cheaper to tell than the ids that a commit of it would have.
    """

    roots: Roots
    local: Mapping[str, tuple[str | None, str | None]]

    @property
    def id(self) -> str:
        """Digest of everything in it. Equal ids hold equal files; equal files may have several."""
        told = [sorted(self.roots.items()), sorted((path, *pair) for path, pair in self.local.items())]
        return hashlib.sha256(json.dumps(told).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class LeftOut:
    """A file whose state on disk is not in the commit."""

    path: str
    change: Literal["added", "modified", "deleted"]


class WorkTree:
    """The files on disk below catalog/, assets/, channels/ and site/, without those that git ignores.

    What differs from the commit is found once, when first asked, and all are listed once; files are read from disk
    each time.
    """

    def __init__(self, repository: Repository) -> None:
        """Take the repository; works before the first commit too."""
        self.repository = repository
        self._disk = Inside(repository.root)
        self._head = git.head(repository)
        self._commit = CommitTree(repository, self._head.roots)

    def ahead(self) -> None:
        """Let git look already for what differs on disk, for somebody will ask soon."""
        _ = self._looking

    @cached_property
    def _looking(self) -> Uncommitted:
        """Git, which looks from the first time that this is asked for."""
        return Uncommitted(self.repository, self._head.id)

    def __getstate__(self) -> dict[str, Any]:
        """For another process, which reads files: what is listed here is long, and is listed there again if asked."""
        return {name: held for name, held in self.__dict__.items() if name not in ("_listed", "_looking")}

    @property
    def has_dist(self) -> bool:
        """Whether the folder that builds write is part of the commit checked out."""
        return self._head.has_dist

    @property
    def id(self) -> str:
        """Digest of everything in it: a clean working tree has the id of its commit."""
        return source_id(self.roots)

    @cached_property
    def roots(self) -> Roots:
        """The git tree ids that a commit of it would have."""
        touched = {path.partition("/")[0] for path in self._local}
        committed = {**self._commit.roots, **{folder: link.blob for folder, link in self._head.links.items()}}
        roots = {folder: oid for folder, oid in committed.items() if folder not in touched}
        listed = (entry for entry in self._listed if entry.path.partition("/")[0] in touched)
        return roots | roots_of(listed, self.repository.algorithm)

    def entries(self) -> Iterator[Entry]:
        """All files that may be read, sorted by path."""
        return (entry for entry in self._listed if entry.is_file() and not paths.flaw(entry.path))

    def read(self, path: str) -> bytes:
        """The bytes of one file; FileNotFoundError where there is none."""
        data = self._read(path)
        if data is None:
            raise FileNotFoundError(path)
        return data

    def judged(self, path: str) -> bytes | None:
        """The bytes of a file if they are those that were listed first; None where they have changed since."""
        data = self._disk.read(path) if paths.is_source(path) else None
        return data if data is not None and self._blobs.get(path, "") in self._stored_ids(data) else None

    @cached_property
    def _blobs(self) -> Mapping[str, str]:
        return {entry.path: entry.blob for entry in self.entries()}

    def read_many(self, wanted: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The bytes of many files, in the order asked; files that do not exist are left out."""
        for path in wanted:
            data = self._read(path)
            if data is not None:
                yield path, data

    def findings(self) -> list[Finding]:
        """What is in the folders and cannot be read: links, submodules, names that do not travel."""
        return paths.findings((entry.path, entry.mode) for entry in self._listed)

    def changed_since(self, old: Roots) -> Changes | None:
        """What differs from an older tree; None when git does not have that one here."""
        changes = self._commit.changed_since(old)
        if changes is None:
            return None
        for path, (before, after) in self._local.items():
            pair = (changes.get(path, (_blob(before),))[0], _blob(after))
            changes[path] = pair
        return {path: pair for path, pair in sorted(changes.items()) if pair[0] != pair[1] and not paths.flaw(path)}

    @cached_property
    def snapshot(self) -> Snapshot:
        """What tells this state of the working tree from a later one."""
        local = {path: (_blob(before), _blob(after)) for path, (before, after) in self._local.items()}
        return Snapshot(self._commit.roots, local)

    def changed_from(self, old: Snapshot) -> Changes | None:
        """What differs from an older state of the working tree; None when git does not have its commit here."""
        committed = {} if old.roots == self._commit.roots else self._commit.changed_since(old.roots)
        if committed is None:
            return None
        here = self.snapshot.local
        changes: Changes = {}
        for path in sorted({*committed, *old.local, *here}):
            kept = here[path][0] if path in here else old.local[path][0] if path in old.local else None
            before, after = committed.get(path, (kept, kept))
            pair = (old.local.get(path, ("", before))[1], here.get(path, ("", after))[1])
            if pair[0] != pair[1] and not paths.flaw(path):
                changes[path] = pair
        return changes

    def left_out(self) -> list[LeftOut]:
        """What is on disk, or no longer on disk, and not in the commit."""
        return sorted(LeftOut(path, _change(*pair)) for path, pair in self._local.items())

    def _read(self, path: str) -> bytes | None:
        if not paths.is_source(path):
            return None
        data = self._disk.read(path)
        if data is None and path not in self._local and self._disk.mode(path) is None:
            # A sparse checkout: the file is part of the tree though it is not on disk.
            return next((data for _, data in self._commit.read_many([path])), None)
        return data

    @cached_property
    def _listed(self) -> Sequence[Entry]:
        """The files of the commit with the differences laid over them, sorted by path."""
        committed = merge(self._head.links.values(), git.list_files(self.repository, self._commit.roots))
        if not self._local:
            return list(committed)
        kept = (entry for entry in committed if entry.path not in self._local)
        here = sorted(entry for _, entry in self._local.values() if entry is not None)
        return list(merge(kept, here))

    @cached_property
    def _local(self) -> Mapping[str, tuple[Entry | None, Entry | None]]:
        """Path -> (entry in the commit, entry on disk), for every file that differs."""
        found: dict[str, tuple[Entry | None, Entry | None]] = {}
        for path, before, _ in self._looking.changes():
            old = Entry(path, before.blob, before.mode) if before.blob.strip("0") else None
            found[path] = (found[path][0] or old if path in found else old, self._entry(path, old))
        for path, mode in self._looking.untracked():
            new = Entry(path, "0" * 40, SUBMODULE) if mode == SUBMODULE else self._entry(path, None)
            found[path] = (found[path][0] if path in found else None, new)
        return {
            path: pair for path, pair in sorted(found.items()) if pair[0] != pair[1] and path.split("/")[0] in FOLDERS
        }

    def _entry(self, path: str, old: Entry | None) -> Entry | None:
        """What is on disk under a name; the old entry where git would store the same bytes again."""
        mode = self._disk.mode(path)
        if mode is None or not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
            return old if old and old.mode == SUBMODULE else None
        if stat.S_ISLNK(mode):
            return Entry(path, self._id(self._disk.link(path)), SYMLINK)
        data = self._disk.read(path)
        if data is None:  # reached through a linked folder, or not readable
            return None
        if old and old.blob in self._stored_ids(data):
            return Entry(path, old.blob, PROGRAM if mode & stat.S_IXUSR else FILE)
        return Entry(path, self._id(data), PROGRAM if mode & stat.S_IXUSR else FILE)

    def _stored_ids(self, data: bytes) -> Iterator[str]:
        """The ids that git may have given to these bytes: as they are, with plain line ends, or as an LFS pointer."""
        yield self._id(data)
        if b"\r\n" in data:
            yield self._id(data.replace(b"\r\n", b"\n"))
        yield self._id(lfs.pointer_to(data))

    def _id(self, data: bytes) -> str:
        return blob_id(data, self.repository.algorithm)


def _blob(entry: Entry | None) -> str | None:
    return entry.blob if entry and entry.is_file() else None


def _change(before: Entry | None, after: Entry | None) -> Literal["added", "modified", "deleted"]:
    if before is None:
        return "added"
    return "deleted" if after is None else "modified"
