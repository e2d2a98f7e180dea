"""The bytes of originals as outputs get them: read from the source tree, and what the sidecar says they are."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from packshot.engine.types import Original
from packshot.findings import Location, RefusedError, refusal
from packshot.git import lfs


class Tree(Protocol):
    """What gives the bytes of a file; can be pickled."""

    def read(self, path: str) -> bytes:
        """The bytes of one file; FileNotFoundError where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Originals:
    """Reads originals of one tree; also in worker processes."""

    tree: Tree

    def __call__(self, original: Original) -> bytes:
        """The bytes, whose digest is the sidecar's. RefusedError if it is not."""
        data = self.tree.read(original.path)
        if lfs.is_lfs_pointer(data):
            raise RefusedError(lfs.absent(original.path))
        if sha256(data).hexdigest() != original.sha256:
            raise refusal("original-differs.sha256", Location(original.path))
        return data
