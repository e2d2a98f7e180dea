"""The files of a repository on disk. Symbolic links are not followed, neither for a file nor for a folder above it."""

from __future__ import annotations

import os
from pathlib import Path

from packshot.engine.plain_files import PlainFiles
from packshot.git import paths

LARGEST = 4 << 30
"""The largest size in bytes of an original that is read."""


class Inside:
    """A reader of the files below one folder."""

    def __init__(self, root: Path) -> None:
        """Take the folder; links in its own path are followed."""
        self._root = root.resolve()
        self._files = PlainFiles(self._root, LARGEST)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a plain file; None if it is absent, not plain, unreadable or in a linked folder."""
        try:
            return None if paths.flaw(path) else self._files.read(path)
        except OSError:
            return None

    def mode(self, path: str) -> int | None:
        """Return the mode of a file without following links; None if it does not exist."""
        return self._files.mode(path)

    def link(self, path: str) -> bytes:
        """Return the target of a link, as git stores it."""
        return os.fsencode((self._root / path).readlink())
