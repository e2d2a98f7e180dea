"""A store that is only read: looking at a target must change nothing, here either."""

from __future__ import annotations

from packshot.build.place import Place


class ReadOnly:
    """Reads through to a place. Writes and removals are dropped: a damaged blob stays until a build makes it again."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def read(self, name: str) -> bytes | None:
        return self._place.read(name)

    def exists(self, name: str) -> bool:
        return self._place.exists(name)

    def write(self, name: str, data: bytes) -> None:
        """Drop what is written."""

    def remove(self, name: str) -> None:
        """Keep what is there."""
