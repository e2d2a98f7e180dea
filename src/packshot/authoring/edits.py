"""The door through which edits reach the files of a working tree: whole or not at all, and never through a link."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from packshot.findings import Location, RefusedError, error
from packshot.git.repository_files import Inside


def create(root: Path, path: str, data: bytes, like: str) -> None:
    """Write a file that is not there yet, beside another whose rights it gets; refuses what exists, or the disk."""
    if Inside(root).mode(path) is not None:
        raise RefusedError(
            error("cannot-write", Location(path), f'"{path}" exists already.', "Move it out of the way, or keep it.")
        )
    _put(root, path, data, like)


def rewrite(root: Path, path: str, data: bytes, before: bytes | None = None) -> None:
    """Put new bytes into a file of the repository; whoever reads it meanwhile sees the old ones or the new ones.

    Refuses what is no plain file below the root, what no longer holds `before`, where that is given, and what the disk
    refuses; the file is then as it was.
    """
    held = Inside(root).read(path)
    if before is not None and held is not None and held != before:
        what = f'"{path}" was changed meanwhile by somebody else.'
        raise RefusedError(error("changed-meanwhile", Location(path), what, "Run the same command again."))
    if held is None:
        what = f'"{path}" is no plain file of the repository.'
        raise RefusedError(error("cannot-write", Location(path), what, "Put a file there, not a link."))
    _put(root, path, data, path)


def _put(root: Path, path: str, data: bytes, like: str) -> None:
    """Write a file with the rights of another; a disk that does not let us is a refusal."""
    try:
        _replace(root / path, data, root / like)
    except OSError as problem:
        what = f'"{path}" cannot be written: {problem.strerror or problem}.'
        raise RefusedError(error("cannot-write", Location(path), what, "Mend the folder's rights or space.")) from None


def _replace(target: Path, data: bytes, like: Path) -> None:
    """Written beside it first; the rights are those of a file that is there."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        beside.chmod(like.stat().st_mode & 0o777)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
