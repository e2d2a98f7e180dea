"""The bytes of originals for outputs: read from the source tree and verified against the sidecar."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from packshot.engine.types import Original
from packshot.findings import Location, RefusedError, refusal
from packshot.git import lfs


class Tree(Protocol):
    """A picklable source of file contents."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raise FileNotFoundError if it does not exist."""
        ...


@dataclass(frozen=True, slots=True)
class Originals:
    """A reader of the originals of one tree; it also works in worker processes."""

    tree: Tree

    def __call__(self, original: Original) -> bytes:
        """Return the bytes of an original.

        Raise RefusedError if the digest of the bytes differs from that in the sidecar, or if the file is a Git LFS
        pointer.
        """
        data = self.tree.read(original.path)
        if lfs.is_lfs_pointer(data):
            raise RefusedError(lfs.absent(original.path))
        if sha256(data).hexdigest() != original.sha256:
            raise refusal("original-differs.sha256", Location(original.path))
        return data
