"""Reads files of a repository without leaving it: no link is followed, neither the file nor a folder above it."""

from __future__ import annotations

import os
from pathlib import Path

from packshot.engine.plain_files import PlainFiles
from packshot.git import paths

LARGEST = 4 << 30
"""Bytes of an original that are read at most."""


class Inside:
    """The files below one folder."""

    def __init__(self, root: Path) -> None:
        """Take the folder; links in its own path are the user's business."""
        self._root = root.resolve()
        self._files = PlainFiles(self._root, LARGEST)

    def read(self, path: str) -> bytes | None:
        """The bytes of a plain file; None for what is absent, no plain file, reached through a link or unreadable."""
        try:
            return None if paths.flaw(path) else self._files.read(path)
        except OSError:
            return None

    def mode(self, path: str) -> int | None:
        """The mode of what has this name, not following links; None when there is nothing."""
        return self._files.mode(path)

    def link(self, path: str) -> bytes:
        """Where a link leads, as git stores it."""
        return os.fsencode((self._root / path).readlink())
