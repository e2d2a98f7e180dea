"""Plain files below one folder: links are not followed, pipes and devices are not read, and no name leads outside.

The folder may have files from an untrusted source, such as a checked-out `dist/` or a shared store.
"""

from __future__ import annotations

import errno
import os
import stat

LARGEST = 1 << 30
"""The largest size in bytes of a file that is read."""

# Non-blocking, so that a pipe with the name of a file does not block the program.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_NOT_PLAIN = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO, errno.ENODEV, errno.EISDIR, errno.ENAMETOOLONG)
"""The errors for a name that is absent, a link, a socket, or a device without a driver."""


class PlainFiles:
    """A reader of the files below one folder.

    Links in the path of the folder itself are followed, because the user chose the folder.
    """

    def __init__(self, root: str | os.PathLike[str], largest: int = LARGEST) -> None:
        """Set the folder, and the largest size of a file in bytes; a larger file counts as absent."""
        self._root = os.fspath(root)
        self._largest = largest
        self._own: set[str] = set()

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a plain file; None if it is absent, not a plain file, too large or behind a link.

        Raises OSError if the disk fails or permission is denied.
        """
        if not self.is_own(name.rpartition("/")[0]) or (not hasattr(os, "O_NOFOLLOW") and self._is_link(name)):
            return None
        try:
            file = os.open(f"{self._root}/{name}", _FLAGS)
        except OSError as failure:
            if failure.errno in _NOT_PLAIN:
                return None
            raise
        except ValueError:  # a name that no file system can have
            return None
        try:
            return _all(file, self._largest)
        finally:
            os.close(file)

    def has(self, name: str) -> bool:
        """Return whether there is a plain file with this name."""
        mode = self.mode(name)
        return mode is not None and stat.S_ISREG(mode) and self.is_own(name.rpartition("/")[0])

    def mode(self, name: str) -> int | None:
        """Return the file mode of a name, without following a link; None if the name cannot be found or read."""
        try:
            return os.lstat(f"{self._root}/{name}").st_mode
        except (OSError, ValueError):
            return None

    def is_own(self, folder: str) -> bool:
        """Return whether a folder below the root exists, and neither it nor a folder above it is a link."""
        if not folder or folder in self._own:
            return True
        if is_outside(folder) or not self.is_own(folder.rpartition("/")[0]):
            return False
        mode = self.mode(folder)
        if mode is not None and stat.S_ISDIR(mode):
            self._own.add(folder)
        return folder in self._own

    def obstacle(self, name: str) -> str:
        """Return the first path above a name that is a link or a file, and so diverts or blocks writes; "" for none."""
        steps = name.split("/")[:-1]
        for folder in ("/".join(steps[:depth]) for depth in range(1, len(steps) + 1)):
            if folder not in self._own:
                mode = self.mode(folder)
                if mode is None:
                    return ""
                if not stat.S_ISDIR(mode):
                    return folder
                self._own.add(folder)
        return ""

    def _is_link(self, name: str) -> bool:
        return stat.S_ISLNK(self.mode(name) or 0)


def is_outside(name: str) -> bool:
    """Return whether a name may lead out of the folder that it is joined to."""
    # No regular expression: compiling one would cost a build without changes 1 %.
    return "\\" in name or "\0" in name or any(step in _STEPS for step in name.split("/"))


_STEPS = ("", ".", "..")


def _all(file: int, largest: int) -> bytes | None:
    """Return the content of an open plain file; None if it is too large or not a plain file.

    A file that grows is read to its end. One call usually suffices, because it requests one byte more than the size.
    """
    status = os.fstat(file)
    if not stat.S_ISREG(status.st_mode) or status.st_size > largest:
        return None
    data = os.read(file, status.st_size + 1)
    if len(data) == status.st_size:
        return data
    pieces, size = [data], len(data)
    while size <= largest and (piece := os.read(file, 1 << 20)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces) if size <= largest else None
