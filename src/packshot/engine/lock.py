"""Locks on files that a killed process frees by dying, and the lock of a `.packshot/` folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from packshot.findings import Location, RefusedError, error

LARGEST = 4096
"""Bytes of a holder's note that are read at most."""


def take(number: int, note: bytes) -> bytes | None:
    """Lock an open file and write a note into it; return the note of the holder if another process has the lock."""
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.pread(number, LARGEST, 0)
    os.ftruncate(number, 0)
    os.pwrite(number, note, 0)
    return None


@contextmanager
def locked(home: Path, doing: str = "building") -> Iterator[None]:
    """Hold the lock of a `.packshot/` folder; RefusedError names the process that holds it already."""
    home.mkdir(parents=True, exist_ok=True)
    number = os.open(home / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        holder = take(number, f"{os.getpid()} {doing}".encode())
        if holder is not None:
            help_ = "Wait until it has ended, then run the command again."
            raise RefusedError(error("build-locked", Location(str(home / "lock")), described(holder), help_))
        yield
    finally:
        os.close(number)


def described(note: bytes) -> str:
    """Return who holds the lock of a `.packshot/` folder, and what for, as a sentence."""
    process, _, doing = note.decode("ascii", "replace").strip().partition(" ")
    return f"Process {process or 'unknown'} is {doing or 'building'} here."
