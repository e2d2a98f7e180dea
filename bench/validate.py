"""Cold validation against a peer: `python bench/validate.py [--products 10000] [--locales 3] [--large] [--keep DIR]`.

Whole processes, best of a few runs: wall seconds, and CPU seconds of all processes together. The peer of the same run
loads the same files with PyYAML's CSafeLoader and judges nothing; `parse alone` is our own reader without facts,
models or rules. Both read every n-th file and are scaled, for the peer is slow. `--large` adds 20,000 x 5.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generate import generate

LARGE = (20_000, 5)
GOALS = {(10_000, 3): 5.0, LARGE: 10.0}
"""Wall seconds of the whole process on two cores."""

SHARE = 10
"""The loaders read one file of so many."""

PEER = "import yaml; load = lambda data: yaml.load(data, yaml.CSafeLoader)"
OWN = "from packshot.source import yaml; load = lambda data: yaml.load(data, 'a.yaml')"
LOADER = "import sys, pathlib\n{}\nfor path in sys.stdin.read().splitlines(): load(pathlib.Path(path).read_bytes())"


class Spent(NamedTuple):
    """What a process and those it started took, in seconds."""

    wall: float
    cpu: float


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=10_000)
    parser.add_argument("--locales", type=int, default=3)
    parser.add_argument("--large", action="store_true", help="Add 20,000 products x 5 locales, 100,000 files.")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="Folder to keep the catalogues in, to be used again.")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in [(args.products, args.locales), *([LARGE] if args.large else [])]:
            ask(args.keep or Path(folder), size, args.runs)


def ask(base: Path, size: tuple[int, int], runs: int) -> None:
    """Measure one size."""
    root = base / f"p{size[0]}x{size[1]}"
    if not root.exists():
        generate(root, *size)
    files = sorted(str(path) for path in root.rglob("catalog/**/*.yaml"))
    found = {
        "validate": best(runs, [sys.executable, "-m", "packshot", "-C", str(root), "validate", "--format", "json"]),
        "PyYAML C, load alone": scaled(files, PEER, runs),
        "parse alone": scaled(files, OWN, runs),
    }
    report(size, len(files), found)


def scaled(files: Sequence[str], loader: str, runs: int) -> Spent:
    """Loading all files, told by a share of them; the start of the process is no part of it."""
    share, command = files[::SHARE], [sys.executable, "-c", LOADER.format(loader)]
    start, spent = best(runs, command, files[0]), best(runs, command, "\n".join(share))
    factor = len(files) / len(share)
    return Spent((spent.wall - start.wall) * factor, (spent.cpu - start.cpu) * factor)


def best(runs: int, command: Sequence[str], feed: str = "") -> Spent:
    """The least wall and the least CPU seconds of a few runs of a whole process."""
    spent = [timed(command, feed) for _ in range(runs)]
    return Spent(min(each.wall for each in spent), min(each.cpu for each in spent))


def timed(command: Sequence[str], feed: str) -> Spent:
    """One run; what its children took counts when it has waited for them."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, input=feed, check=True, capture_output=True, text=True)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if "validate" in command:
        assert not json.loads(done.stdout)["findings"], done.stdout[:1000]
    return Spent(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def report(size: tuple[int, int], files: int, found: dict[str, Spent]) -> None:
    """One line a job: seconds, microseconds of CPU a file, and CPU as a ratio to the peer."""
    peer = found["PyYAML C, load alone"]
    goal = f", goal {GOALS[size]:.0f} s wall" if size in GOALS else ""
    print(f"{size[0]} products x {size[1]} locales, {files} files, {os.cpu_count()} cores{goal}")
    print(f"{'':24}{'wall s':>10}{'CPU s':>10}{'us/file':>10}{'to peer':>10}")
    for name, spent in found.items():
        each = spent.cpu / files * 1e6
        print(f"{name:24}{spent.wall:10.2f}{spent.cpu:10.2f}{each:10.0f}{spent.cpu / peer.cpu:10.2f}", flush=True)


if __name__ == "__main__":
    main()
