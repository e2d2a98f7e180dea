"""The output `renditions.copy`: an original published unchanged, such as a manual."""

from __future__ import annotations

from collections.abc import Sequence

from packshot.engine.types import Json


class Copy:
    """The bytes of the original."""

    name = "renditions.copy"

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the original, whose digest was verified when it was read."""
        return originals[0]


OUTPUT = Copy()
