"""A target behind fsspec: an object store, or another remote file system."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

from packshot.engine.storage import RemoteStorage
from packshot.publish.files import PIECE


class Bucket(RemoteStorage):
    """Objects by name. A failure of any kind is an OSError: each service has exceptions of its own."""

    def __init__(self, url: str) -> None:
        with _Failures():
            super().__init__(url)

    def chunks(self, name: str) -> Iterator[bytes] | None:
        with _Failures():
            try:
                file = self._files.open(self._path(name), "rb")
            except (FileNotFoundError, IsADirectoryError):
                return None
        return _pieces(file)

    def exists(self, name: str) -> bool:
        with _Failures():
            return super().exists(name)

    def names(self, folder: str) -> list[str]:
        """List a folder. What fsspec remembers of listings is dropped: other machines write here, too."""
        with _Failures():
            self._files.invalidate_cache()
            try:
                found = self._files.ls(self._path(folder), detail=False)
            except (FileNotFoundError, NotADirectoryError):
                found = []
            self._files.invalidate_cache()
        return sorted(name for path in found if (name := str(path).rpartition("/")[2]))

    def write(self, name: str, data: bytes) -> None:
        with _Failures():
            super().write(name, data)

    def create(self, name: str, data: bytes) -> bool:
        try:
            with _Failures():
                self._files.pipe_file(self._path(name), data, mode="create")
        except OSError:  # some services answer "precondition failed", which is not a FileExistsError everywhere
            if self.exists(name):
                return False
            raise
        return True

    def remove(self, name: str) -> None:
        with _Failures():
            super().remove(name)


class _Failures(AbstractContextManager[None]):
    """Raises whatever a service raised as an OSError."""

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(problem, Exception) and not isinstance(problem, (OSError, ImportError)):
            raise OSError(str(problem) or type(problem).__name__) from problem


def _pieces(file: Any) -> Iterator[bytes]:
    with _Failures(), file:
        while piece := file.read(PIECE):
            yield piece
