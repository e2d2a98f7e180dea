"""Output of a new repository to a new or empty folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from packshot.engine.system_failures import failure_params
from packshot.findings import Location, refusal


@dataclass(frozen=True, slots=True)
class File:
    """A file of a new repository: its path, and its bytes or the path of the file to copy."""

    path: str
    content: bytes | Path


def emit(files: Iterable[File], folder: Path, progress: Callable[[int], None] = lambda done: None) -> int:
    """Write all files to a new or empty folder, and return their number.

    Raise RefusedError if the path of the folder is a file, a link or a folder that is not empty, if the path of a file
    is empty, absolute or contains `..`, a backslash or a NUL character, or if a file cannot be written. `progress` is
    called before every 50th file is written, with the number of that file.
    """
    check_empty(folder)
    count = 0
    try:
        for count, file in enumerate(files, 1):
            if count % 50 == 0:
                progress(count)
            _write(file, folder)
    except OSError as problem:
        params = failure_params(problem)
        path = params["path"] or str(folder)
        raise refusal("cannot-write.new", Location(str(folder)), **{**params, "path": path}) from None
    return count


def check_empty(folder: Path) -> None:
    """Raise RefusedError if the path is a file, a link, or a folder that is not empty."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise refusal("destination", Location(str(folder)), folder=folder)
    if folder.is_dir() and any(folder.iterdir()):
        raise refusal("destination.full", Location(str(folder)), folder=folder)


def _write(file: File, folder: Path) -> None:
    parts = PurePosixPath(file.path).parts
    if not parts or ".." in parts or file.path.startswith("/") or "\\" in file.path or "\0" in file.path:
        raise refusal("path-outside.destination", Location(file.path), path=file.path)
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as stream:
        if isinstance(file.content, bytes):
            stream.write(file.content)
        else:
            with file.content.open("rb") as original:
                shutil.copyfileobj(original, stream)
