"""Running git: plumbing commands as subprocesses, with nothing of the user's setting that could change their output.

Arguments are lists, never a shell; no command here writes to a repository, asks, pages, or runs a hook.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import IO, NamedTuple
from weakref import finalize

from packshot.findings import Finding, Location, RefusedError, error

_OPTIONS = (
    "--no-pager",
    "--literal-pathspecs",
    "--no-replace-objects",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.quotePath=false"),
    *("-c", "core.ignoreCase=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "protocol.allow=never"),
)
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
    "LANGUAGE": "",
}
_FORGOTTEN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_EXTERNAL_DIFF")
"""Set while a hook runs; the repository is the one that holds the folder, not the one whose hook this is."""


class Done(NamedTuple):
    """How a git command ended."""

    code: int
    out: bytes
    err: str


def run(folder: Path, *arguments: str, feed: bytes = b"") -> Done:
    """Run one git command to its end."""
    with _refusals():
        done = subprocess.run(
            _command(arguments), cwd=folder, input=feed, capture_output=True, check=False, env=_environment()
        )
    return Done(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip())


class Begun:
    """A git command that runs while its caller does something else. It must succeed."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._name = arguments[0]
        self._process = start(folder, arguments)
        finalize(self, _end, self._process)

    def out(self) -> bytes:
        """All that it prints; waits for its end."""
        out, _ = self._process.communicate()
        if self._process.returncode:
            raise RefusedError(failure(f"git {self._name} failed."))
        return out


def records(folder: Path, *arguments: str) -> Iterator[str]:
    """The NUL-separated records that a git command prints, as they come. It must succeed."""
    with _started(folder, arguments) as process:
        assert process.stdout is not None
        rest = b""
        while chunk := process.stdout.read(1 << 16):
            *whole, rest = (rest + chunk).split(b"\0")
            yield from b"\0".join(whole).decode("utf-8", "surrogateescape").split("\0") if whole else ()
        if process.wait():
            raise RefusedError(failure(f"git {arguments[0]} failed."))


def blobs(folder: Path, names: Iterable[str]) -> Iterator[bytes | None]:
    """The bytes of many blobs from one process, in the order of their names; None for what is no blob here."""
    wanted = [name.encode("utf-8", "surrogateescape") for name in names]
    with _started(folder, ("cat-file", "--batch", "--buffer"), subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        # Git waits for its output to be read, so somebody else must write meanwhile.
        writer = Thread(target=_feed, args=(process.stdin, wanted), daemon=True)
        writer.start()
        try:
            for name in wanted:
                yield reply(process.stdout, name)
        finally:
            process.kill()
            writer.join()


def _feed(pipe: IO[bytes], names: list[bytes]) -> None:
    with suppress(OSError):  # the reader wants no more
        for name in names:
            pipe.write(name + b"\n")
    with suppress(OSError):
        pipe.close()


def reply(pipe: IO[bytes], name: bytes) -> bytes | None:
    """One answer of `cat-file --batch`: a heading `<id> <type> <size>` and that many bytes, or a word of regret."""
    heading = pipe.readline()
    if not heading:
        raise RefusedError(failure("git cat-file ended before it had answered."))
    parts = heading.rstrip(b"\n").rsplit(b" ", 2)
    if heading.startswith(name + b" ") or len(parts) != 3:
        return None  # the name itself comes back with `missing`, `ambiguous` or `submodule`
    data = pipe.read(int(parts[2]))
    pipe.read(1)
    return data if parts[1] == b"blob" else None


def failure(what: str) -> Finding:
    """A git command that fails though its arguments are right: the repository is damaged."""
    return error("git-failed", Location("."), what, "Run `git fsck` and mend the repository.")


@contextmanager
def _started(
    folder: Path, arguments: Iterable[str], stdin: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    """A running git command; it ends with the block, also when its output is no longer wanted."""
    process = start(folder, arguments, stdin)
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command, whose output is no longer wanted; nothing happens where it has ended already."""
    process.kill()
    if process.stdout:
        process.stdout.close()
    process.wait()


def start(folder: Path, arguments: Iterable[str], stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """A running git command, which the caller ends."""
    with _refusals():
        return subprocess.Popen(
            _command(arguments),
            cwd=folder,
            env=_environment(),
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )


def _command(arguments: Iterable[str]) -> list[str]:
    return ["git", *_OPTIONS, *arguments]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _FORGOTTEN}
    return {**kept, **_ENVIRONMENT}


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as absent:
        if absent.filename != "git":
            raise
        finding = error("git-missing", Location("."), "The program git was not found.", "Install git.")
        raise RefusedError(finding) from absent
