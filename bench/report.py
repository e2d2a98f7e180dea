"""What judging costs: `python bench/report.py [--products 2000] [--locales 5] [--large]`; --large is 20,000 x 5.

One catalogue: validated from nothing, reported on for the first time (which judges everything and keeps it), then again
after nothing, one product and one requirement have changed in the working tree. Whole processes; CPU seconds of all of
their processes and wall seconds. Beside them what others publish of the same work.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generate import generate

LARGE = (20_000, 5)
PUBLIC = (
    ("Akeneo, completeness of a project of 50,000 products", 50_000, 3 * 3600 + 36 * 60),
    ("Akeneo, the same computed again", 50_000, 45 * 60),
    ("Akeneo, completeness of a project of 5,000 products", 5_000, 19 * 60),
    ("Akeneo, the same computed again", 5_000, 4 * 60),
)
"""What, products, seconds: akeneo/pim-docs, teamwork_assistant/scalability_guide.rst."""


class Spent(NamedTuple):
    """Seconds of a whole process and of those it started."""

    cpu: float
    wall: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=2000)
    parser.add_argument("--locales", type=int, default=5)
    parser.add_argument("--large", action="store_true", help="20,000 products in 5 locales.")
    parser.add_argument("--keep", type=Path, help="Folder to keep the catalogue in, to be used again.")
    args = parser.parse_args()
    products, locales = LARGE if args.large else (args.products, args.locales)
    with tempfile.TemporaryDirectory() as folder:
        root = (args.keep or Path(folder)) / f"p{products}x{locales}"
        if not root.exists():
            generate(root, products, locales)
        shutil.rmtree(root / ".packshot", ignore_errors=True)
        show(measured(root), products, locales)


def measured(root: Path) -> dict[str, Spent]:
    """Every question, in order: each finds what the one before has left."""
    found = {"validate, from nothing": spent(root, "validate")}
    found["report completeness, from nothing"] = spent(root, "report", "completeness")
    found["report completeness, nothing changed"] = spent(root, "report", "completeness")
    found["validate, nothing changed"] = spent(root, "validate")
    path = next(root.glob("catalog/products/*/p000007/product.yaml"))
    with edited(path, lambda text: re.sub(r"weight: \d+ g", "weight: 77 g", text)):
        found["report completeness, one product changed"] = spent(root, "report", "completeness")
    found["validate, one product changed"] = spent(root, "validate")
    family = root / "catalog/families/ware.yaml"
    with edited(family, lambda text: text.rstrip().replace("required:", "required:\n  web: [weight]") + "\n"):
        found["report completeness, a requirement changed"] = spent(root, "report", "completeness")
    return found


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


def spent(root: Path, *words: str) -> Spent:
    """What a whole process costs."""
    command = [sys.executable, "-m", "packshot", "-C", str(root), *words, "--format", "json"]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - began
    return Spent(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def show(found: dict[str, Spent], products: int, locales: int) -> None:
    """One line a question, then what is public of others."""
    print(f"{products:,} products x {locales} locales{'CPU s':>26}{'wall s':>10}{'products/s':>12}")
    for name, each in found.items():
        print(f"{name:48}{each.cpu:10.2f}{each.wall:10.2f}{products / each.wall:12,.0f}")
    print("\nPublished by others:")
    for name, count, seconds in PUBLIC:
        print(f"{name:58}{seconds:10,}{count / seconds:12,.0f}")


if __name__ == "__main__":
    main()
