"""How the cost of a build follows the change: `python bench/build.py [--products 10000] [--locales 3]`.

Two catalogues, one ten times the other. Each question is put to both in turn: cold build and cold validation in fresh
clones, then nothing changed (in both output forms) and one product changed. Wall seconds of whole processes.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from measure import RELEASE, SOURCES, Clones, Spread, catalogue, change_weight, packshot, scratch, spread

Size = tuple[int, int]
"""Products and locales."""

PEAK = "peak memory, MB"
GOALS: Mapping[tuple[str, Size], float] = {
    ("cold build", (1_000, 3)): 2.1,
    ("cold build", (10_000, 3)): 25,
    ("cold validate", (10_000, 3)): 2.5,
    (PEAK, (10_000, 3)): 250,
}
FLAT_GOALS: Mapping[str, float] = {
    "nothing changed, JSON": 0.12,
    "nothing changed, text": 0.12,
    "one product changed": 0.55,
}
"""Seconds at any size."""


class Subject:
    """One catalogue; `root` is the clone that was built last."""

    def __init__(self, base: Path, folder: Path, size: Size) -> None:
        self.size = size
        self._clones = Clones(catalogue(base, *size), folder)
        self.root = folder
        self.peaks: list[float] = []

    def cold_build(self, number: int) -> float:
        """Build in a fresh clone."""
        self.root = self._clones.fresh()
        spent = packshot(self.root, "build", "--format", "json")
        self.peaks.append(spent.peak)
        stages = spent.json()["seconds"]
        print(f"  {self.size[0]} products, cold build {number + 1}: {spent.wall:.1f} s {stages}", flush=True)
        return spent.wall

    def cold_validate(self, _: int) -> float:
        """Validate a fresh clone."""
        return packshot(self._clones.fresh(), "validate", "--format", "json").wall

    def nothing(self, *words: str) -> float:
        """Build with nothing changed."""
        return packshot(self.root, "build", *words).wall

    def one_product(self, number: int) -> float:
        """Commit another weight of one product and build."""
        change_weight(self.root, number)
        spent = packshot(self.root, "build", "--format", "json")
        assert 0 < spent.json()["records"] < 20, spent.out
        return spent.wall


COLD: Mapping[str, Callable[[Subject, int], float]] = {
    "cold build": Subject.cold_build,
    "cold validate": Subject.cold_validate,
}
WARM: Mapping[str, Callable[[Subject, int], float]] = {
    "nothing changed, JSON": lambda subject, _: subject.nothing("--format", "json"),
    "nothing changed, text": lambda subject, _: subject.nothing(),
    "one product changed": Subject.one_product,
}


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=10_000)
    parser.add_argument("--locales", type=int, default=3)
    parser.add_argument("--cold", type=int, default=3, help="Cold runs of each size.")
    parser.add_argument("--runs", type=int, default=9, help="Other runs of each size.")
    parser.add_argument("--keep", type=Path, help="Folder to keep the catalogues in, to be used again.")
    args = parser.parse_args()
    need = 1.1 * args.products * args.locales * (args.cold * (RELEASE + SOURCES) + SOURCES)
    with scratch(int(need)) as folder:
        sizes = [(args.products // 10, args.locales), (args.products, args.locales)]
        subjects = [Subject(args.keep or folder, folder, size) for size in sizes]
        report(subjects, {**ask(COLD, subjects, args.cold), **ask(WARM, subjects, args.runs)})


def ask(
    questions: Mapping[str, Callable[[Subject, int], float]], subjects: list[Subject], runs: int
) -> dict[str, list[Spread]]:
    """The seconds of each question, one spread a catalogue; the catalogues take turns, after a warm-up of the first."""
    found = {}
    for name, question in questions.items():
        question(subjects[0], runs)
        values = defaultdict(list)
        for number in range(runs):
            for subject in subjects:
                values[subject].append(question(subject, number))
        found[name] = [spread(values[subject]) for subject in subjects]
    return found


def report(subjects: list[Subject], found: dict[str, list[Spread]]) -> None:
    """One line a question: both figures, the ratio of the medians, the goals."""
    found[PEAK] = [spread(subject.peaks) for subject in subjects]
    sizes = [subject.size for subject in subjects]
    heads = [f"{products:,} x {locales}" for products, locales in sizes]
    print(
        f"{'':24}" + "".join(f"{head:>24}" for head in heads) + f"{'ratio':>8}" + "".join(f"{'goal':>8}" for _ in sizes)
    )
    for name, (small, large) in found.items():
        texts = "".join(f"{each.text():>24}" for each in (small, large))
        goals = "".join(f"{goal(name, size):>8}" for size in sizes)
        print(f"{name:24}{texts}{large.median / small.median:8.2f}{goals}")


def goal(name: str, size: Size) -> str:
    """The goal of a question at a size; empty if none is set."""
    found = GOALS.get((name, size), FLAT_GOALS.get(name))
    return "" if found is None else f"{found:g}"


if __name__ == "__main__":
    main()
