"""File locks that the system releases when the process ends, and the lock of a `.packshot/` folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from packshot.findings import Location, refusal

LARGEST = 4096
"""The largest number of bytes read from a holder's note."""


def take(number: int, note: bytes) -> bytes | None:
    """Lock an open file and write a note into it.

    Returns None, or the note of another process if that process has the lock.
    """
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.pread(number, LARGEST, 0)
    os.ftruncate(number, 0)
    os.pwrite(number, note, 0)
    return None


@contextmanager
def locked(home: Path, activity: str = "building") -> Iterator[None]:
    """Lock a `.packshot/` folder inside the `with` block.

    Raises RefusedError, with the process that has the lock and its activity, if the folder is already locked.
    """
    home.mkdir(parents=True, exist_ok=True)
    number = os.open(home / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        holder = take(number, f"{os.getpid()} {activity}".encode())
        if holder is not None:
            raise refusal("build-locked", Location(str(home / "lock")), **holder_params(holder))
        yield
    finally:
        os.close(number)


def holder_params(note: bytes) -> dict[str, str]:
    """Return the message parameters in the note of a lock: the `process` that has the lock, and its `activity`."""
    process, _, activity = note.decode("ascii", "replace").strip().partition(" ")
    return {"process": process, "activity": activity or "building"}
