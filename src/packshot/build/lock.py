"""One build at a time on one machine: a lock on `.packshot/` that a killed process leaves open by dying."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from packshot.findings import Location, RefusedError, error


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Hold the lock of a `.packshot/` folder; RefusedError names the process that holds it already."""
    home.mkdir(parents=True, exist_ok=True)
    number = os.open(home / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _take(number, home)
        yield
    finally:
        os.close(number)


def _take(number: int, home: Path) -> None:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(number, 64, 0).decode("ascii", "replace").strip() or "unknown"
        raise RefusedError(
            error(
                "build-locked",
                Location(str(home / "lock")),
                f"Process {holder} is building here.",
                "Wait until it has ended, then build again.",
            )
        ) from None
    os.ftruncate(number, 0)
    os.pwrite(number, str(os.getpid()).encode(), 0)
