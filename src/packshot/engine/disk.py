"""All changes that the engine makes on the local disk, except the lock file.

Each call is one step that can fail, and after which the process can be killed. No call syncs the disk: files damaged by
a power failure are found by their digest and made again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, Protocol


class Disk(Protocol):
    """The interface for changes on a disk."""

    def write(self, path: Path, chunks: Iterable[bytes]) -> None:
        """Write a file in place; its previous content is lost. The folder must exist."""

    def rename(self, source: Path, target: Path) -> None:
        """Rename a file atomically; an existing file at the target is replaced."""

    def remove(self, path: Path) -> None:
        """Remove a file if it exists."""

    def make_folder(self, path: Path) -> None:
        """Make a folder and its parents if they do not exist."""

    def remove_folder(self, path: Path) -> bool:
        """Remove a folder if it is empty. Return whether the folder was removed."""

    def scratch(self) -> BinaryIO:
        """Return a new file without a name; the system deletes the file when it is closed."""


# A link in place of the file to write is not followed: its target may be anywhere.
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


class LocalDisk:
    """A `Disk` that changes the local disk."""

    def write(self, path: Path, chunks: Iterable[bytes]) -> None:
        number = os.open(path, _WRITE, 0o644)
        try:
            for chunk in chunks:
                _write_all(number, chunk)
        finally:
            os.close(number)

    def rename(self, source: Path, target: Path) -> None:
        os.replace(source, target)  # noqa: PTH105 - a Path method costs a tenth more on this hot path

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def make_folder(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)

    def remove_folder(self, path: Path) -> bool:
        with suppress(OSError):
            path.rmdir()
            return True
        return False

    def scratch(self) -> BinaryIO:
        import tempfile  # slow to import; a short build does not need it

        return tempfile.TemporaryFile()


class Scratch(ExitStack):
    """The scratch files of one build; all are closed when the `with` block ends."""

    def __init__(self, disk: Disk) -> None:
        super().__init__()
        self._disk = disk

    def open(self) -> BinaryIO:
        """Return a new scratch file, which is closed when the `with` block ends."""
        return self.enter_context(self._disk.scratch())


def _write_all(number: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(number, view) :]


def put(disk: Disk, path: Path, chunks: Iterable[bytes], temporary: Path) -> None:
    """Replace a whole file atomically: readers see the old file or the new one. The folder is created if it is missing.

    `temporary` is the path of a temporary file on the same disk.
    """
    disk.write(temporary, chunks)
    try:
        disk.rename(temporary, path)
    except FileNotFoundError:
        disk.make_folder(path.parent)
        disk.rename(temporary, path)
