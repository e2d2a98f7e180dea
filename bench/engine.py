"""The engine on a toy catalogue: cold, nothing changed, one record changed, at two sizes. Prints seconds and ratios.

Run: python bench/engine.py [SIZE ...] [--runs 3] [--here]

Each run is a process of its own with a fresh folder; `--here` puts the folders into the current one.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from measure import scratch, spread

LOCALES = ("de", "en", "fr")
RECORD = 80_000
"""Bytes that a record takes in store and output folder; measured, rounded up."""

TIMES = 5
"""Repetitions of the short questions in one run."""


def main() -> None:
    """Measure both sizes in turn, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", metavar="SIZE", default=[1000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--here", action="store_true")
    args = parser.parse_args()
    found = {size: defaultdict(list) for size in args.sizes}
    with scratch(RECORD * args.runs * sum(args.sizes), Path.cwd() if args.here else None) as folder:
        for number in range(args.runs):
            for size, values in found.items():
                for name, value in measured(folder / f"{size}-{number}", size):
                    values[name].append(value)
    show(found)


def measured(folder: Path, size: int) -> list[tuple[str, float]]:
    """One run, in a process of its own, so that its peak memory is its own."""
    folder.mkdir()
    script = [sys.executable, __file__, "--one", str(folder), str(size)]
    lines = subprocess.run(script, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    return [(name, float(value)) for name, value in (line.rsplit(" ", 1) for line in lines)]


def show(found: dict[int, dict[str, list[float]]]) -> None:
    """One line a figure: each size, and the ratio of the last to the first."""
    print(f"{'':28}" + "".join(f"{size:>28,}" for size in found) + "       ratio")
    for name in next(iter(found.values())):
        row = [spread(values[name]) for values in found.values()]
        ratio = row[-1].median / row[0].median
        print(f"{name:28}" + "".join(f"{each.text(4):>28}" for each in row) + f"{ratio:12.2f}")


def one(folder: Path, size: int) -> None:
    """All questions of one size, one figure a line."""
    from wide import WideBench

    bench = WideBench(folder, size, LOCALES)
    empty = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    timed("cold", bench.cold)
    print("peak MB over start", (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - empty) / 1024)
    timed("nothing changed", bench.nothing)
    for _ in range(TIMES):
        timed("quick answer", bench.quick)
        timed("one record changed", bench.one_changed)


def timed(name: str, run: Callable[[], object]) -> None:
    """Print the seconds of a question and of its stages."""
    start = time.perf_counter()
    result = run()
    print(name, time.perf_counter() - start)
    for stage, seconds in getattr(result, "seconds", {}).items():
        print(f"  {name}: {stage}", seconds)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
