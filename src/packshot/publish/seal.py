"""The seal, which adds the secrets of a target to the files of a release."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.engine.manifest import Entry
from packshot.engine.store import Store


class Seal:
    """The conversion of an artifact to the file that a target serves. This implementation changes nothing."""

    name = "none"
    """The name in receipts: files with another seal are sent again."""

    def applies(self, entry: Entry) -> bool:
        """Return whether the seal changes this artifact."""
        return False

    def sealed(self, entry: Entry, data: bytes) -> bytes:
        """Return the bytes to serve for an artifact. This implementation returns the bytes unchanged.

        Other seals replace the tokens of the release with signed URLs. The length of the file and the order of its
        content must stay the same.
        """
        return data

    def limits(self) -> Iterator[str]:
        """Yield the limitations of this seal for the report, one sentence each."""
        yield "Addresses of images are not signed, and no headers limit how long caches keep them."


def served(store: Store, seal: Seal, entry: Entry) -> bytes:
    """Return the bytes that a target serves for an artifact. Raises DamagedError if the store does not have the
    artifact.
    """
    data = b"".join(store.get(digest) for digest, _ in entry.blobs())
    return seal.sealed(entry, data) if seal.applies(entry) else data
