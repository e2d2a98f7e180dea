"""Where a release is published: a local folder, or any URL that fsspec opens.

A local folder may hold links and files of others: what lies behind a link counts as foreign, and folders that a
removal leaves empty go with it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from packshot.build.disk import Disk, LocalDisk, put
from packshot.build.place import Place, Remote
from packshot.findings import Location, RefusedError, error

HOME = ".packshot"
"""The folder at the target in which the receipt lies."""

FILE = "file://"


def open_target(url: str, disk: Disk | None = None) -> Place:
    """The place that a folder's path or a URL names. RefusedError if nothing here can open it."""
    if is_local(url):
        return Directory(folder_of(url), disk or LocalDisk())
    try:
        return Remote(url)
    except (ValueError, ImportError) as problem:
        raise _unopened(url, problem) from None


@contextmanager
def failures_told(url: str) -> Iterator[None]:
    """A target that fails is no crash of ours: RefusedError says what it said."""
    try:
        yield
    except OSError as failure:
        raise RefusedError(
            error(
                "target-failed",
                Location(str(failure.filename or url)),
                f"The target {url} refused: {failure.strerror or failure}.",
                "Mend access or free space, then publish again: it goes on where it stopped.",
            )
        ) from failure


def is_local(url: str) -> bool:
    """Whether the target is a folder of this machine."""
    return "://" not in url or url.startswith(FILE)


def folder_of(url: str) -> Path:
    """The folder that a local target names."""
    return Path(url.removeprefix(FILE)).expanduser().absolute()


class Directory:
    """A folder of this machine, seen file by file."""

    def __init__(self, root: Path, disk: Disk) -> None:
        self._root = root
        self._disk = disk

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None when there is none, or it lies behind a link."""
        if self._is_linked(name):
            return None
        try:
            return (self._root / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def write(self, name: str, data: bytes) -> None:
        """Put a file into place at once."""
        temporary = self._root / HOME / "sending"
        try:
            put(self._disk, self._root / name, (data,), temporary)
        except FileNotFoundError:
            self._disk.make_folder(temporary.parent)
            put(self._disk, self._root / name, (data,), temporary)

    def exists(self, name: str) -> bool:
        """Whether a file, or a link, stands there or in its way."""
        return self._is_linked(name) or (self._root / name).is_file()

    def remove(self, name: str) -> None:
        """Remove a file, and the folders that it leaves empty."""
        self._disk.remove(self._root / name)
        for folder in _above(name):
            if not self._disk.remove_folder(self._root / folder):
                return

    def _is_linked(self, name: str) -> bool:
        return any(os.path.islink(self._root / each) for each in (name, *_above(name)))  # noqa: PTH114 - hot path


def _above(name: str) -> Iterator[str]:
    """The folders above a name, the nearest first."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def _unopened(url: str, problem: Exception) -> RefusedError:
    scheme = url.partition("://")[0]
    extra = {"s3": "s3", "gs": "gcs", "gcs": "gcs", "az": "azure", "abfs": "azure"}.get(scheme)
    cure = f"Run: pip install 'packshot[{extra}]'" if extra else "Name a folder, or a URL such as s3://bucket/shop."
    return RefusedError(error("target-unknown", Location(url), f"{url} cannot be opened: {problem}.", cure))
