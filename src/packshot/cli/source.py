"""The repository that a command works on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packshot.git.work_tree import WorkTree


def work_tree(folder: str | Path) -> WorkTree:
    """Return the working tree of the repository that holds a folder."""
    from packshot.git import repository
    from packshot.git.work_tree import WorkTree

    return WorkTree(repository.find(Path(folder)))
