"""The engine on a toy catalogue: cold, nothing changed, one record changed, at two sizes. Prints seconds and ratios.

Run: python bench/engine.py [SIZE ...]
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LOCALES = ("de", "en", "fr")


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [1000, 10000]
    rows = [measured(size) for size in sizes]
    names = list(rows[0])
    print(f"{'':24}" + "".join(f"{size:>12,}" for size in sizes) + "       ratio")
    for name in names:
        print(f"{name:24}" + "".join(f"{row[name]:12.4f}" for row in rows) + f"{rows[-1][name] / rows[0][name]:12.2f}")


def measured(size: int) -> dict[str, float]:
    """One size, in a process of its own, so that its peak memory is its own."""
    script = [sys.executable, __file__, "--one", str(size)]
    lines = subprocess.run(script, check=True, capture_output=True, text=True).stdout.splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def one(size: int) -> None:
    from wide import WideBench

    with tempfile.TemporaryDirectory(dir=Path.cwd() if "--here" in sys.argv else None) as folder:
        bench = WideBench(Path(folder), size, LOCALES)
        empty = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        timed("cold", bench.cold)
        print("peak MB over start", (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - empty) / 1024)
        timed("nothing changed", bench.nothing)
        best("quick answer", bench.quick)
        best("one record changed", bench.one_changed)


def timed(name: str, run: object) -> None:
    start = time.perf_counter()
    result = run()  # type: ignore[operator]
    print(name, time.perf_counter() - start)
    for stage, seconds in getattr(result, "seconds", {}).items():
        print(f"  {name}: {stage}", seconds)


def best(name: str, run: object, times: int = 5) -> None:
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        result = run()  # type: ignore[operator]
        spent.append(time.perf_counter() - start)
    print(name, min(spent))
    for stage, seconds in getattr(result, "seconds", {}).items():
        print(f"  {name}: {stage}", seconds)


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(int(sys.argv[sys.argv.index("--one") + 1]))
    else:
        main()
