"""The seal: what a target's secrets add to a release. This one adds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from packshot.engine.manifest import Entry
from packshot.engine.store import Store


class Seal(Protocol):
    """Turns an artifact of a release into the file a target serves."""

    @property
    def name(self) -> str:
        """Its name in receipts: files sealed otherwise are sent again."""
        ...

    def applies(self, entry: Entry) -> bool:
        """Whether this artifact is changed at all; others are sent as they are."""
        ...

    def sealed(self, entry: Entry, data: bytes) -> bytes:
        """The bytes to serve: signed addresses in place of the release's tokens. Same length, same order."""
        ...

    def limits(self) -> Iterator[str]:
        """What this seal does not do, one sentence each, for the report."""
        ...


@dataclass(frozen=True, slots=True)
class NoSeal:
    """Everything is served as the release has it."""

    name: str = "none"

    def applies(self, entry: Entry) -> bool:
        """Never."""
        return False

    def sealed(self, entry: Entry, data: bytes) -> bytes:
        """The bytes as they are."""
        return data

    def limits(self) -> Iterator[str]:
        """What is missing without a seal."""
        yield "Addresses of pictures are not signed, and no headers limit how long caches keep them."


def served(store: Store, seal: Seal, entry: Entry) -> bytes:
    """Return the bytes that a target serves for an artifact. DamagedError if the store does not have it."""
    data = b"".join(store.get(digest) for digest, _ in entry.blobs())
    return seal.sealed(entry, data) if seal.applies(entry) else data
