"""The storage of a store: a local folder, written through `Disk`, or any URL that fsspec opens.

A storage maps names to bytes; it does not handle digests. A write is atomic.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from packshot.engine.disk import Disk, LocalDisk, put
from packshot.engine.parsing import DamagedError
from packshot.engine.plain_files import PlainFiles, is_outside


class Storage(Protocol):
    """The interface of a storage: a map from names to bytes."""

    def read(self, name: str) -> bytes | None:
        """Return the bytes stored under a name; None if the name does not exist."""

    def write(self, name: str, data: bytes) -> None:
        """Store bytes under a name atomically."""

    def exists(self, name: str) -> bool:
        """Return whether a name exists."""


def open_storage(url: str, disk: Disk | None = None, below: str = "") -> Storage:
    """Return the storage of a URL or local path. Names missing in it are read from the storage at `below`, if given."""
    place = _opened(url, disk)
    return OverlayStorage(_opened(below, None), place) if below else place


def _opened(url: str, disk: Disk | None) -> Storage:
    if "://" in url and not url.startswith("file://"):
        return RemoteStorage(url)
    return FolderStorage(Path(url.removeprefix("file://")), disk or LocalDisk())


class FolderStorage:
    """A folder on the local disk that other programs may change: links are not followed, no name leads outside."""

    def __init__(self, root: Path, disk: Disk) -> None:
        self._root = root
        self._disk = disk
        self._files = PlainFiles(root)
        # No other process has a temporary file of this name.
        self._temporary = f"tmp/{os.getpid()}-{id(self)}"

    def read(self, name: str) -> bytes | None:
        return self._files.read(name)

    def write(self, name: str, data: bytes) -> None:
        path, temporary = self._own(name), self._own(self._temporary)
        try:
            put(self._disk, path, (data,), temporary)
        except FileNotFoundError:
            self._disk.make_folder(temporary.parent)
            put(self._disk, path, (data,), temporary)

    def exists(self, name: str) -> bool:
        return self._files.has(name)

    def _own(self, name: str) -> Path:
        """Return the path of a name; raise DamagedError if the path leads out of the folder."""
        if is_outside(name):
            raise DamagedError("outside", name, folder=str(self._root))
        if obstacle := self._files.obstacle(name):
            raise DamagedError("not_a_folder", str(self._root / obstacle))
        return self._root / name


class RemoteStorage:
    """A storage accessed through fsspec: an object store, or `memory://` for tests. Writes are atomic."""

    def __init__(self, url: str) -> None:
        import fsspec

        self._files: Any
        self._files, self._root = fsspec.core.url_to_fs(url)

    def read(self, name: str) -> bytes | None:
        try:
            data: bytes = self._files.cat_file(self._path(name))
        except FileNotFoundError:
            return None
        return data

    def write(self, name: str, data: bytes) -> None:
        self._files.pipe_file(self._path(name), data)

    def exists(self, name: str) -> bool:
        return bool(self._files.exists(self._path(name)))

    def remove(self, name: str) -> None:
        with suppress(FileNotFoundError):
            self._files.rm_file(self._path(name))

    def _path(self, name: str) -> str:
        if is_outside(name):
            raise DamagedError("outside", name, folder=str(self._root))
        return f"{str(self._root).rstrip('/')}/{name}"


class OverlayStorage:
    """A storage that receives all writes, and reads missing names from another storage.

    Dry runs, verification and pull requests use it, because they must not change a shared store.
    """

    def __init__(self, below: Storage, overlay: Storage) -> None:
        self._below = below
        self._overlay = overlay

    def read(self, name: str) -> bytes | None:
        found = self._overlay.read(name)
        return self._below.read(name) if found is None else found

    def write(self, name: str, data: bytes) -> None:
        self._overlay.write(name, data)

    def exists(self, name: str) -> bool:
        return self._overlay.exists(name) or self._below.exists(name)
