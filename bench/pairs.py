"""Old code against new code: `python bench/pairs.py --old DIR --new DIR [--pairs 9] [--products 1000] [--locales 3]`.

DIR is a `src` folder or a git revision of this repository; both are copied first. Measured are CPU seconds (user and
system) of whole process trees, in interleaved pairs (old new, new old, ...), so that drift of the machine cancels. A
short job runs several times in a pair, in turns too. Each side has its own catalogue, state and bytecode, warmed up
before each job. Needs Linux for the CPU time of workers.

`new less` counts the pairs in which new took less. With equal code, 8 or 9 of 9 (or 0 or 1) come up in 4 % of the runs;
anything between is no difference. Confirm a small one with the sides exchanged.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from measure import RELEASE, SOURCES, Clones, Spent, catalogue, change_weight, packshot, run, scratch, spread

HERE = Path(__file__).parent
FEW = 20
"""A change of one product evaluates fewer records."""


@dataclass
class Side:
    """One version of the code, with clones of the catalogue that only it uses."""

    name: str
    env: Mapping[str, str]
    clones: Clones
    products: int
    warm: Path = field(init=False)
    """A clone with a release, for everything but cold runs."""
    counts: dict[str, int] = field(default_factory=dict)
    """What the last cold build reported."""

    def __post_init__(self) -> None:
        """Build the release that changes start from."""
        self.warm = self.clones.fresh()
        self.run(self.warm, "build", "--format", "json")

    def run(self, root: Path, *words: str) -> Spent:
        """Run this version."""
        return packshot(root, *words, env=self.env)


def nothing_json(side: Side, _: int) -> float:
    """Build with nothing changed."""
    spent = side.run(side.warm, "build", "--format", "json")
    expect(spent.json()["records"] == 0, side, "nothing to do")
    return spent.cpu


def nothing_text(side: Side, _: int) -> float:
    """The same in the text form."""
    return side.run(side.warm, "build").cpu


def one_product(side: Side, number: int) -> float:
    """Commit a weight and build."""
    change_weight(side.warm, number)
    spent = side.run(side.warm, "build", "--format", "json")
    expect(0 < spent.json()["records"] < FEW, side, "a few records to do")
    return spent.cpu


def cold_build(side: Side, _: int) -> float:
    """Build in a fresh clone."""
    spent = side.run(side.clones.fresh(), "build", "--format", "json")
    found = spent.json()
    side.counts = {name: found[name] for name in ("records", "views", "written")}
    expect(found["records"] >= side.products, side, "every record to do")
    return spent.cpu


def cold_validate(side: Side, _: int) -> float:
    """Validate a fresh clone."""
    return side.run(side.clones.fresh(), "validate", "--format", "json").cpu


def expect(is_met: bool, side: Side, what: str) -> None:
    """Stop if a job did something else than what is measured."""
    if not is_met:
        raise SystemExit(f"{side.name}: the build did not find {what}")


class Job(NamedTuple):
    """What is measured."""

    ask: Callable[[Side, int], float]
    """CPU seconds of one run; the number is another one in each."""
    repeats: int
    """Runs of each side in a pair, even where more than one: a single short run is too near to the noise."""


JOBS: Mapping[str, Job] = {
    "nothing changed": Job(nothing_json, 10),
    "nothing changed, text": Job(nothing_text, 10),
    "one product changed": Job(one_product, 4),
    "cold build": Job(cold_build, 1),
    "cold validate": Job(cold_validate, 2),
}


def main() -> None:
    """Prepare both sides, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--old", required=True, metavar="DIR", help="A src folder or a git revision.")
    parser.add_argument("--new", required=True, metavar="DIR", help="A src folder or a git revision.")
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--products", type=int, default=1000)
    parser.add_argument("--locales", type=int, default=3)
    parser.add_argument("--jobs", nargs="+", choices=JOBS, default=list(JOBS), help="Measure these only.")
    args = parser.parse_args()
    need = 2 * (args.pairs + 2) * (RELEASE + 3 * SOURCES) * args.products * args.locales
    with scratch(need) as folder:
        source = catalogue(folder, args.products, args.locales)
        old, new = (prepared(name, getattr(args, name), source, args.products) for name in ("old", "new"))
        print(f"{args.products} products x {args.locales} locales, {args.pairs} pairs; CPU seconds of all processes")
        print(f"{'':24}{'old':>24}{'new':>24}{'new/old':>24}{'new less':>12}", flush=True)
        for name in args.jobs:
            compare(name, old, new, args.pairs)


def prepared(name: str, given: str, source: Path, products: int) -> Side:
    """One side: its code copied, its bytecode in a folder of its own, its first release built."""
    folder = source.parent / name
    folder.mkdir()
    code = copied(given, folder)
    env = {**os.environ, "PYTHONPATH": str(code), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    used = run([sys.executable, "-P", "-c", "import packshot; print(packshot.__file__)"], env=env).out.strip()
    if not Path(used).is_relative_to(code):
        raise SystemExit(f"{name}: Python imports {used}, not the code of {given}")
    return Side(name, env, Clones(source, folder), products)


def copied(given: str, folder: Path) -> Path:
    """The `src` folder of a folder or revision, copied: edits made meanwhile do not matter."""
    if (Path(given) / "packshot" / "__init__.py").is_file():
        ignored = shutil.ignore_patterns("__pycache__")
        return Path(shutil.copytree(given, folder / "src", ignore=ignored))
    top = ["git", "-C", str(HERE.parent), "archive", given, "src"]
    done = subprocess.run(top, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{given}: neither a src folder with packshot/ nor a git revision\n{done.stderr.decode()}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder / "src"


def compare(name: str, old: Side, new: Side, pairs: int) -> None:
    """Measure one job and print its line."""
    found = list(measured(JOBS[name], old, new, pairs))
    olds, news = spread(each for each, _ in found), spread(each for _, each in found)
    ratio = spread(after / before for before, after in found)
    less = f"{sum(after < before for before, after in found)} of {pairs}"
    print(f"{name:24}{olds.text(3):>24}{news.text(3):>24}{ratio.text(3):>24}{less:>12}", flush=True)
    if name == "cold build" and old.counts != new.counts:
        print(f"  not the same work: old {old.counts}, new {new.counts}")


def measured(job: Job, old: Side, new: Side, pairs: int) -> Iterator[tuple[float, float]]:
    """CPU seconds of a run of old and of new, pair by pair, after a warm-up of each; each begins every second time."""
    for side in (old, new):
        job.ask(side, 0)
    for pair in range(pairs):
        spent = {old.name: 0.0, new.name: 0.0}
        for repeat in range(job.repeats):
            for side in (old, new) if (pair + repeat) % 2 == 0 else (new, old):
                spent[side.name] += job.ask(side, 1 + pair * job.repeats + repeat) / job.repeats
        yield spent[old.name], spent[new.name]


if __name__ == "__main__":
    main()
