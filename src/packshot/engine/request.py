"""The input and the result of a build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from packshot.engine.disk import Disk, LocalDisk
from packshot.engine.storage import Storage, open_storage
from packshot.engine.types import Originals, Output, Program, Timestamp
from packshot.engine.up_to_date import Pointer
from packshot.findings import Finding, Severity

Changed = Mapping[str, tuple[str | None, str | None]]
"""Path -> (blob id before, blob id after); None where the file is absent."""

Doubts = Callable[[str], bool]
"""A function that returns whether the artifact of a path is made again, even if the store has a result for its key."""


def _none(path: str) -> bool:
    return False


def _unavailable(files: Mapping[str, str | None]) -> Request | None:
    return None


@dataclass(frozen=True, slots=True)
class Request:
    """The input of a build: a program, functions that read the source tree, a timestamp, and the destinations."""

    program: Program
    tree: str
    entries: Callable[[], Iterable[tuple[str, str]]]
    """A function that returns all files as (path, blob id); called if `changed` is None or all tasks are evaluated."""
    read_many: Callable[[Iterable[str]], Iterable[tuple[str, bytes]]]
    """A function that returns the bytes of the named files, each once, in any order."""
    originals: Originals
    as_of: Timestamp
    home: Path
    """The folder of this machine's lock and intent: `.packshot`."""
    store: str
    """A local folder or an fsspec URL."""
    below: str = ""
    """A store that is read if `store` does not have a name, and never written; empty for none."""
    dist: Path | None = None
    """The output folder; None to write none."""
    base: Pointer | None = None
    """The state to start from, as returned by `up_to_date.latest(store)`; None evaluates everything."""
    is_doubted: bool = False
    """Whether the store was found damaged, so that its blobs are verified before they count."""
    doubts: Doubts = _none
    is_repaired: bool = False
    """Whether all of the release in the store and in `dist` is read, and damaged files are replaced."""
    edited: Callable[[Mapping[str, str | None]], Request | None] = _unavailable
    """A function that returns this request for the tree with other blobs of some files (None: without the file).

    Returns None if the bytes of a blob are not available.
    """
    changed: Changed | None = None
    """The files that differ between `base.tree` and `tree`; None compares the listing with the state."""
    load: Callable[[str], Output] | None = None
    """A picklable function from the name of an output to the output, for worker processes; None stays in-process.

    `originals` must be picklable too then.
    """
    workers: int = 1
    limits: Limits = field(default_factory=lambda: Limits())
    seconds: Callable[[], float] = field(default=lambda: 0.0)
    """A monotonic clock, for the seconds by stage only."""
    disk: Disk = field(default_factory=LocalDisk)

    def place(self) -> Storage:
        """Return the storage of the store; names missing in this storage are read from the store `below`, if given."""
        return open_storage(self.store, self.disk, self.below)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a worker process: seconds to wait for a result, and bytes of address space."""

    seconds: float = 300.0
    bytes: int = 4 << 30


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a build. If `findings` include errors, no release was written."""

    tree: str
    valid_from: Timestamp | None
    next_transition: Timestamp | None
    toolchain: str
    manifest: str
    """The digest of the manifest root; empty after errors."""
    pointer: Pointer | None
    """The state of this release; None after errors."""
    records: int
    """Records evaluated."""
    views: int
    """Views evaluated, pages of listings included."""
    made: int
    written: int
    unchanged: int
    removed: int
    seconds: Mapping[str, float]
    findings: tuple[Finding, ...]
    repaired: Sequence[tuple[str, str]]
    """The files in `dist` that a repair replaced: path, and the SHA-256 of the previous file; empty if there was none.
    """
    paths: Callable[[], Iterator[tuple[str, str]]]
    """A function that yields the differences as ("written" or "removed", path); valid until the next build."""

    def failed(self) -> bool:
        """Return whether an error stopped the build."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)
