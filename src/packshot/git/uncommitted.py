"""What the files on disk differ in from a commit, found by Git while the program does something else."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.git import process
from packshot.git.clone import Repository
from packshot.git.differences import raw_changes
from packshot.git.tree import FOLDERS, SUBMODULE, Entry, empty_tree

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
