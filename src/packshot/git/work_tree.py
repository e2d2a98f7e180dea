"""The source tree on disk: the checked-out commit with all differences in the working tree."""

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
    """A state of the working tree: the trees of the checked-out commit, and each file that differs from the commit.

    `local` maps the path of each such file to its blob ids in the commit and on disk; None if it is not a plain file.
    A snapshot is cheaper to compute than the tree ids that a commit of the working tree would have.
    """

    roots: Roots
    local: Mapping[str, tuple[str | None, str | None]]

    @property
    def id(self) -> str:
        """Return the digest of the snapshot. Equal ids mean equal files; the same files may have several ids."""
        content = [sorted(self.roots.items()), sorted((path, *pair) for path, pair in self.local.items())]
        return hashlib.sha256(json.dumps(content).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class LeftOut:
    """A file that was added, modified or deleted on disk since the commit."""

    path: str
    change: Literal["added", "modified", "deleted"]


class WorkTree:
    """The files on disk below catalog/, assets/, channels/ and site/, except the files that git ignores.

    The differences from the commit and the list of files are computed once, at the first use; the contents of files are
    read from disk each time. A file that a sparse checkout leaves out is read from the commit.
    """

    def __init__(self, repository: Repository) -> None:
        """Initialize from a repository, which may have no commit yet."""
        self.repository = repository
        self._disk = Inside(repository.root)
        self._head = git.head(repository)
        self._commit = CommitTree(repository, self._head.roots)

    def prefetch(self) -> None:
        """Start git's search for differences on disk in the background."""
        _ = self._uncommitted

    @cached_property
    def _uncommitted(self) -> Uncommitted:
        """Return the running search of git, started at the first use."""
        return Uncommitted(self.repository, self._head.id)

    def __getstate__(self) -> dict[str, Any]:
        """Return the state for pickling, without the cached file lists, which are computed again when needed."""
        return {name: value for name, value in self.__dict__.items() if name not in ("_listed", "_uncommitted")}

    @property
    def has_dist(self) -> bool:
        """Return whether the output folder of builds is part of the checked-out commit."""
        return self._head.has_dist

    @property
    def id(self) -> str:
        """Return the digest of everything in the working tree; a clean working tree has the id of its commit."""
        return source_id(self.roots)

    @cached_property
    def roots(self) -> Roots:
        """Return the git tree ids that a commit of the working tree would have."""
        touched = {path.partition("/")[0] for path in self._local}
        committed = {**self._commit.roots, **{folder: link.blob for folder, link in self._head.links.items()}}
        roots = {folder: oid for folder, oid in committed.items() if folder not in touched}
        listed = (entry for entry in self._listed if entry.path.partition("/")[0] in touched)
        return roots | roots_of(listed, self.repository.algorithm)

    def entries(self) -> Iterator[Entry]:
        """Yield all plain files with valid paths, sorted by path."""
        return (entry for entry in self._listed if entry.is_file() and not paths.flaw(entry.path))

    def read(self, path: str) -> bytes:
        """Return the bytes of one file; raise FileNotFoundError if it does not exist."""
        data = self._read(path)
        if data is None:
            raise FileNotFoundError(path)
        return data

    def read_if_unchanged(self, path: str) -> bytes | None:
        """Return the bytes of a file; None if the file is absent or has changed since the files were listed."""
        data = self._disk.read(path) if paths.is_source(path) else None
        return data if data is not None and self._blobs.get(path, "") in self._stored_ids(data) else None

    @cached_property
    def _blobs(self) -> Mapping[str, str]:
        return {entry.path: entry.blob for entry in self.entries()}

    def read_blob(self, path: str, blob: str) -> bytes | None:
        """Return the bytes that a file has in another tree, given their id; None if Git does not have them."""
        return self._commit.read_blob(path, blob)

    def read_many(self, requested: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the path and bytes of each requested file, in the requested order; absent files are omitted."""
        for path in requested:
            data = self._read(path)
            if data is not None:
                yield path, data

    def findings(self) -> list[Finding]:
        """Return the findings about links, submodules, invalid paths and names that are not portable."""
        return paths.findings((entry.path, entry.mode) for entry in self._listed)

    def changed_since(self, old: Roots) -> Changes | None:
        """Return the differences from an older tree; None if this clone does not have the older tree."""
        changes = self._commit.changed_since(old)
        if changes is None:
            return None
        for path, (before, after) in self._local.items():
            pair = (changes.get(path, (_blob(before),))[0], _blob(after))
            changes[path] = pair
        return {path: pair for path, pair in sorted(changes.items()) if pair[0] != pair[1] and not paths.flaw(path)}

    @cached_property
    def snapshot(self) -> Snapshot:
        """Return the snapshot of this state, for comparison with a later state of the working tree."""
        local = {path: (_blob(before), _blob(after)) for path, (before, after) in self._local.items()}
        return Snapshot(self._commit.roots, local)

    def changed_from(self, old: Snapshot) -> Changes | None:
        """Return the differences from an older state; None if this clone does not have the commit of that state."""
        committed = {} if old.roots == self._commit.roots else self._commit.changed_since(old.roots)
        if committed is None:
            return None
        here = self.snapshot.local
        changes: Changes = {}
        for path in sorted({*committed, *old.local, *here}):
            unchanged = here[path][0] if path in here else old.local[path][0] if path in old.local else None
            before, after = committed.get(path, (unchanged, unchanged))
            pair = (old.local.get(path, ("", before))[1], here.get(path, ("", after))[1])
            if pair[0] != pair[1] and not paths.flaw(path):
                changes[path] = pair
        return changes

    def left_out(self) -> list[LeftOut]:
        """Return the files whose addition, modification or deletion on disk is not in the commit, sorted by path."""
        return sorted(LeftOut(path, _change(*pair)) for path, pair in self._local.items())

    def _read(self, path: str) -> bytes | None:
        if not paths.is_source(path):
            return None
        data = self._disk.read(path)
        if data is None and path not in self._local and self._disk.mode(path) is None:
            # A sparse checkout: the file is part of the tree although it is not on disk.
            return next((data for _, data in self._commit.read_many([path])), None)
        return data

    @cached_property
    def _listed(self) -> Sequence[Entry]:
        """Return the files of the commit with the differences on disk applied, sorted by path."""
        committed = merge(self._head.links.values(), git.list_files(self.repository, self._commit.roots))
        if not self._local:
            return list(committed)
        kept = (entry for entry in committed if entry.path not in self._local)
        here = sorted(entry for _, entry in self._local.values() if entry is not None)
        return list(merge(kept, here))

    @cached_property
    def _local(self) -> Mapping[str, tuple[Entry | None, Entry | None]]:
        """Return path -> (entry in the commit, entry on disk), for every file that differs."""
        found: dict[str, tuple[Entry | None, Entry | None]] = {}
        for path, before, _ in self._uncommitted.changes():
            old = Entry(path, before.blob, before.mode) if before.blob.strip("0") else None
            found[path] = (found[path][0] or old if path in found else old, self._entry(path, old))
        for path, mode in self._uncommitted.untracked():
            new = Entry(path, "0" * 40, SUBMODULE) if mode == SUBMODULE else self._entry(path, None)
            found[path] = (found[path][0] if path in found else None, new)
        return {
            path: pair for path, pair in sorted(found.items()) if pair[0] != pair[1] and path.split("/")[0] in FOLDERS
        }

    def _entry(self, path: str, old: Entry | None) -> Entry | None:
        """Return the entry of a name on disk; the old entry if git would store the same bytes again."""
        mode = self._disk.mode(path)
        if mode is None or not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
            return old if old and old.mode == SUBMODULE else None
        if stat.S_ISLNK(mode):
            return Entry(path, self._id(self._disk.link(path)), SYMLINK)
        data = self._disk.read(path)
        if data is None:  # behind a linked folder, or not readable
            return None
        if old and old.blob in self._stored_ids(data):
            return Entry(path, old.blob, PROGRAM if mode & stat.S_IXUSR else FILE)
        return Entry(path, self._id(data), PROGRAM if mode & stat.S_IXUSR else FILE)

    def _stored_ids(self, data: bytes) -> Iterator[str]:
        """Yield the ids that git may have given to these bytes: unchanged, with LF line ends, or as an LFS pointer."""
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
