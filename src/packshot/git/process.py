"""Git plumbing commands as subprocesses, independent of user settings that could change their output.

Commands are run without a shell; none of them writes to a repository, prompts, uses a pager or runs a hook.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import IO, NamedTuple
from weakref import finalize

from packshot.findings import Finding, Location, RefusedError, refusal, report

FLAGS = ("--no-pager", "--literal-pathspecs", "--no-replace-objects")
SETTINGS = (
    "core.fsmonitor=false",
    "core.quotePath=false",
    "core.ignoreCase=false",
    "log.showSignature=false",
    "protocol.allow=never",
)
_NO_HOOKS = f"core.hooksPath={os.devnull}"
_OPTIONS = (*FLAGS, *(word for setting in (*SETTINGS, _NO_HOOKS) for word in ("-c", setting)))
FIXED = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
    "LANGUAGE": "",
}
_KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM")
"""The variables with the location of the user's configuration, which may mark a folder as safe.

No other GIT_* variable reaches git: hooks set some that name another repository, and others change what git reads or
prints.
"""

_SAFE = "safe."
"""The prefix of settings that a CI runner passes by GIT_CONFIG_COUNT: `safe.directory`."""

_ANSWER = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) (blob|tree|commit|tag) ([0-9]+)\n")
"""The heading of an object that `cat-file --batch` found."""

_LINES, _LONGEST = 3, 300
"""The largest number of lines of git's error output that are shown, and of characters of each."""

_READ = 1 << 14
"""The number of bytes read of the start and of the end of the error output."""

_CREDENTIALS = r"(?<=://)[^/\s]*@"


class Done(NamedTuple):
    """The result of a git command: exit code, output, and error output shortened by `error_text`."""

    code: int
    out: bytes
    err: str

    def records(self) -> list[str]:
        """Return the NUL-separated records of the output."""
        return self.out.decode("utf-8", "surrogateescape").split("\0")[:-1]


def run(folder: Path, *arguments: str, feed: bytes = b"") -> Done:
    """Run one git command until it ends, with `feed` as its standard input, and return the result.

    A failed command is returned with its exit code. Raises RefusedError if git is not installed.
    """
    with _refusals():
        done = subprocess.run(
            _command(arguments), cwd=folder, input=feed, capture_output=True, check=False, env=_environment()
        )
    return Done(done.returncode, done.stdout, error_text(done.stderr))


def objects(out: bytes) -> list[tuple[str, str, bytes]]:
    """Return id, kind and bytes of each object in the output of `cat-file --batch`; stop at a missing object."""
    found: list[tuple[str, str, bytes]] = []
    place = 0
    while place < len(out):
        end = out.find(b"\n", place) + 1
        heading = _ANSWER.fullmatch(out[place:end])
        if heading is None:
            break
        place = end + int(heading[3]) + 1
        found.append((heading[1].decode(), heading[2].decode(), out[end : place - 1]))
    return found


class BackgroundCommand:
    """A git command that runs in the background and must succeed."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._name = arguments[0]
        self._running = start(folder, arguments)
        self._outcome: bytes | Finding | None = None
        finalize(self, self._running.end)

    def out(self) -> bytes:
        """Wait for the command to end and return its output; every call raises RefusedError if the command failed."""
        if self._outcome is None:
            out, _ = self._running.process.communicate()
            failed = self._running.process.returncode
            self._outcome = failure(self._name, self._running.error_text()) if failed else out
        if isinstance(self._outcome, Finding):
            raise RefusedError(self._outcome)
        return self._outcome


def records(folder: Path, *arguments: str) -> Iterator[str]:
    """Yield the NUL-separated records that a git command prints; raise RefusedError if the command fails."""
    with _started(folder, arguments) as running:
        assert running.process.stdout is not None
        rest = b""
        while chunk := running.process.stdout.read(1 << 16):
            *whole, rest = (rest + chunk).split(b"\0")
            yield from b"\0".join(whole).decode("utf-8", "surrogateescape").split("\0") if whole else ()
        if running.process.wait():
            raise RefusedError(failure(arguments[0], running.error_text()))


def blobs(folder: Path, names: Iterable[str]) -> Iterator[bytes | None]:
    """Yield the bytes of each named blob, in the order of the names; None if git has no such blob or a damaged one.

    One git process reads all blobs. Raises RefusedError if git fails.
    """
    requested = [name.encode("utf-8", "surrogateescape") for name in names]
    with _started(folder, ("cat-file", "--batch", "--buffer"), subprocess.PIPE) as running:
        process = running.process
        assert process.stdin is not None
        # Git waits until its output is read, so a thread writes the input.
        writer = Thread(target=_feed, args=(process.stdin, requested), daemon=True)
        writer.start()
        try:
            for _ in requested:
                yield reply(running)
        finally:
            process.kill()
            writer.join()


def _feed(pipe: IO[bytes], names: list[bytes]) -> None:
    with suppress(OSError):  # the reader has stopped
        for name in names:
            pipe.write(name + b"\n")
    with suppress(OSError):
        pipe.close()


def reply(running: Running) -> bytes | None:
    """Return the next answer of `cat-file --batch`: the bytes of a blob; None if git returns no blob or a damaged one.

    The result is None both for a missing object and for a path that is not in the tree; `damage` distinguishes the two
    cases. Raises RefusedError if git has ended.
    """
    pipe = running.process.stdout
    assert pipe is not None
    heading = pipe.readline()
    if not heading:
        raise RefusedError(failure("cat-file", running.error_text()))
    found = _ANSWER.fullmatch(heading)
    if found is None:
        return None  # git printed the name with `missing`, `ambiguous` or `submodule`
    data = pipe.read(int(found[3]))
    pipe.read(1)
    return data if found[2] == b"blob" and _is_named(data, found[1].decode()) else None


def _is_named(data: bytes, oid: str) -> bool:
    """Return whether the bytes of a blob have its id: git does not verify it when it reads."""
    digest = hashlib.new("sha1" if len(oid) == 40 else "sha256", b"blob %d\0" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest() == oid


def failure(name: str, errors: str) -> Finding:
    """Return the finding for a git command that failed with valid arguments; the finding quotes git's error output."""
    return report("git-failed", Location("."), command=name, output=errors, cause=_cause(errors))


