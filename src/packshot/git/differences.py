"""What differs between two states of the source trees, or between a commit and the files on disk, by Git."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.git import process
from packshot.git.repository import OBJECT
from packshot.git.tree import FOLDERS, SUBMODULE, Changes, Entry, Repository, Roots, empty_tree

Difference = list[tuple[str, Entry, Entry]]
"""What differs between two states: path, entry before and after."""


def diff(repository: Repository, old: Roots, new: Roots) -> Difference | None:
    """What differs between two states of the source trees; None when git does not have the old one here.

    The old one comes from a file that anybody may have written: what is no object id must not reach git's arguments.
    """
    if not all(OBJECT.fullmatch(str(oid)) for oid in old.values()):
        return None
    found: Difference = []
    none = empty_tree(repository.algorithm)
    for folder in FOLDERS:
        before, after = old.get(folder, none), new.get(folder, none)
        if before == after:
            continue
        done = process.run(repository.top, "diff-tree", "-r", "-z", "--no-renames", "--no-abbrev", before, after)
        if done.code:
            return None
        found += [(f"{folder}/{path}", one, other) for path, one, other, _ in raw_changes(done.out)]
    return found


def pairs(found: Difference) -> Changes:
    """The difference as blob ids. What is no plain file does not exist for us."""
    told = (
        (path, old.blob if old.is_file() else None, new.blob if new.is_file() else None) for path, old, new in found
    )
    return {path: (before, after) for path, before, after in told if before != after}


def edits_only(found: Difference) -> bool:
    """Whether plain files hold something else and nothing more has changed: no name has come or gone, no link."""
    return all(before.is_file() and after.is_file() for _, before, after in found)


def raw_changes(out: bytes) -> Iterator[tuple[str, Entry, Entry, str]]:
    """The records of `git diff-* --raw -z`: path, old and new entry, and the letter of the change."""
    fields = out.decode("utf-8", "surrogateescape").split("\0")
    for heading, path in zip(fields[::2], fields[1::2], strict=False):
        old_mode, new_mode, old, new, letter = heading.lstrip(":").split(" ")
        yield path, Entry(path, old, old_mode), Entry(path, new, new_mode), letter


_RAW = ("--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff", "--ignore-submodules=all")


class Uncommitted:
    """What the files on disk differ in from a commit. Git looks for it from here on, while others work."""

    def __init__(self, repository: Repository, commit: str) -> None:
        self._repository = repository
        folders = [repository.prefix + folder for folder in FOLDERS]
        against = commit or empty_tree(repository.algorithm)
        self._tracked = process.Begun(repository.top, "diff-index", *_RAW, against, "--", *folders)
        self._others = process.Begun(repository.top, "ls-files", "-z", "--others", "--exclude-standard", "--", *folders)

    def changes(self) -> Iterator[tuple[str, Entry, Entry]]:
        """Tracked files whose working copy or index may differ from the commit: path, entry there, entry here.

        An entry here with a zero id must be looked at: git has only compared times and sizes.
        """
        for path, old, new, _ in raw_changes(self._tracked.out()):
            yield path.removeprefix(self._repository.prefix), old, new

    def untracked(self) -> Iterator[tuple[str, str]]:
        """Files that git does not know and does not ignore, with their git mode as far as the name tells it."""
        for path in self._others.out().decode("utf-8", "surrogateescape").split("\0")[:-1]:
            own = path.removeprefix(self._repository.prefix)
            # A repository inside of this one is listed as a folder.
            yield own.rstrip("/"), SUBMODULE if own.endswith("/") else ""
