"""What a clone is: the folders of a product repository, and what Git keeps of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Repository:
    """A product repository: its folder, the top of the Git working tree that holds it, and what Git knows of it."""

    root: Path
    top: Path
    prefix: str
    """The path of `root` below `top`, with a slash at its end; empty when they are the same."""
    store: Path
    """The folder where Git keeps its objects: `.git`, also of a linked working tree."""
    algorithm: str = "sha1"
    shallow: bool = False
