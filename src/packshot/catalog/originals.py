"""The bytes of originals for outputs: read from the source tree and verified against the sidecar."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from packshot.engine.types import Original
from packshot.findings import Location, RefusedError, refusal
from packshot.git import lfs


class Tree(Protocol):
    """A source of file contents; can be pickled."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file. FileNotFoundError if there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Originals:
    """Reads originals of one tree, also in worker processes."""

    tree: Tree

    def __call__(self, original: Original) -> bytes:
        """Return the bytes of an original. RefusedError if they do not have the digest of the sidecar."""
        data = self.tree.read(original.path)
        if lfs.is_lfs_pointer(data):
            raise RefusedError(lfs.absent(original.path))
        if sha256(data).hexdigest() != original.sha256:
            raise refusal("original-differs.sha256", Location(original.path))
        return data
