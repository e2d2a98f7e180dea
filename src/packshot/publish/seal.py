"""The seal: what a target's secrets add to a release."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.engine.manifest import Entry
from packshot.engine.store import Store


class Seal:
    """Turns an artifact of a release into the file that a target serves. This one serves the release unchanged."""

    name = "none"
    """Its name in receipts: files sealed otherwise are sent again."""

    def applies(self, entry: Entry) -> bool:
        """Return whether this artifact is changed at all."""
        return False

    def sealed(self, entry: Entry, data: bytes) -> bytes:
        """Return the bytes to serve: signed addresses in place of the release's tokens. Same length, same order."""
        return data

    def limits(self) -> Iterator[str]:
        """Return what this seal does not do, one sentence each, for the report."""
        yield "Addresses of images are not signed, and no headers limit how long caches keep them."


def served(store: Store, seal: Seal, entry: Entry) -> bytes:
    """Return the bytes that a target serves for an artifact. DamagedError if the store does not have it."""
    data = b"".join(store.get(digest) for digest, _ in entry.blobs())
    return seal.sealed(entry, data) if seal.applies(entry) else data
