"""The door through which new repositories reach the disk: into an empty folder, and nowhere else."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from packshot.engine.failure_help import help_for
from packshot.findings import Location, RefusedError, error


@dataclass(frozen=True, slots=True)
class File:
    """A file of a new repository: its path, and its bytes or the file that is copied as it is."""

    path: str
    content: bytes | Path


def emit(files: Iterable[File], folder: Path, progress: Callable[[int], None] = lambda done: None) -> int:
    """Write every file below an empty or new folder; return how many there were. Refuses any other folder.

    `progress` is called now and then with how many are written.
    """
    check_empty(folder)
    count = 0
    try:
        for count, file in enumerate(files, 1):
            if count % 50 == 0:
                progress(count)
            _write(file, folder)
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
    elif folder.is_dir() and any(folder.iterdir()):
        what = f'The folder "{folder}" is not empty.'
    else:
        return
    raise RefusedError(error("destination", Location(str(folder)), what, "Choose an empty or a new folder."))


def _write(file: File, folder: Path) -> None:
    parts = PurePosixPath(file.path).parts
    if not parts or ".." in parts or file.path.startswith("/") or "\\" in file.path or "\0" in file.path:
        raise RefusedError(
            error("path-outside", Location(file.path), f'"{file.path[:200]}" leaves the folder.', "Rename it.")
        )
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as stream:
        if isinstance(file.content, bytes):
            stream.write(file.content)
        else:
            with file.content.open("rb") as original:
                shutil.copyfileobj(original, stream)
