"""`git cat-file --batch` kept running: one file at a time, in the order in which a lazy reader asks."""

from __future__ import annotations

import subprocess
import weakref
from pathlib import Path

from packshot.findings import RefusedError
from packshot.git import process


class Resident:
    """A running git that answers with blobs. Started when first asked, ended with the object."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: process.Running | None = None

    def blob(self, name: str) -> bytes | None:
        """The bytes of a blob by a name git understands; None where git gives no such blob."""
        if "\n" in name:
            return None
        running = self._running or self._start()
        try:
            self._ask(running, name)
            return process.reply(running)
        except RefusedError:
            self._running = None  # it is dead; the next question gets a new one
            raise

    def _ask(self, running: process.Running, name: str) -> None:
        pipe = running.process.stdin
        assert pipe is not None
        try:
            pipe.write(name.encode("utf-8", "surrogateescape") + b"\n")
            pipe.flush()
        except OSError as gone:  # else a pipe that broke here would be taken for a reader of ours that went away
            raise RefusedError(process.failure("cat-file", running.words())) from gone

    def _start(self) -> process.Running:
        self._running = process.start(self._folder, ("cat-file", "--batch"), subprocess.PIPE)
        weakref.finalize(self, self._running.end)
        return self._running

    def __reduce__(self) -> tuple[type[Resident], tuple[Path]]:
        """Another process starts its own."""
        return Resident, (self._folder,)
