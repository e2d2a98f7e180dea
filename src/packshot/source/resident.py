"""`git cat-file --batch` kept running: one file at a time, in the order in which a lazy reader asks."""

from __future__ import annotations

import subprocess
import weakref
from contextlib import suppress
from pathlib import Path

from packshot.findings import RefusedError
from packshot.source import gitprocess


class Resident:
    """A running git that answers with blobs. Started when first asked, ended with the object."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def blob(self, name: str) -> bytes | None:
        """The bytes of a blob by a name git understands; None for what is no blob here."""
        if "\n" in name:
            return None
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        wanted = name.encode("utf-8", "surrogateescape")
        try:
            process.stdin.write(wanted + b"\n")
            process.stdin.flush()
        except OSError as gone:  # else a pipe that broke here would be taken for a reader of ours that went away
            raise RefusedError(gitprocess.failure("git cat-file ended before it was asked.")) from gone
        return gitprocess.reply(process.stdout, wanted)

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = gitprocess.start(self._folder, ("cat-file", "--batch"), subprocess.PIPE)
        weakref.finalize(self, _end, self._process)
        return self._process

    def __reduce__(self) -> tuple[type[Resident], tuple[Path]]:
        """Another process starts its own."""
        return Resident, (self._folder,)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not sent need not be
                pipe.close()
    process.wait()
