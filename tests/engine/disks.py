"""Disks that fail or die at a chosen step."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from packshot.engine.disk import LocalDisk


class KilledError(BaseException):
    """Stands for SIGKILL: nothing may catch it, and the disk stays as it is."""


def full(path: Path) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))


def killed(path: Path) -> None:
    raise KilledError(path)


def really_killed(path: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class FailingDisk:
    """Does what the real disk does, until step number `at`; a write that fails there is half done."""

    at: int = 0
    fail: Callable[[Path], None] = full
    for_good: bool = True
    disk: LocalDisk = field(default_factory=LocalDisk)
    steps: int = 0

    def write(self, path: Path, chunks: Iterable[bytes]) -> None:
        data = b"".join(chunks)
        if self._is_last():
            self.disk.write(path, (data[: len(data) // 2],))
            self.fail(path)
        self.disk.write(path, (data,))

    def rename(self, source: Path, target: Path) -> None:
        self._step(target)
        self.disk.rename(source, target)

    def remove(self, path: Path) -> None:
        self._step(path)
        self.disk.remove(path)

    def make_folder(self, path: Path) -> None:
        self._step(path)
        self.disk.make_folder(path)

    def remove_folder(self, path: Path) -> bool:
        self._step(path)
        return self.disk.remove_folder(path)

    def scratch(self) -> BinaryIO:
        return self.disk.scratch()

    def _step(self, path: Path) -> None:
        if self._is_last():
            self.fail(path)

    def _is_last(self) -> bool:
        self.steps += 1
        return bool(self.at) and (self.steps == self.at or (self.for_good and self.steps > self.at))
