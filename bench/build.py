"""How the cost of a build follows the change: `python bench/build.py [--products 10000] [--locales 3]`.

Two catalogues, one ten times the other, are built cold; then each question is asked of both and the ratio printed:
nothing changed, one product changed, cold validation. Whole processes, best of a few runs.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import commit, generate

RUNS = 5
GOALS = {"nothing changed": 0.25, "one product changed": 0.8, "validate cold": 5.0}


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=10_000)
    parser.add_argument("--locales", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="Folder to keep the catalogues in, to be used again.")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = args.keep or Path(folder)
        sizes = (args.products // 10, args.products)
        asked = {size: ask(base / f"p{size}", size, args.locales) for size in sizes}
    report(*(asked[size] for size in sizes), sizes)


def ask(root: Path, products: int, locales: int) -> dict[str, float]:
    """Every question of one catalogue, in seconds (memory in MB)."""
    if not root.exists():
        generate(root, products, locales)
    shutil.rmtree(root / ".packshot", ignore_errors=True)
    shutil.rmtree(root / "dist", ignore_errors=True)
    found: dict[str, float] = {}
    found["cold build"], out = timed(root, "build", "--format", "json")
    print(f"{products} products cold: {found['cold build']:.1f} s", json.loads(out)["seconds"], flush=True)
    found["nothing changed"] = min(timed(root, "build", "--format", "json")[0] for _ in range(RUNS))
    found["one product changed"] = min(one_product(root, number) for number in range(RUNS))
    found["validate cold"] = min(timed(root, "validate", "--format", "json")[0] for _ in range(2))
    found["peak memory, MB"] = peak(root)
    return found


def one_product(root: Path, number: int) -> float:
    """Change the weight of one product, commit, build."""
    path = next(root.glob("catalog/products/*/p000007/product.yaml"))
    stamp = 100 + int(time.time() * 1000) % 100_000 + number  # noqa: TID251 - any value that was not there before
    path.write_text(re.sub(r"weight: \d+ g", f"weight: {stamp} g", path.read_text()), encoding="utf-8")
    commit(root, "weight")
    spent, out = timed(root, "build", "--format", "json")
    assert json.loads(out)["records"] < 20, out
    return spent


def peak(root: Path) -> float:
    """Greatest memory of a cold build in one process."""
    store = root / ".packshot" / "cold"
    shutil.rmtree(store, ignore_errors=True)
    code = (
        "import resource, sys; from packshot.cli.main import run;"
        "run(sys.argv[1:]); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr)"
    )
    words = ["-C", str(root), "build", "--no-dist", "--workers", "1", "--store", str(store), "--format", "json"]
    done = subprocess.run([sys.executable, "-c", code, *words], check=True, capture_output=True, text=True)
    return float(done.stderr.strip().splitlines()[-1])


def timed(root: Path, *words: str) -> tuple[float, str]:
    """Seconds of a whole process, and what it printed."""
    command = [sys.executable, "-m", "packshot", "-C", str(root), *words]
    begun = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - begun, done.stdout


def report(small: dict[str, float], large: dict[str, float], sizes: tuple[int, int]) -> None:
    """One line a question: both figures, their ratio, the goal."""
    print(f"{'':24}{sizes[0]:>10}{sizes[1]:>10}{'ratio':>8}{'goal':>8}")
    for name, value in large.items():
        goal = f"{GOALS[name]:.2f}" if name in GOALS else ""
        print(f"{name:24}{small[name]:10.2f}{value:10.2f}{value / small[name]:8.2f}{goal:>8}")


if __name__ == "__main__":
    main()
