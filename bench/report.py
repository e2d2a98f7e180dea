"""What a report costs: `python bench/report.py [--products 2000] [--locales 5] [--large]`; --large is 20,000 x 5.

In a fresh clone a catalogue is validated and reported on for the first time (which evaluates everything and keeps it),
then again after nothing, one product and one requirement have changed in the working tree; all of it several times.
Whole processes: CPU seconds of all of them, and wall seconds. Below them, what others publish of the same work.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from measure import RELEASE, Clones, Spent, catalogue, packshot, scratch, spread

LARGE = (20_000, 5)
PUBLIC = (
    ("Akeneo, completeness of a project of 50,000 products", 50_000, 3 * 3600 + 36 * 60),
    ("Akeneo, the same computed again", 50_000, 45 * 60),
    ("Akeneo, completeness of a project of 5,000 products", 5_000, 19 * 60),
    ("Akeneo, the same computed again", 5_000, 4 * 60),
)
"""What, products, seconds: akeneo/pim-docs, teamwork_assistant/scalability_guide.rst."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=2000)
    parser.add_argument("--locales", type=int, default=5)
    parser.add_argument("--large", action="store_true", help="20,000 products in 5 locales.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="Folder to keep the catalogue in, to be used again.")
    args = parser.parse_args()
    products, locales = LARGE if args.large else (args.products, args.locales)
    with scratch(RELEASE * products * locales * (args.runs + 1)) as folder:
        clones = Clones(catalogue(args.keep or folder, products, locales), folder)
        packshot(clones.fresh(), "report", "completeness")  # warm-up
        found = defaultdict(list)
        for _ in range(args.runs):
            for name, spent in measured(clones.fresh()):
                found[name].append(spent)
        show(found, products, locales)


def measured(root: Path) -> Iterator[tuple[str, Spent]]:
    """Every question in order: each starts from what the one before has left."""
    yield "validate, from nothing", asked(root, "validate")
    yield "report completeness, from nothing", asked(root, "report", "completeness")
    yield "report completeness, nothing changed", asked(root, "report", "completeness")
    yield "validate, nothing changed", asked(root, "validate")
    path = next(root.glob("catalog/products/*/p000007/product.yaml"))
    with edited(path, lambda text: re.sub(r"weight: \d+ g", "weight: 77 g", text)):
        yield "report completeness, one product changed", asked(root, "report", "completeness")
    yield "validate, one product changed", asked(root, "validate")
    family = root / "catalog/families/ware.yaml"
    with edited(family, lambda text: text.rstrip().replace("required:", "required:\n  web: [weight]") + "\n"):
        yield "report completeness, a requirement changed", asked(root, "report", "completeness")


class edited:  # noqa: N801 - reads as a statement
    """A file with other text while something is asked."""

    def __init__(self, path: Path, change: Callable[[str], str]) -> None:
        self._path, self._before = path, path.read_text(encoding="utf-8")
        self._after = change(self._before)
        assert self._after != self._before, path

    def __enter__(self) -> None:
        self._path.write_text(self._after, encoding="utf-8")

    def __exit__(self, *_: object) -> None:
        self._path.write_text(self._before, encoding="utf-8")


def asked(root: Path, *words: str) -> Spent:
    """What a whole process costs."""
    return packshot(root, *words, "--format", "json")


def show(found: dict[str, list[Spent]], products: int, locales: int) -> None:
    """One line a question, then what is public of others."""
    print(f"{products:,} products x {locales} locales{'CPU s':>42}{'wall s':>20}{'products/s':>12}")
    for name, runs in found.items():
        cpu, wall = spread(each.cpu for each in runs), spread(each.wall for each in runs)
        print(f"{name:48}{cpu.text():>20}{wall.text():>20}{products / wall.median:12,.0f}")
    print("\nPublished by others:")
    for name, count, seconds in PUBLIC:
        print(f"{name:58}{seconds:10,}{count / seconds:12,.0f}")


if __name__ == "__main__":
    main()
