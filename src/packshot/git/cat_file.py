"""A `git cat-file --batch` process that returns one blob at a time, on request."""

from __future__ import annotations

import subprocess
import weakref
from pathlib import Path

from packshot.findings import RefusedError
from packshot.git import process


class CatFile:
    """A git process that returns blobs. The process starts at the first read and ends when the CatFile is deleted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: process.Running | None = None

    def blob(self, name: str) -> bytes | None:
        """Return the bytes of a blob, given its object id or a git revision name.

        The result is None if git has no such blob or a damaged one.

        Raises RefusedError if the git process fails.
        """
        if "\n" in name:
            return None
        running = self._running or self._start()
        try:
            self._request(running, name)
            return process.reply(running)
        except RefusedError:
            self._running = None  # the process is dead; the next read starts a new one
            raise

    def _request(self, running: process.Running, name: str) -> None:
        pipe = running.process.stdin
        assert pipe is not None
        try:
            pipe.write(name.encode("utf-8", "surrogateescape") + b"\n")
            pipe.flush()
        except OSError as gone:  # the program takes an OSError for a broken pipe of its output
            raise RefusedError(process.failure("cat-file", running.error_text())) from gone

    def _start(self) -> process.Running:
        self._running = process.start(self._folder, ("cat-file", "--batch"), subprocess.PIPE)
        weakref.finalize(self, self._running.end)
        return self._running

    def __reduce__(self) -> tuple[type[CatFile], tuple[Path]]:
        """Return the class and its arguments for unpickling; the copy starts its own git process."""
        return CatFile, (self._folder,)
