"""The output `renditions.copy`: an original published unchanged, such as a manual."""

from __future__ import annotations

from collections.abc import Sequence

from packshot.engine.types import Json


class Copy:
    """The output that publishes an original unchanged."""

    name = "renditions.copy"

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the bytes of the original. Their digest was verified when the original was read."""
        return originals[0]


OUTPUT = Copy()
