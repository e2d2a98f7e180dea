"""A target that is a local folder.

The folder may contain links and files of other programs: nothing is read or written through a link, and only regular
files are read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from packshot.engine.disk import Disk, put
from packshot.engine.plain_files import is_outside
from packshot.findings import Location, refusal
from packshot.local_state import HOME
from packshot.publish.files import above, pieces

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Directory:
    """A target in a local folder. A folder that becomes empty through a removal is also removed."""

    def __init__(self, root: Path, disk: Disk) -> None:
        self.root = root
        self._disk = disk

    def chunks(self, name: str) -> Iterator[bytes] | None:
        if self.is_linked(name):
            return None
        try:
            number = os.open(self._path(name), _READ)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            if stat.S_ISREG(self._path(name).lstat().st_mode):
                raise
            return None
        file = os.fdopen(number, "rb", buffering=0)
        if stat.S_ISREG(os.fstat(number).st_mode):
            return pieces(file)
        file.close()
        return None

    def exists(self, name: str) -> bool:
        path = self._path(name)
        return self.is_linked(name) or (os.path.lexists(path) and not path.is_dir())

    def names(self, folder: str) -> list[str]:
        if self.is_linked(folder) or not (self.root / folder).is_dir():
            return []
        return sorted(each.name for each in os.scandir(self.root / folder) if each.is_file(follow_symlinks=False))

    def write(self, name: str, data: bytes) -> None:
        self._must_not_be_linked(name)
        temporary = self.root / HOME / "sending"
        try:
            put(self._disk, self._path(name), (data,), temporary)
        except FileNotFoundError:
            self._disk.make_folder(temporary.parent)
            put(self._disk, self._path(name), (data,), temporary)

    def create(self, name: str, data: bytes) -> bool:
        """Write a file unless the name exists; return whether it was written.

        The check and the write are two steps, which is safe because only the publisher that holds the lock writes.
        """
        self._must_not_be_linked(name)
        if self.exists(name):
            return False
        self.write(name, data)
        return True

    def remove(self, name: str) -> None:
        self._must_not_be_linked(name)
        self._disk.remove(self._path(name))
        for folder in above(name):
            if not self._disk.remove_folder(self.root / folder):
                return

    def is_linked(self, name: str) -> bool:
        """Return whether the name, or a folder above it, is a symbolic link."""
        return any((self.root / each).is_symlink() for each in (name, *above(name)))

    def _path(self, name: str) -> Path:
        assert not is_outside(name), name
        return self.root / name

    def _must_not_be_linked(self, name: str) -> None:
        if self.is_linked(name):
            raise refusal("target-foreign.link", Location(name), path=name)
