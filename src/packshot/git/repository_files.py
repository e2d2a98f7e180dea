"""The files of a repository on disk. No file is read through a link, even if only a folder above it is a link."""

from __future__ import annotations

import os
from pathlib import Path

from packshot.engine.plain_files import PlainFiles
from packshot.git import paths

LARGEST = 4 << 30
"""The largest size in bytes of a file that is read."""


class Inside:
    """A reader of the files below one folder."""

    def __init__(self, root: Path) -> None:
        """Initialize the reader for a folder; links in the path of the folder itself are followed."""
        self._root = root.resolve()
        self._files = PlainFiles(self._root, LARGEST)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a plain file; None if it cannot be read.

        The result is None if the path is invalid, or if the file is absent, not plain, unreadable, larger than
        `LARGEST` or in a linked folder.
        """
        try:
            return None if paths.flaw(path) else self._files.read(path)
        except OSError:
            return None

    def mode(self, path: str) -> int | None:
        """Return the file mode (`st_mode`) of a path; None if the path does not exist.

        If the path is a link, the mode of the link is returned.
        """
        return self._files.mode(path)

    def link(self, path: str) -> bytes:
        """Return the target of a link, as git stores it."""
        return os.fsencode((self._root / path).readlink())
