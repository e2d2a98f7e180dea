"""Renditions: published sizes of images. One engine a file in this folder, found by its name; presets are data.

`spec` decides everything that can be decided from the sidecar (path, size, what is cut and written into the file);
an engine only carries it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from packshot.engine.types import Json


class Engine(Protocol):
    """Makes renditions out of originals. A leaf module holds one as `ENGINE`.

    `generation` is part of every name: raise it when the same recipe gives other bytes. `together` tells the build
    that `make_many` shares work between the renditions of one original; its bytes are those of `make`, one by one.
    `tools` are the distributions whose versions may change the bytes.
    """

    name: str
    generation: int
    together: bool
    expensive: bool
    formats: tuple[str, ...]
    tools: tuple[str, ...]

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """The bytes of one rendition. RefusedError when the original cannot be used."""
        ...

    def make_many(self, jobs: Sequence[tuple[Json, Sequence[bytes]]]) -> list[bytes]:
        """The bytes of several renditions, in order; cheapest when those of one original come together."""
        ...
