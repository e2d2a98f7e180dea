"""What a build is asked, and what came of it."""

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
"""Whether the artifact of a path is made again, though the store says what its key has made before."""


def _none(path: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Request:
    """What to build: a source tree read through two functions, a program, an instant, and where the results go."""

    program: Program
    tree: str
    entries: Callable[[], Iterable[tuple[str, str]]]
    """All files of the tree as (path, blob id); read only when `changed` is None or there is no base."""
    read_many: Callable[[Iterable[str]], Iterable[tuple[str, bytes]]]
    """The bytes of the named files, each once, in any order."""
    originals: Originals
    as_of: Timestamp
    home: Path
    """The folder of this machine's lock and intent: `.packshot`."""
    store: str
    """A local folder or an fsspec URL."""
    below: str = ""
    """A store that is read for what `store` does not have, and never written; empty for none."""
    dist: Path | None = None
    """The output folder; None to materialise nothing."""
    base: Pointer | None = None
    """The state to start from, as `quick.latest(store)` gave it; None evaluates everything."""
    is_doubted: bool = False
    """Whether damage was met in the store, so that what it holds is looked at before it counts."""
    doubts: Doubts = _none
    is_repaired: bool = False
    """Whether all that the store and `dist` hold of the release is read, and replaced where it is damaged."""
    changed: Changed | None = None
    """The files that differ between `base.tree` and `tree`; None compares the listing with the state."""
    load: Callable[[str], Output] | None = None
    """Picklable function from the name of an output to the output, for worker processes; None stays in-process.
    `originals` must be picklable too then."""
    workers: int = 1
    limits: Limits = field(default_factory=lambda: Limits())
    seconds: Callable[[], float] = field(default=lambda: 0.0)
    """A monotonic clock, for the seconds by stage only."""
    disk: Disk = field(default_factory=LocalDisk)

    def place(self) -> Storage:
        """The store, with the one below it."""
        return open_storage(self.store, self.disk, self.below)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one making of a dear output may take in a worker process."""

    seconds: float = 300.0
    bytes: int = 4 << 30


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did. With an error among `findings` it wrote nothing."""

    tree: str
    valid_from: Timestamp | None
    next_transition: Timestamp | None
    toolchain: str
    manifest: str
    """Digest of the manifest root; empty after errors."""
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
    """What a repair has replaced in `dist`: path, and the SHA-256 of what was there; empty where nothing was."""
    paths: Callable[[], Iterator[tuple[str, str]]]
    """What differed, as ("written" or "removed", path). Streams; valid until the next build."""

    def failed(self) -> bool:
        """Whether an error stopped the build."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)
