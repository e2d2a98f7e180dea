"""Atomic writes of files in a working tree. A link in place of a file is not followed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from packshot.engine.system_failures import failure_params
from packshot.findings import Location, refusal
from packshot.git.repository_files import Inside


def create(root: Path, path: str, data: bytes, like: str) -> None:
    """Write a new file with the permissions of the file `like`.

    Raise RefusedError if the path exists or cannot be written.
    """
    if Inside(root).mode(path) is not None:
        raise refusal("cannot-write.exists", Location(path), path=path)
    _put(root, path, data, like)


def rewrite(root: Path, path: str, data: bytes, before: bytes | None = None) -> None:
    """Replace the content of a repository file atomically.

    Raise RefusedError if the path is not a regular file below the root, if its current bytes differ from `before` (if
    given), or if it cannot be written. The file is then unchanged.
    """
    current = Inside(root).read(path)
    if current is None:
        raise refusal("cannot-write.irregular", Location(path), path=path)
    if before is not None and current != before:
        raise refusal("changed-meanwhile", Location(path), path=path)
    _put(root, path, data, path)


def _put(root: Path, path: str, data: bytes, like: str) -> None:
    """Write a file with the permissions of another. RefusedError if it cannot be written."""
    try:
        _replace(root / path, data, root / like)
    except OSError as problem:
        raise refusal("cannot-write", Location(path), **{**failure_params(problem), "path": path}) from None


def _replace(target: Path, data: bytes, like: Path) -> None:
    """Write a temporary file next to the target, then rename it."""
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
