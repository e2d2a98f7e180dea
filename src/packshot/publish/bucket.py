"""A target accessed through fsspec: an object store, or another remote file system."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from packshot.engine.storage import RemoteStorage
from packshot.publish.files import pieces


@contextmanager
def _failures() -> Iterator[None]:
    """Convert any exception of a service to an OSError."""
    try:
        yield
    except (OSError, ImportError):
        raise
    except Exception as problem:
        raise OSError(str(problem) or type(problem).__name__) from problem


class Bucket(RemoteStorage):
    """A target accessed through fsspec.

    Every failure of the service is raised as an OSError, because each service has its own exceptions. An ImportError
    means that the client of the service is not installed.
    """

    exists = _failures()(RemoteStorage.exists)
    write = _failures()(RemoteStorage.write)
    remove = _failures()(RemoteStorage.remove)

    @_failures()
    def __init__(self, url: str) -> None:
        super().__init__(url)

    @_failures()
    def chunks(self, name: str) -> Iterator[bytes] | None:
        try:
            return _pieces(self._files.open(self._path(name), "rb"))
        except (FileNotFoundError, IsADirectoryError):
            return None

    @_failures()
    def names(self, folder: str) -> list[str]:
        """Return the names of the files and folders in a folder, sorted; empty if the folder does not exist.

        The listing cache of fsspec is cleared, because other machines also write to the folder.
        """
        self._files.invalidate_cache()
        try:
            found = self._files.ls(self._path(folder), detail=False)
        except (FileNotFoundError, NotADirectoryError):
            found = []
        self._files.invalidate_cache()
        return sorted(name for path in found if (name := str(path).rpartition("/")[2]))

    def create(self, name: str, data: bytes) -> bool:
        try:
            with _failures():
                self._files.pipe_file(self._path(name), data, mode="create")
        except OSError:  # some services answer "precondition failed", which is not a FileExistsError everywhere
            if self.exists(name):
                return False
            raise
        return True


def _pieces(file: Any) -> Iterator[bytes]:
    with _failures():
        yield from pieces(file)