def _cause(errors: str) -> str:
    """Return the part of the repository that git complains about."""
    if "index" in errors and "pack" not in errors:
        return "index"
    return "configuration" if "config" in errors else ""


def error_text(err: bytes) -> str:
    """Return at most three lines of an error output, joined on one line, without credentials.

    If there are more lines, the first two and the last are kept. Repeated lines are omitted, and long lines are cut.
    """
    lines = list(dict.fromkeys(line.strip() for line in err.decode("utf-8", "replace").splitlines() if line.strip()))
    shown = lines if len(lines) <= _LINES else [*lines[: _LINES - 1], lines[-1]]
    return "; ".join(re.sub(_CREDENTIALS, "***@", line)[:_LONGEST] for line in shown)


class Running(NamedTuple):
    """A running git command and the file of its error output.

    The error output is written to a file, because git would block on a full pipe that is not read.
    """

    process: subprocess.Popen[bytes]
    errors: IO[bytes]

    def error_text(self) -> str:
        """Return the error output so far, shortened by `error_text`."""
        size = os.fstat(self.errors.fileno()).st_size
        begin = os.pread(self.errors.fileno(), _READ, 0)
        end = os.pread(self.errors.fileno(), _READ, max(size - _READ, len(begin)))
        return error_text(begin.rpartition(b"\n")[0] + end[end.find(b"\n") :] if end else begin)

    def end(self) -> None:
        """Kill the process, if it is still running, and close its pipes and the file of its error output."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout, self.errors):
            if pipe is not None:
                with suppress(OSError):  # unsent input is dropped
                    pipe.close()
        self.process.wait()


@contextmanager
def _started(folder: Path, arguments: Iterable[str], stdin: int = subprocess.DEVNULL) -> Iterator[Running]:
    """Run a git command in the block; it ends with the block, even if its output has not been read."""
    running = start(folder, arguments, stdin)
    try:
        yield running
    finally:
        running.end()


def start(folder: Path, arguments: Iterable[str], stdin: int = subprocess.DEVNULL) -> Running:
    """Start a git command and return it; the caller must call its `end` method.

    Raises RefusedError if git is not installed.
    """
    with _refusals(), ExitStack() as undone:
        errors = undone.enter_context(_unnamed())
        process = subprocess.Popen(
            _command(arguments), cwd=folder, env=_environment(), stdin=stdin, stdout=subprocess.PIPE, stderr=errors
        )
        undone.pop_all()
    return Running(process, errors)


def _unnamed() -> IO[bytes]:
    """Return a file without a name."""
    if hasattr(os, "memfd_create"):  # importing tempfile takes longer than git
        return os.fdopen(os.memfd_create("git"), "w+b")
    from tempfile import TemporaryFile

    return TemporaryFile()


def _command(arguments: Iterable[str]) -> list[str]:
    return ["git", *_OPTIONS, *arguments]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    return {**kept, **_system(), **_safe(), **FIXED}


def _system() -> dict[str, str]:
    """Return the setting that omits the machine's configuration; git fails on a value that it does not know."""
    word = os.environ.get("GIT_CONFIG_NOSYSTEM", "")
    return {"GIT_CONFIG_NOSYSTEM": word} if word.lower() in ("1", "true", "yes", "on") else {}


def _safe() -> dict[str, str]:
    """Return the settings in the environment that name safe folders."""
    count = os.environ.get("GIT_CONFIG_COUNT", "")
    numbers = range(int(count)) if count.isascii() and count.isdecimal() and len(count) < 4 else range(0)
    pairs = [(os.environ.get(f"GIT_CONFIG_KEY_{n}", ""), os.environ.get(f"GIT_CONFIG_VALUE_{n}", "")) for n in numbers]
    safe = [pair for pair in pairs if pair[0].lower().startswith(_SAFE)]
    kept = {"GIT_CONFIG_COUNT": str(len(safe))} if safe else {}
    for number, (key, value) in enumerate(safe):
        kept |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return kept


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as absent:
        if absent.filename != "git":
            raise
        raise refusal("git-missing", Location(".")) from absent
