"""Timing of whole processes, medians with quartiles, and fresh folders: what the benchmarks share.

No benchmark removes a large tree before or between measurements. After the removal of thousands of files, ext4 spends
400-750 us of system time on each new file for minutes, instead of 20-60 us. So each cold run gets a fresh clone of the
catalogue, in `/dev/shm` if it has room, and all folders are removed after the last measurement.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import re
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from generate import commit, generate, git

MEMORY = Path("/dev/shm")
SOURCES = 10_000
"""Bytes that the clone of a catalogue takes for each product and locale; measured, rounded up."""

RELEASE = 80_000
"""Bytes that a clone takes with its store and output folder, for each product and locale; measured, rounded up."""

SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of Linux's prctl(2)."""


class Spent(NamedTuple):
    """What a whole process cost, and what it printed."""

    wall: float
    """Seconds until it ended."""
    cpu: float
    """Seconds of user and system time, of all its descendants too."""
    peak: float
    """Megabytes of resident memory of the largest of its processes."""
    out: str

    def json(self) -> dict[str, Any]:
        """The output of `--format json`."""
        found: dict[str, Any] = json.loads(self.out)
        return found


class Spread(NamedTuple):
    """The median of some figures and its quartiles."""

    median: float
    low: float
    high: float

    def text(self, digits: int = 2) -> str:
        """`0.11 (0.10-0.12)`."""
        return f"{self.median:,.{digits}f} ({self.low:,.{digits}f}-{self.high:,.{digits}f})"


def spread(values: Iterable[float]) -> Spread:
    """The median and the quartiles; one figure is its own quartiles."""
    found = list(values)
    if len(found) == 1:
        return Spread(*found * 3)
    low, median, high = statistics.quantiles(found, n=4, method="inclusive")
    return Spread(median, low, high)


# Processes


def packshot(root: Path, *words: str, env: Mapping[str, str] | None = None) -> Spent:
    """Run packshot on a repository; `-P` keeps the current folder from providing the package."""
    return run([sys.executable, "-P", "-m", "packshot", "-C", str(root), *words], env=env)


def run(command: Sequence[str], *, feed: str = "", env: Mapping[str, str] | None = None) -> Spent:
    """Run a process to its end, and wait for all processes that it left behind: only then their CPU time is known."""
    adopts_orphans()
    _reap()
    before = _children()
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(feed.encode())
        given.seek(0)
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdin=given, stdout=out, stderr=err, env=env)
        status, usage = _ended(process)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        _reap()
        text, errors = (_text(each) for each in (out, err))
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}\n{text[-2000:]}{errors[-2000:]}")
    return Spent(wall, _children() - before, usage.ru_maxrss / 1024, text)


def _ended(process: subprocess.Popen[bytes]) -> tuple[int, resource.struct_rusage]:
    """Wait for the end of a process; if the benchmark is interrupted, the process ends with it."""
    try:
        return os.wait4(process.pid, 0)[1:]
    except BaseException:
        process.kill()
        _reap()
        raise


@cache
def adopts_orphans() -> bool:
    """Whether processes whose parent has ended become children of this one, so that they can be waited for."""
    return sys.platform == "linux" and ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0) == 0


def _reap() -> None:
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _text(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode())


# Folders


@contextmanager
def scratch(need: int, base: Path | None = None) -> Iterator[Path]:
    """A folder with room for `need` bytes, removed after everything has been measured. Prints where and on what."""
    base = base or (MEMORY if _has_memory(need) else Path(tempfile.gettempdir()))
    if need > shutil.disk_usage(base).free:
        raise SystemExit(f"{base} has no room for {need / 1e9:.1f} GB: use fewer products or runs")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("terminated"))  # so that the folder is removed then too
    with tempfile.TemporaryDirectory(prefix="packshot-bench-", dir=base) as folder:
        print_machine()
        kind = "memory" if base == MEMORY else "disk: wait some minutes before the next run, see bench/measure.py"
        print(f"folder: {folder} ({kind})", flush=True)
        yield Path(folder)


def _has_memory(need: int) -> bool:
    return MEMORY.is_dir() and need < min(shutil.disk_usage(MEMORY).free, _available()) / 2


def _available() -> int:
    found = re.search(r"MemAvailable: +(\d+) kB", Path("/proc/meminfo").read_text(encoding="ascii"))
    return int(found[1]) * 1024 if found else 0


def print_machine() -> None:
    """One line about the machine, and a second if its figures are doubtful."""
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    print(f"{cores} cores, load {load:.1f}, Python {platform.python_version()}; median (quartiles)")
    if load > 0.5:
        print("other processes are running: absolute figures are noisy, compare ratios of one run only")
    if not adopts_orphans():
        print("CPU seconds lack processes that outlive their parent: this needs Linux")


def catalogue(base: Path, products: int, locales: int) -> Path:
    """A catalogue of this size below a folder, generated if it is not there. Its objects are packed, as in a clone."""
    root = base / f"p{products}x{locales}"
    if not root.exists():
        generate(root, products, locales)
        git(root, "repack", "-adq")
    return root


class Clones:
    """Fresh clones of one catalogue: no state, no store, no output folder."""

    def __init__(self, source: Path, folder: Path) -> None:
        self._source = source
        self._folder = folder
        self._count = 0

    def fresh(self) -> Path:
        """One more clone."""
        self._count += 1
        root = self._folder / f"{self._source.name}-{self._count:03}"
        git(self._source, "clone", "-q", str(self._source), str(root))
        for name in ("gc.auto", "maintenance.auto", "core.fsmonitor"):  # nothing of git's may run beside a measurement
            git(root, "config", name, "0")
        return root


def change_weight(root: Path, number: int) -> None:
    """Commit another weight of one product; each number gives a weight that no product has."""
    path = next(root.glob("catalog/products/*/p000007/product.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"weight: \d+ g", f"weight: {2000 + number} g", text), encoding="utf-8")
    commit(root, "weight")
