"""A source tree in which some files have other bytes, for plans of what would be without a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol


class Readable(Protocol):
    """The part of a tree that is read."""

    def read(self, path: str) -> bytes:
        """Return the bytes of one file; raise FileNotFoundError if it does not exist."""

    def read_many(self, requested: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the bytes of many files; files that do not exist are omitted."""


@dataclass(frozen=True, slots=True)
class EditedTree:
    """The files of a tree, some with other bytes, or None for a file that does not exist."""

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
        """Yield the bytes of many files, those of the tree first; files that do not exist are omitted."""
        names = list(requested)
        yield from self.tree.read_many([path for path in names if path not in self.files])
        yield from ((path, data) for path in names if (data := self.files.get(path)) is not None)
