"""The door through which new repositories reach the disk: into an empty folder, and nowhere else."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Protocol

from packshot.engine.failure_help import help_for
from packshot.findings import Location, RefusedError, error


class Emitted(Protocol):
    """A file to be written: its path in the repository, and its bytes or the file that is copied."""

    @property
    def path(self) -> str:
        """Relative, with `/`."""

    @property
    def content(self) -> bytes | Path:
        """What the file holds."""


def emit(files: Iterable[Emitted], folder: Path) -> int:
    """Write every file below an empty or new folder; says how many there were. Refuses any other folder."""
    check_empty(folder)
    count = 0
    try:
        for file in files:
            _write(file, folder)
            count += 1
    except OSError as problem:
        what = f'"{problem.filename or folder}" cannot be written: {problem.strerror or problem}.'
        raise RefusedError(
            error("cannot-write", Location(str(folder)), what, f"{help_for(problem)}, or choose another folder.")
        ) from None
    return count


def check_empty(folder: Path) -> None:
    """Refuse a folder that holds anything, and what is no folder."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        what = f'"{folder}" is no folder.'
        raise RefusedError(error("destination", Location(str(folder)), what, "Choose an empty or a new folder."))
    if folder.is_dir() and any(folder.iterdir()):
        what = f'The folder "{folder}" is not empty.'
        raise RefusedError(error("destination", Location(str(folder)), what, "Choose an empty or a new folder."))


def _write(file: Emitted, folder: Path) -> None:
    parts = PurePosixPath(file.path).parts
    if not parts or ".." in parts or file.path.startswith("/") or "\\" in file.path or "\0" in file.path:
        at = Location(file.path)
        raise RefusedError(error("path-outside", at, f'"{file.path[:200]}" leaves the folder.', "Rename it."))
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(file.content, bytes):
        with target.open("xb") as stream:
            stream.write(file.content)
    else:
        with target.open("xb") as stream, file.content.open("rb") as original:
            shutil.copyfileobj(original, stream)
