"""Git LFS: pointers in Git to originals whose bytes are stored outside Git."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from packshot.findings import Finding, Location, report

_POINTER = rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\nsize ([0-9]+)\n"
_LONGEST = 1024


class Pointer(NamedTuple):
    """The content of a Git LFS pointer: the SHA-256 and the size in bytes of the original."""

    sha256: str
    size: int


def is_lfs_pointer(data: bytes) -> bool:
    """Return whether the bytes are a Git LFS pointer and not an original."""
    return pointer(data) is not None


def pointer(data: bytes) -> Pointer | None:
    """Return the Git LFS pointer in these bytes; None if the bytes are not a pointer."""
    if len(data) >= _LONGEST:
        return None
    match = re.fullmatch(_POINTER, data)
    return Pointer(match[1].decode(), int(match[2])) if match else None


def pointer_to(data: bytes) -> bytes:
    """Return the bytes of the pointer that Git LFS writes for a file with these bytes."""
    sha256 = hashlib.sha256(data).hexdigest()
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256}\nsize {len(data)}\n".encode()


def stored(sha256: str, store: Path) -> Path:
    """Return the path where Git LFS stores a file's bytes on this machine."""
    return store / "lfs" / "objects" / sha256[:2] / sha256[2:4] / sha256


def smudged(expected: Pointer, candidates: Iterable[bytes | None]) -> bytes | None:
    """Return the first candidate that has the SHA-256 and size of the pointer; None if no candidate has them."""
    for data in candidates:
        if data is not None and len(data) == expected.size and hashlib.sha256(data).hexdigest() == expected.sha256:
            return data
    return None


def absent(path: str) -> Finding:
    """Return the finding for an original in Git LFS whose bytes are not on this machine."""
    return report("source-lfs-absent", Location(path), path=path)
