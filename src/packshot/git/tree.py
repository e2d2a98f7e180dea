"""A product repository and its source trees.

A tree is one state of the files in catalog/, assets/, channels/ and site/.

A tree is identified only by the git ids of these folders, so a commit that changes only other files has the same tree.
Commits and the working tree are read by `commit_tree` and `work_tree`; `MemoryTree` is for tests and importers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from packshot.findings import Finding
from packshot.git import paths

FOLDERS = ("assets", "catalog", "channels", "site")
"""The source folders of a product repository; other files are not part of a tree."""

FILE = "100644"
PROGRAM = "100755"
SYMLINK = "120000"
SUBMODULE = "160000"

Roots = Mapping[str, str]
"""Folder -> its git tree id; folders that do not exist are missing."""

Changes = dict[str, tuple[str | None, str | None]]
"""Path -> (old blob id, new blob id); None where there is no plain file."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A product repository: its folder, the top of its Git working tree, and properties of its Git repository."""

    root: Path
    top: Path
    prefix: str
    """The path of `root` below `top`, with a slash at its end; empty when they are the same."""
    store: Path
    """The Git directory that contains the objects; a linked working tree has that of the main working tree."""
    algorithm: str = "sha1"
    shallow: bool = False


class Entry(NamedTuple):
    """An entry that git lists, such as a file, a link, a submodule or a folder: its path, object id and git mode.

    The path begins at the root of the product repository, except in the results of `differences.raw_changes`. An absent
    entry of a difference has the mode `000000`.
    """

    path: str
    blob: str
    mode: str = FILE

    def is_file(self) -> bool:
        """Return whether the entry is a plain file: not a link, not a submodule, not absent."""
        return self.mode in (FILE, PROGRAM)


class Tree(Protocol):
    """One state of the files of a product repository."""

    @property
    def id(self) -> str:
        """Return the digest of everything in the tree; trees with equal ids have equal files."""

    @property
    def roots(self) -> Roots:
        """Return the git tree ids of the folders in the tree."""

    def entries(self) -> Iterator[Entry]:
        """Yield all plain files with valid paths, sorted by path."""

    def read(self, path: str) -> bytes:
        """Return the bytes of one file; raise FileNotFoundError if it does not exist."""

    def read_many(self, requested: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the path and bytes of each requested file, in the requested order; absent files are omitted."""

    def findings(self) -> list[Finding]:
        """Return the findings about links, submodules, invalid paths and names that are not portable."""

    def changed_since(self, old: Roots) -> Changes | None:
        """Return the differences from an older tree; None if the older tree is not available."""


def source_id(roots: Roots) -> str:
    """Return the id of a source tree: a digest over the git ids of its folders."""
    lines = "".join(f"{folder} {roots.get(folder, '-')}\n" for folder in FOLDERS)
    return hashlib.sha256(lines.encode()).hexdigest()


def blob_id(data: bytes, algorithm: str = "sha1") -> str:
    """Return the git blob id of a file with these bytes."""
    return _object_id("blob", data, algorithm)


def empty_tree(algorithm: str = "sha1") -> str:
    """Return the tree id of an empty folder. Git can read this tree although no object is stored for it."""
    return _object_id("tree", b"", algorithm)


def roots_of(entries: Iterable[Entry], algorithm: str = "sha1") -> dict[str, str]:
    """Return the git tree id of each source folder in these entries, as git computes it.

    If a link or submodule is in place of a source folder, the id of the link or submodule is returned.
    """
    folders: dict[str, dict[str, tuple[str, str]]] = {"": {}}
    for entry in entries:
        folder, _, name = entry.path.rpartition("/")
        folders.setdefault(folder, {})[name] = (entry.mode, entry.blob)
    _add_ancestors(folders)
    for folder in sorted(folders, key=lambda path: -path.count("/") if path else 1):
        if folder:
            above, _, name = folder.rpartition("/")
            folders[above][name] = ("40000", _tree_id(folders[folder], algorithm))
    links = (SYMLINK, SUBMODULE)
    return {name: oid for name, (mode, oid) in folders[""].items() if name in FOLDERS and mode in ("40000", *links)}


def _add_ancestors(folders: dict[str, dict[str, tuple[str, str]]]) -> None:
    for folder in list(folders):
        while folder:
            folder = folder.rpartition("/")[0]
            folders.setdefault(folder, {})


def _tree_id(children: Mapping[str, tuple[str, str]], algorithm: str) -> str:
    """Return the id of a folder. Git sorts its entries as if the names of folders ended in a slash."""
    rows = sorted(
        (f"{name}/" if mode == "40000" else name).encode("utf-8", "surrogateescape")
        for name, (mode, _) in children.items()
    )
    body = b"".join(
        _row(row.rstrip(b"/"), *children[row.rstrip(b"/").decode("utf-8", "surrogateescape")]) for row in rows
    )
    return _object_id("tree", body, algorithm)


def _row(name: bytes, mode: str, oid: str) -> bytes:
    return mode.encode() + b" " + name + b"\0" + bytes.fromhex(oid)


def _object_id(kind: str, body: bytes, algorithm: str) -> str:
    """Return an id as git defines it; it is not used for security."""
    return hashlib.new(algorithm, f"{kind} {len(body)}\0".encode() + body, usedforsecurity=False).hexdigest()


class MemoryTree:
    """A tree of files in memory, with the ids that git would give them."""

    def __init__(self, files: Mapping[str, bytes | str]) -> None:
        """Initialize from a map of path to content; text is encoded as UTF-8."""
        self._files = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
        self._entries = sorted(Entry(path, blob_id(data)) for path, data in self._files.items())
        self.roots: Roots = roots_of(self._entries)
        self.id = source_id(self.roots)

    def entries(self) -> Iterator[Entry]:
        """Yield all files in source folders with valid paths, sorted by path."""
        return (entry for entry in self._entries if paths.is_source(entry.path) and not paths.flaw(entry.path))

    def read(self, path: str) -> bytes:
        """Return the bytes of one file; raise FileNotFoundError if it does not exist."""
        if path not in self._files:
            raise FileNotFoundError(path)
        return self._files[path]

    def read_many(self, requested: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the path and bytes of each requested file, in the requested order; absent files are omitted."""
        return ((path, self._files[path]) for path in requested if path in self._files)

    def findings(self) -> list[Finding]:
        """Return the findings about invalid paths and names that are not portable."""
        return paths.findings((entry.path, entry.mode) for entry in self._entries if paths.is_source(entry.path))

    def changed_since(self, old: Roots) -> Changes | None:
        """Return an empty map if the trees are equal; otherwise None, because there is no history."""
        return {} if source_id(old) == self.id else None

    def edited(self, files: Mapping[str, bytes | str | None]) -> MemoryTree:
        """Return a new tree in which these files are added or replaced; a file given as None is removed."""
        together: dict[str, bytes | str | None] = {**self._files, **files}
        return MemoryTree({path: data for path, data in together.items() if data is not None})
