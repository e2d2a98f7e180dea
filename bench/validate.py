"""Cold validation against a peer: `python bench/validate.py [--products 10000] [--locales 3] [--large] [--keep DIR]`.

Whole processes, each validation in a fresh clone: wall seconds, and CPU seconds of all processes together. The peer of
the same run loads the same files with PyYAML's CSafeLoader and checks nothing; `parse alone` is our own reader without
facts, models or rules. Of many files both read every tenth and are scaled, for the peer is slow. `--large` adds
20,000 x 5. Below 1,000 products the start of Python, which is subtracted from both, is most of what they take.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from measure import SOURCES, Clones, Spent, Spread, catalogue, packshot, run, scratch, spread

LARGE = (20_000, 5)
GOALS = {(10_000, 3): 2.5, LARGE: 8.0}
"""Wall seconds of the whole process on two cores."""

SHARE = 10
"""The loaders read one file of so many, if there are many."""

MANY = 10_000

PEER = "import yaml; load = lambda data: yaml.load(data, yaml.CSafeLoader)"
OWN = "from packshot.yaml import reader; load = lambda data: reader.load(data, 'a.yaml')"
LOADER = "import sys, pathlib\n{}\nfor path in sys.stdin.read().splitlines(): load(pathlib.Path(path).read_bytes())"


class Taken(NamedTuple):
    """Seconds that a job took."""

    wall: Spread
    cpu: Spread


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=10_000)
    parser.add_argument("--locales", type=int, default=3)
    parser.add_argument("--large", action="store_true", help="Add 20,000 products x 5 locales, 100,000 files.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="Folder to keep the catalogues in, to be used again.")
    args = parser.parse_args()
    sizes = [(args.products, args.locales), *([LARGE] if args.large else [])]
    need = sum(SOURCES * products * locales * (args.runs + 2) for products, locales in sizes)
    with scratch(need) as folder:
        for size in sizes:
            ask(catalogue(args.keep or folder, *size), folder, size, args.runs)


def ask(root: Path, folder: Path, size: tuple[int, int], runs: int) -> None:
    """Measure one size; the jobs take turns, after a warm-up of each."""
    files = sorted(str(path) for path in root.rglob("catalog/**/*.yaml"))
    clones = Clones(root, folder)
    rounds = [[validated(clones), scaled(files, PEER), scaled(files, OWN)] for _ in range(runs + 1)]
    names = ("validate", "PyYAML C, load alone", "parse alone")
    report(
        size, len(files), {name: taken(spent) for name, spent in zip(names, zip(*rounds[1:], strict=True), strict=True)}
    )


def validated(clones: Clones) -> Spent:
    """Validation of a fresh clone; the catalogue has no findings."""
    spent = packshot(clones.fresh(), "validate", "--format", "json")
    assert not spent.json()["findings"], spent.out[:1000]
    return spent


def scaled(files: Sequence[str], loader: str) -> Spent:
    """Loading all files, computed from a share of them; the start of the process is subtracted."""
    share = files[::SHARE] if len(files) > MANY else files
    command = [sys.executable, "-P", "-c", LOADER.format(loader)]
    start, spent = run(command, feed=files[0]), run(command, feed="\n".join(share))
    factor = len(files) / len(share)
    return spent._replace(wall=(spent.wall - start.wall) * factor, cpu=(spent.cpu - start.cpu) * factor)


def taken(spent: Iterable[Spent]) -> Taken:
    """The spreads of some runs."""
    runs = list(spent)
    return Taken(spread(each.wall for each in runs), spread(each.cpu for each in runs))


def report(size: tuple[int, int], files: int, found: dict[str, Taken]) -> None:
    """One line a job: seconds, microseconds of CPU a file, and CPU as a ratio to the peer."""
    peer = found["PyYAML C, load alone"].cpu.median
    goal = f"; goal {GOALS[size]:g} s wall" if size in GOALS else ""
    print(f"{size[0]} products x {size[1]} locales, {files} files{goal}")
    print(f"{'':24}{'wall s':>20}{'CPU s':>20}{'us/file':>10}{'to peer':>10}")
    for name, (wall, cpu) in found.items():
        each = cpu.median / files * 1e6
        print(f"{name:24}{wall.text():>20}{cpu.text():>20}{each:10.0f}{cpu.median / peer:10.2f}", flush=True)


if __name__ == "__main__":
    main()
