"""Reading files of a folder without ever leaving it: no link is followed, neither the file nor a folder above it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from packshot.source import paths

# Not blocking, so that a pipe with a file's name does not stop everything.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Inside:
    """The files below one folder."""

    def __init__(self, root: Path) -> None:
        """Take the folder; links in its own path are the user's business."""
        self._root = root.resolve()
        self._known: dict[str, bool] = {}

    def read(self, path: str) -> bytes | None:
        """The bytes of a plain file; None for what is absent, no plain file, or reached through a link."""
        if paths.flaw(path) or not self._is_own(path.rpartition("/")[0]):
            return None
        if not hasattr(os, "O_NOFOLLOW") and stat.S_ISLNK(self.mode(path) or 0):
            return None
        try:
            file = os.open(f"{self._root}/{path}", _FLAGS)
        except OSError:
            return None
        try:
            status = os.fstat(file)
            return _all(file, status.st_size) if stat.S_ISREG(status.st_mode) else None
        except OSError:
            return None
        finally:
            os.close(file)

    def mode(self, path: str) -> int | None:
        """The mode of what has this name, not following links; None when there is nothing."""
        try:
            return os.lstat(f"{self._root}/{path}").st_mode
        except OSError:
            return None

    def link(self, path: str) -> bytes:
        """Where a link leads, as git stores it."""
        return os.fsencode((self._root / path).readlink())

    def _is_own(self, folder: str) -> bool:
        """Whether a folder and all above it are real folders below the root."""
        if folder not in self._known:
            mode = self.mode(folder) if folder else stat.S_IFDIR
            above = self._is_own(folder.rpartition("/")[0]) if folder else True
            self._known[folder] = above and mode is not None and stat.S_ISDIR(mode)
        return self._known[folder]


def _all(file: int, size: int) -> bytes:
    """Everything in an open file, also when it has grown; usually in one call, which asks for more than there is."""
    data = os.read(file, size + 1)
    if len(data) == size:
        return data
    pieces = [data]
    while piece := os.read(file, size + 1):
        pieces.append(piece)
    return b"".join(pieces)
