"""The interface of a target: the file operations that publishing requires from a folder or bucket."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Protocol

from packshot.engine.parsing import DamagedError

PIECE = 1 << 20
"""Bytes that are read at once."""


class Target(Protocol):
    """The interface of a target, which stores files by name. Each write of a file is atomic."""

    def chunks(self, name: str) -> Iterator[bytes] | None:
        """Return the content of a file in chunks; None if there is no regular file."""
        ...

    def exists(self, name: str) -> bool:
        """Return whether a name exists as a file, a link or a special file."""
        ...

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a folder, sorted; empty if the folder does not exist."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Write a file; an existing file is replaced."""
        ...

    def create(self, name: str, data: bytes) -> bool:
        """Write a file unless the name exists; return whether it was written."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file if it exists."""
        ...


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the content of an open file in chunks, then close the file."""
    with file:
        while piece := file.read(PIECE):
            yield piece


def above(name: str) -> Iterator[str]:
    """Yield the folders above a name, the nearest first."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def read(target: Target, name: str, limit: int) -> bytes | None:
    """Return the content of a file of the target; None if there is no regular file.

    Raises DamagedError if the content is larger than `limit` bytes.
    """
    chunks = target.chunks(name)
    if chunks is None:
        return None
    data = b""
    for chunk in chunks:
        data += chunk
        if len(data) > limit:
            raise DamagedError("size", name, limit=limit)
    return data
