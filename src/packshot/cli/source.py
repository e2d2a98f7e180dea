"""The repository of a command, and the files that its arguments select."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from packshot.git.work_tree import WorkTree


def work_tree(folder: str | Path) -> WorkTree:
    """Return the working tree of the repository that contains a folder."""
    from packshot.git import repository
    from packshot.git.work_tree import WorkTree

    return WorkTree(repository.find(Path(folder)))


def selected(root: Path, folder: str, paths: Sequence[Path], known: Sequence[str], otherwise: str) -> list[str]:
    """Return the known files at or below `paths`; without paths, return all known files.

    Each path is relative to `folder` or absolute. Raises click.UsageError for a path outside the repository, and for a
    path that selects no file; the text `otherwise` completes the message for the second case.
    """
    if not paths:
        return list(known)
    root, found = root.resolve(), set()
    for path in paths:
        whole = Path(os.path.normpath(Path(folder).resolve() / path))
        if not whole.is_relative_to(root):
            raise click.UsageError(f'"{path}" is outside {root}')
        own = whole.relative_to(root).as_posix()
        below = {each for each in known if own in (".", each) or each.startswith(f"{own}/")}
        if not below:
            raise click.UsageError(f'"{path}" {otherwise}')
        found |= below
    return [each for each in known if each in found]
