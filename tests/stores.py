"""Blobs of a store on disk, read and written without packshot."""

import zlib
from hashlib import sha256
from pathlib import Path


def blob(store: Path, digest: str, packed: bool = False) -> bytes:
    """Return the bytes of a blob; decompressed if it is a table of a state."""
    data = (store / "blobs" / digest[:2] / digest).read_bytes()
    return zlib.decompress(data) if packed else data


def keep(store: Path, data: bytes, packed: bool = False) -> str:
    """Write a blob under its correct digest, and return that."""
    data = zlib.compress(data) if packed else data
    digest = sha256(data).hexdigest()
    path = store / "blobs" / digest[:2] / digest
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return digest
