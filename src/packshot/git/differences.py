"""Differences between two states of the source trees, or between a commit and the files on disk, computed by Git."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.git import process
from packshot.git.repository import OBJECT
from packshot.git.tree import FOLDERS, SUBMODULE, Changes, Entry, Repository, Roots, empty_tree

Difference = list[tuple[str, Entry, Entry]]
"""The differences between two states: path, entry before and after."""


def diff(repository: Repository, old: Roots, new: Roots) -> Difference | None:
    """Return the differences between two states of the source trees; None if this clone does not have the old state.

    The ids in `old` come from an untrusted file. If one of them is not a valid object id, the result is None and git is
    not run.
    """
    if not all(OBJECT.fullmatch(str(oid)) for oid in old.values()):
        return None
    found: Difference = []
    empty = empty_tree(repository.algorithm)
    for folder in FOLDERS:
        before, after = old.get(folder, empty), new.get(folder, empty)
        if before == after:
            continue
        done = process.run(repository.top, "diff-tree", "-r", "-z", "--no-renames", "--no-abbrev", before, after)
        if done.code:
            return None
        found += [(f"{folder}/{path}", one, other) for path, one, other, _ in raw_changes(done.out)]
    return found


def pairs(found: Difference) -> Changes:
    """Return the differences of plain files: path -> (old blob id, new blob id), None where there is no plain file."""
    listed = (
        (path, old.blob if old.is_file() else None, new.blob if new.is_file() else None) for path, old, new in found
    )
    return {path: (before, after) for path, before, after in listed if before != after}


def edits_only(found: Difference) -> bool:
    """Return whether only contents and executable bits of plain files changed.

    If so, no file, link or submodule was added or removed, and no link or submodule changed.
    """
    return all(before.is_file() and after.is_file() for _, before, after in found)


def raw_changes(out: bytes) -> Iterator[tuple[str, Entry, Entry, str]]:
    """Yield the records of `git diff-* --raw -z`: path, old and new entry, and the letter of the change.

    Paths begin at the root of the compared trees.
    """
    fields = out.decode("utf-8", "surrogateescape").split("\0")
    for heading, path in zip(fields[::2], fields[1::2], strict=False):
        old_mode, new_mode, old, new, letter = heading.lstrip(":").split(" ")
        yield path, Entry(path, old, old_mode), Entry(path, new, new_mode), letter


_RAW = ("--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff", "--ignore-submodules=all")


class Uncommitted:
    """The differences between the files on disk and a commit, which git computes in the background."""

    def __init__(self, repository: Repository, commit: str) -> None:
        self._repository = repository
        folders = [repository.prefix + folder for folder in FOLDERS]
        against = commit or empty_tree(repository.algorithm)
        self._tracked = process.BackgroundCommand(repository.top, "diff-index", *_RAW, against, "--", *folders)
        self._others = process.BackgroundCommand(
            repository.top, "ls-files", "-z", "--others", "--exclude-standard", "--", *folders
        )

    def changes(self) -> Iterator[tuple[str, Entry, Entry]]:
        """Yield tracked files whose working copy or index may differ: path, entry in the commit, entry on disk.

        If the entry on disk has a zero id, the file was deleted (its mode is `000000`), or it must be compared by its
        contents: git has compared only its time and size.
        """
        for path, old, new, _ in raw_changes(self._tracked.out()):
            yield path.removeprefix(self._repository.prefix), old, new

    def untracked(self) -> Iterator[tuple[str, str]]:
        """Yield the path and git mode of each file that git neither tracks nor ignores.

        The mode is `SUBMODULE` for a nested repository, which git lists as one folder, and empty for a file.
        """
        for path in self._others.out().decode("utf-8", "surrogateescape").split("\0")[:-1]:
            own = path.removeprefix(self._repository.prefix)
            # A repository inside this one is listed as a folder.
            yield own.rstrip("/"), SUBMODULE if own.endswith("/") else ""
