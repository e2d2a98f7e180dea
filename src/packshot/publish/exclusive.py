"""Exclusive access of one publisher to a target: by a lock for a local target, by a lease for a remote one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from packshot.engine.lock import take
from packshot.findings import Location, refusal
from packshot.local_state import HOME
from packshot.publish import holder as holders
from packshot.publish.directory import Directory
from packshot.publish.files import Target
from packshot.publish.holder import Holder
from packshot.publish.lease import Lease, Leased, Timing

LOCK = f"{HOME}/lock"


@contextmanager
def exclusive(
    target: Target,
    holder: Holder,
    timing: Timing | None = None,
    progress: Callable[[str, int], None] = lambda stage, done: None,
) -> Iterator[Target]:
    """Claim a target, yield it for writing, and release it at the end of the `with` block.

    Raises RefusedError if another publisher has claimed the target; the message names that publisher if it is known.
    Also raises RefusedError if the path of the lock of a local target contains a symbolic link.
    """
    if isinstance(target, Directory):
        with _locked(target, holder):
            yield target
        return
    lease = Lease(target, holder, timing or Timing(), progress)
    lease.acquire()
    try:
        yield Leased(target, lease)
    finally:
        lease.release()


@contextmanager
def _locked(target: Directory, holder: Holder) -> Iterator[None]:
    if target.is_linked(LOCK):
        raise refusal("target-foreign.link", Location(LOCK), path=LOCK)
    path = target.root / LOCK
    number = _acquired(path, holder)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(number)
        with suppress(OSError):
            path.parent.rmdir()


def _acquired(path: Path, holder: Holder) -> int:
    """Open and lock the lock file; return its file descriptor. If the file was removed in the meantime, try again."""
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError), ExitStack() as opened:
            number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o644)
            opened.callback(os.close, number)
            other = take(number, holder.encoded())
            if other is not None:
                raise holders.busy(LOCK, holders.parse(other))
            if os.path.samestat(os.fstat(number), path.lstat()):
                opened.pop_all()
                return number
