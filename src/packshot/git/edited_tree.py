"""A source tree in which some files are replaced, for plans of the release without some of the changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol


class Readable(Protocol):
    """The methods of a tree that read files."""

    def read(self, path: str) -> bytes:
        """Return the bytes of one file; raise FileNotFoundError if it does not exist."""

    def read_many(self, requested: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the path and bytes of each requested file; files that do not exist are omitted."""


@dataclass(frozen=True, slots=True)
class EditedTree:
    """A tree in which some files are replaced: `files` maps a path to its bytes, or to None for a removed file."""

    tree: Readable
    files: Mapping[str, bytes | None]

    def read(self, path: str) -> bytes:
        """Return the bytes of one file; raise FileNotFoundError if it does not exist."""
        if path not in self.files:
            return self.tree.read(path)
        data = self.files[path]
        if data is None:
            raise FileNotFoundError(path)
        return data

    def read_many(self, requested: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the path and bytes of each requested file, replaced files last; files that do not exist are omitted."""
        names = list(requested)
        yield from self.tree.read_many([path for path in names if path not in self.files])
        yield from ((path, data) for path in names if (data := self.files.get(path)) is not None)
