"""Renditions: published sizes of images. Each engine is a file in this folder, found by its name; presets are data.

`spec` decides everything that can be decided from the sidecar (path, size, crop, and the metadata in the file); an
engine only executes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from packshot.engine.types import Json


class Engine(Protocol):
    """Makes renditions of originals. A leaf module defines one as `ENGINE`.

    `generation` is part of every file name: raise it when the same data gives other bytes. `together` means that
    `make_many` shares work between the renditions of one original; its bytes are those of `make`, one by one. `tools`
    are the distributions whose versions may change the bytes.
    """

    name: str
    generation: int
    together: bool
    expensive: bool
    formats: tuple[str, ...]
    tools: tuple[str, ...]

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the bytes of one rendition. RefusedError if the original cannot be used."""
        ...

    def make_many(self, jobs: Sequence[tuple[Json, Sequence[bytes]]]) -> list[bytes]:
        """Return the bytes of several renditions, in order; cheapest if those of one original come together."""
        ...
