"""Renditions of one 12-megapixel JPEG: this engine, naive Pillow and, where node finds it, sharp; CPU time as ratios.

Run: python bench/renditions.py [PICTURE.jpg]. `NODE_PATH` may name the node_modules that hold sharp. Without a picture
a synthetic one is made. The first sizes are favourable: 2000, 1000 and 500 are a half, a quarter and an eighth of its
width, which JPEG decoding scales to at no cost. The others are the usual case. Every tool runs in a process of its own,
one thread, one warm-up; printed are median and quartiles of CPU seconds.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

SIZES = {"2000/1000/500/200": (2000, 1000, 500, 200), "1600/800/400/200": (1600, 800, 400, 200)}
ROUNDS = 8

SHARP = """
const sharp = require('sharp'), fs = require('fs');
const [file, sizes, format] = process.argv.slice(1);
sharp.concurrency(1); sharp.cache(false);
(async () => {
  const data = fs.readFileSync(file);
  const seconds = [];
  let bytes = 0;
  for (let i = 0; i <= ROUNDS; i++) {
    const start = process.cpuUsage(); bytes = 0;
    for (const width of JSON.parse(sizes)) {
      const made = sharp(data).rotate().resize({width})[format]({quality: 82});
      bytes += (await made.toBuffer()).length;
    }
    const used = process.cpuUsage(start);
    seconds.push((used.user + used.system) / 1e6);
  }
  console.log(JSON.stringify({seconds: seconds.slice(1), bytes, megabytes: process.resourceUsage().maxRSS / 1024}));
})();
""".replace("ROUNDS", str(ROUNDS))


@dataclass(frozen=True)
class Preset:
    """A width, as a preset would say it."""

    width: int
    height: int | None = None
    fit: str = "contain"
    quality: int = 82
    background: str = "#ffffff"


def ours(file: Path, sizes: tuple[int, ...], form: str) -> Callable[[], int]:
    from packshot.engine.types import Original
    from packshot.media.facts import Picture, examine
    from packshot.outputs.renditions.pillow import ENGINE
    from packshot.outputs.renditions.spec import Master, Terms, rendition

    data, facts = file.read_bytes(), examine(file, file.name, decode=False)
    assert isinstance(facts, Picture)
    master = Master(Original("bench", facts.sha256, file.name), (facts.width or 0, facts.height or 0))
    made = [rendition(master, Preset(width), form, Terms()) for width in sizes]
    return lambda: sum(map(len, ENGINE.make_many([(one.data, [data]) for one in made])))


def naive(file: Path, sizes: tuple[int, ...], form: str) -> Callable[[], int]:
    from PIL import Image

    data = file.read_bytes()

    def run() -> int:
        total = 0
        for width in sizes:
            image = Image.open(io.BytesIO(data)).convert("RGB")
            small = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
            out = io.BytesIO()
            small.save(out, format=form, quality=82)
            total += len(out.getvalue())
        return total

    return run


class Measured(TypedDict):
    """What one tool took: CPU seconds of each round, bytes made, peak of memory."""

    seconds: list[float]
    bytes: int
    megabytes: float


def sharp(file: Path, sizes: tuple[int, ...], form: str) -> Measured | None:
    if not shutil.which("node"):
        return None
    run = ["node", "-e", SHARP, str(file), json.dumps(sizes), form]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def measured(run: Callable[[], int]) -> Measured:
    seconds, total = [], run()
    for _ in range(ROUNDS):
        start = time.process_time()
        total = run()
        seconds.append(time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "bytes": total, "megabytes": peak}


def in_a_process(who: str, file: Path, sizes: tuple[int, ...], form: str) -> Measured:
    """Measured in a process of its own, so that the peak of memory is its own too."""
    run = [sys.executable, __file__, who, str(file), json.dumps(sizes), form]
    done: Measured = json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout)
    return done


def synthetic_in_a_process(folder: Path) -> Path:
    """A child begins with the peak of its parent's memory, so this one must stay small."""
    subprocess.run([sys.executable, __file__, "synthetic", str(folder)], check=True)
    return folder / "twelve-megapixels.jpg"


def synthetic(folder: Path) -> None:
    """Four octaves of noise: 4000 x 3000 pixels, compressing about as well as a photograph."""
    from PIL import Image

    def noise(scale: int) -> Image.Image:
        width, height = 4000 // scale, 3000 // scale
        seed, count = random.Random(scale).randbytes(16), 0
        data = bytearray()
        while len(data) < width * height:
            data += hashlib.sha512(seed + count.to_bytes(8)).digest()
            count += 1
        return Image.frombytes("L", (width, height), bytes(data[: width * height])).resize((4000, 3000), 3)

    bands = [noise(200 + place) for place in range(3)]
    for scale, share in ((50, 0.3), (14, 0.2), (5, 0.1)):
        bands = [Image.blend(band, noise(scale + place), share) for place, band in enumerate(bands)]
    Image.merge("RGB", bands).save(folder / "twelve-megapixels.jpg", quality=88)


def compare(file: Path) -> None:
    from measure import print_machine  # here, to keep it out of the measured processes

    print_machine()
    print(f"{file.name}, {file.stat().st_size / 1e6:.1f} MB; CPU seconds of one thread, {ROUNDS} rounds")
    for label, sizes in SIZES.items():
        for form in ("jpeg", "webp"):
            rows = {who: in_a_process(who, file, sizes, form) for who in ("ours", "naive")}
            rows |= {"sharp": other} if (other := sharp(file, sizes, form)) else {}
            print(f"{form} {label}")
            show(rows)


def show(rows: dict[str, Measured]) -> None:
    """One line a tool."""
    from measure import spread

    spreads = {who: spread(row["seconds"]) for who, row in rows.items()}
    for who, row in rows.items():
        ratio, megabytes = spreads[who].median / spreads["ours"].median, row["megabytes"]
        print(f"  {who:6} {spreads[who].text(3)} s  {ratio:5.2f}x  {row['bytes']:>9,.0f} B  {megabytes:4.0f} MB")


def main() -> None:
    if len(sys.argv) == 3:
        synthetic(Path(sys.argv[2]))
        return
    if len(sys.argv) > 3:
        who, file, sizes, form = sys.argv[1:5]
        run = {"ours": ours, "naive": naive}[who](Path(file), tuple(json.loads(sizes)), form)
        print(json.dumps(measured(run)))
        return
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(sys.argv[1]) if len(sys.argv) == 2 else synthetic_in_a_process(Path(folder)))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
