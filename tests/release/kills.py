"""Disks that end a process, or run full, at the n-th step; and what readers may rely on meanwhile."""

import errno
import os
import re
import signal
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from packshot.engine.disk import LocalDisk


def kill(path: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fill(path: Path) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))


@dataclass
class Doomed(LocalDisk):
    """The disk itself up to step number `at`; a write that is the last is half done."""

    at: int = 0
    end: Callable[[Path], None] = fill
    steps: int = 0

    def write(self, path: Path, chunks: Iterable[bytes]) -> None:
        data = b"".join(chunks)
        self.steps += 1
        if self.at and self.steps >= self.at:
            super().write(path, (data[: len(data) // 2],))
            self.end(path)
        super().write(path, (data,))

    def rename(self, source: Path, target: Path) -> None:
        self._step(target)
        super().rename(source, target)

    def remove(self, path: Path) -> None:
        self._step(path)
        super().remove(path)

    def make_folder(self, path: Path) -> None:
        self._step(path)
        super().make_folder(path)

    def remove_folder(self, path: Path) -> bool:
        self._step(path)
        return super().remove_folder(path)

    def _step(self, path: Path) -> None:
        self.steps += 1
        if self.at and self.steps >= self.at:
            self.end(path)


def dies(work: Callable[[], object]) -> bool:
    """Do the work in a process of its own; whether it was killed. It must not fail in any other way."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - nothing may leave the child; its code tells the parent
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


_FILES = re.compile(rb"(?:media(?:-\w+)?/[0-9a-f]{2}/[0-9a-f]{32}\.\w+|theme/[0-9a-f]+\.css)")


def holes(shown: dict[str, bytes]) -> list[str]:
    """The pages, documents and feeds that name a file which is not there."""
    return sorted(
        f"{path} names {name.decode()}"
        for path, data in shown.items()
        if not path.startswith((".packshot", "manifest", "media", "theme", ".new", "tmp"))
        for name in set(_FILES.findall(data))
        if name.decode() not in shown
    )
