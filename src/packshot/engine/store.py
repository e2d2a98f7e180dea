"""The content-addressed store: immutable blobs, the action cache of expensive outputs, states, and the latest pointer.

The name of a blob is the SHA-256 of its bytes, and every read verifies the bytes. No lock is needed, because a blob
never changes, and a pointer is written after everything that it points to.
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
    """Convert DamagedError to RefusedError, for callers that cannot make the damaged files again."""
    try:
        yield
    except DamagedError as damage:
        raise refusal("state-damaged.unusable", Location(store), **damage.params) from None


class Store:
    """A store of blobs, action results and states in one storage."""

    def __init__(self, place: Storage, is_doubted: bool = False) -> None:
        """Open the store in a storage.

        In a store that was found damaged (`is_doubted`), damaged blobs count as missing.
        """
        self._place = place
        self._is_doubted = is_doubted

    def put(self, data: bytes, digest: str = "") -> str:
        """Store bytes, and return their digest; existing bytes are not written again.

        A caller that knows the digest passes it as `digest`.
        """
        digest = digest or sha256(data).hexdigest()
        if not self.has(digest):
            self._place.write(_blob(digest), data)
        return digest

    def get(self, digest: str) -> bytes:
        """Return the bytes with this digest; raise DamagedError if they are missing or changed."""
        data = self._place.read(_blob(digest))
        if data is None:
            raise DamagedError("missing", f"blob {digest}")
        if sha256(data).hexdigest() != digest:
            raise DamagedError("changed", f"blob {digest}")
        return data

    def has(self, digest: str) -> bool:
        """Return whether the store has a blob with this digest.

        The bytes are verified only if the store was found damaged.
        """
        return self._place.exists(_blob(digest)) and not (self._is_doubted and self._is_damaged(digest))

    def _is_damaged(self, digest: str) -> bool:
        return sha256(self._place.read(_blob(digest)) or b"").hexdigest() != digest

    def remember(self, key: str, digest: str, size: int) -> None:
        """Record the digest and size of the bytes for a cache key, for every build that shares this store."""
        self._place.write(_action(key), json.dumps([key, digest, size]).encode())

    def recall(self, key: str) -> tuple[str, int] | None:
        """Return the recorded digest and size for the cache key of an expensive output.

        Returns None if there is no valid record for the key, or if the bytes are missing.
        """
        raw = self._place.read(_action(key))
        try:
            found, digest, size = parsed(raw or b"null", _ACTION, "action cache entry")
        except DamagedError:
            return None
        return (digest, size) if found == key and self.has(digest) else None

    def pointer(self) -> bytes | None:
        """Return the bytes of the pointer to the latest state; None if there is no pointer."""
        return self._place.read(POINTER)

    def state(self, name: str) -> bytes | None:
        """Return the bytes of the root of a state; None if the state does not exist."""
        return self._place.read(f"states/{name}.json")

    def save(self, name: str, root: bytes, tree: str, pointer: bytes) -> None:
        """Store the root of a state, then the pointer to it: under the name of its tree, and as the latest pointer.

        Of two concurrent builds, the pointer written last is kept; both states remain.
        """
        for target, data in ((f"states/{name}.json", root), (pointer_name(tree), pointer), (POINTER, pointer)):
            if self._place.read(target) != data:
                self._place.write(target, data)


_ACTION = row(is_digest, is_digest, number)


def _blob(digest: str) -> str:
    if not is_digest(digest):
        raise DamagedError("digest", digest)
    return f"blobs/{digest[:2]}/{digest}"


def _action(key: str) -> str:
    if not is_digest(key):
        raise DamagedError("digest", key)
    return f"actions/{key[:2]}/{key}"
