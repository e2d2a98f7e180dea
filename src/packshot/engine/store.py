"""The content-addressed store: immutable blobs, the action cache of dear outputs, states and the pointer to the last.

A blob's name is the SHA-256 of its bytes and is checked whenever it is read, so a damaged blob is never shown: it
counts as missing. Nothing here is locked, because nothing under a name of its own digest ever changes, and a pointer
is written after all that it points to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from packshot.engine.parsing import DamagedError, number, parsed, row
from packshot.engine.parsing import digest as is_digest
from packshot.engine.storage import Storage
from packshot.engine.up_to_date import POINTER, pointer_name
from packshot.findings import Location, refusal


@contextmanager
def damage_refused(store: str) -> Iterator[None]:
    """Turn damage into a refusal, where nothing may be made again."""
    try:
        yield
    except DamagedError as damage:
        raise refusal("state-damaged.unusable", Location(store), **damage.params) from None


class Store:
    """Blobs, actions and states in one place."""

    def __init__(self, place: Storage, is_doubted: bool = False) -> None:
        """A doubted store, where damage was met, has what it holds only if it is whole; what is not is put anew."""
        self._place = place
        self._is_doubted = is_doubted

    def put(self, data: bytes, digest: str = "") -> str:
        """Keep bytes, and say their digest; bytes that are there are not written again."""
        digest = digest or sha256(data).hexdigest()
        if not self.has(digest):
            self._place.write(_blob(digest), data)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes of that digest; DamagedError if they are missing or not what they should be."""
        data = self._place.read(_blob(digest))
        if data is None:
            raise DamagedError("missing", f"blob {digest}")
        if sha256(data).hexdigest() != digest:
            raise DamagedError("changed", f"blob {digest}")
        return data

    def has(self, digest: str) -> bool:
        """Whether the store holds something under that digest (whole or not shows when it is read, or is doubted)."""
        return self._place.exists(_blob(digest)) and not (self._is_doubted and self._is_damaged(digest))

    def _is_damaged(self, digest: str) -> bool:
        return sha256(self._place.read(_blob(digest)) or b"").hexdigest() != digest

    def remember(self, key: str, digest: str, size: int) -> None:
        """Note what a dear key made, for every build that shares this store."""
        self._place.write(_action(key), json.dumps([key, digest, size]).encode())

    def recall(self, key: str) -> tuple[str, int] | None:
        """What a dear key made before, if its bytes are still here. An entry that names another key is none."""
        raw = self._place.read(_action(key))
        try:
            found, digest, size = parsed(raw or b"null", _ACTION, "action cache entry")
        except DamagedError:
            return None
        return (digest, size) if found == key and self.has(digest) else None

    def pointer(self) -> bytes | None:
        """What the store points to, as it lies there."""
        return self._place.read(POINTER)

    def state(self, name: str) -> bytes | None:
        """The root of a state, as it lies there."""
        return self._place.read(f"states/{name}.json")

    def save(self, name: str, root: bytes, tree: str, pointer: bytes) -> None:
        """Keep a state under its name, then point to it; of two builds at once the last wins, both states remain."""
        for held, data in ((f"states/{name}.json", root), (pointer_name(tree), pointer), (POINTER, pointer)):
            if self._place.read(held) != data:
                self._place.write(held, data)


_ACTION = row(is_digest, is_digest, number)


def _blob(digest: str) -> str:
    if not is_digest(digest):
        raise DamagedError("digest", digest)
    return f"blobs/{digest[:2]}/{digest}"


def _action(key: str) -> str:
    if not is_digest(key):
        raise DamagedError("digest", key)
    return f"actions/{key[:2]}/{key}"
