"""Git LFS: the file in Git may be a pointer of three lines, with the bytes of the original stored outside of Git."""

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
    """The content of a pointer: the SHA-256 of the file, and its size in bytes."""

    sha256: str
    size: int


def is_lfs_pointer(data: bytes) -> bool:
    """Return whether these bytes are a pointer and not the file itself."""
    return pointer(data) is not None


def pointer(data: bytes) -> Pointer | None:
    """Return the pointer in these bytes; None for any other file."""
    if len(data) >= _LONGEST:
        return None
    match = re.fullmatch(_POINTER, data)
    return Pointer(match[1].decode(), int(match[2])) if match else None


def pointer_to(data: bytes) -> bytes:
    """Return the pointer that Git LFS writes for a file."""
    sha256 = hashlib.sha256(data).hexdigest()
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256}\nsize {len(data)}\n".encode()


def stored(sha256: str, store: Path) -> Path:
    """Return the path where Git LFS stores a file's bytes on this machine."""
    return store / "lfs" / "objects" / sha256[:2] / sha256[2:4] / sha256


def smudged(expected: Pointer, candidates: Iterable[bytes | None]) -> bytes | None:
    """Return the first candidate with the digest and size of the pointer; None if there is none."""
    for data in candidates:
        if data is not None and len(data) == expected.size and hashlib.sha256(data).hexdigest() == expected.sha256:
            return data
    return None


def absent(path: str) -> Finding:
    """Return the finding for a file whose bytes are not on this machine."""
    return report("source-lfs-absent", Location(path), path=path)
