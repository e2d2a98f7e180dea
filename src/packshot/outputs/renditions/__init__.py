"""Renditions: images in the sizes and formats that are published. Each engine is a module in this folder, found by its
name; presets are data of the catalogue.

`spec` computes everything that depends only on the sidecar and the preset (path, size, crop, and the metadata in the
file); an engine only makes the image.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from packshot.engine.types import Json


class Engine(Protocol):
    """An output that makes renditions of originals. The module of an engine defines it as `ENGINE`.

    `generation` is part of the data from which file names are computed: increase it when the same data results in other
    bytes. `together` means that `make_many` shares work between the renditions of one original; it returns the same
    bytes as `make`. `expensive` renditions are made only after all tasks have been evaluated without errors. `tools`
    lists the distributions whose versions may change the bytes.
    """

    name: str
    generation: int
    together: bool
    expensive: bool
    formats: tuple[str, ...]
    tools: tuple[str, ...]

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the bytes of one rendition. Raise RefusedError if the original cannot be used."""
        ...

    def make_many(self, jobs: Sequence[tuple[Json, Sequence[bytes]]]) -> list[bytes]:
        """Return the bytes of several renditions, in order. Jobs of the same original should be adjacent, so that the
        engine can share work between them. Raise RefusedError if an original cannot be used.
        """
        ...
