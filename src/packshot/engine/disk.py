"""The one door through which the engine changes the local disk.

Every call is one step that can fail or be the last before a kill; nothing else in `build/` writes files. No call
waits for the platters: what a power cut spoils is found by its digest and made again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, Protocol


class Disk(Protocol):
    """What the engine does to a disk."""

    def write(self, path: Path, chunks: Iterable[bytes]) -> None:
        """Write a file in place; what stood there is lost. Makes no folder."""

    def rename(self, source: Path, target: Path) -> None:
        """Put a file in the place of another, at once."""

    def remove(self, path: Path) -> None:
        """Remove a file, if it is there."""

    def make_folder(self, path: Path) -> None:
        """Make a folder and those above it, if they are not there."""

    def remove_folder(self, path: Path) -> bool:
        """Remove a folder if it is empty; says whether it did."""

    def scratch(self) -> BinaryIO:
        """A file without a name, gone when closed."""


# A link that stands where a file is to be written is not followed: it may lead anywhere.
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


class LocalDisk:
    """The disk itself."""

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
        import tempfile  # a short build needs none

        return tempfile.TemporaryFile()


class Scratch(ExitStack):
    """The scratch files of one build; leaving it closes them all, whatever happened."""

    def __init__(self, disk: Disk) -> None:
        super().__init__()
        self._disk = disk

    def open(self) -> BinaryIO:
        """A new scratch file."""
        return self.enter_context(self._disk.scratch())


def _write_all(number: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(number, view) :]


def put(disk: Disk, path: Path, chunks: Iterable[bytes], temporary: Path) -> None:
    """Put a whole file into place: readers see the old one or the new one. Makes the folder where it is missing.

    `temporary` lies on the same disk.
    """
    disk.write(temporary, chunks)
    try:
        disk.rename(temporary, path)
    except FileNotFoundError:
        disk.make_folder(path.parent)
        disk.rename(temporary, path)
