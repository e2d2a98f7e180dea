"""The judge of HTML: html-validate, from the PATH or installed beside this file by `npm install`.

Of its rules one is relaxed to what HTML says: an id may begin with a digit. The ids of variants are their SKUs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from conftest import absent

HERE = Path(__file__).resolve().parent


def problems(folder: Path) -> list[str]:
    """What html-validate finds in all HTML files below a folder; skips where it is not installed."""
    program = shutil.which("html-validate") or shutil.which("html-validate", path=HERE / "node_modules/.bin")
    if program is None:
        absent("html-validate (run `npm install` in tests/judges)")
    config = HERE / "htmlvalidate.json"
    run = subprocess.run(
        [program, "--config", str(config), "--formatter", "json", "--max-warnings", "0", str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if not run.stdout.strip():
        raise AssertionError(f"html-validate gave no report: {run.stderr}")
    return [
        f"{Path(report['filePath']).relative_to(folder)}:{one['line']}:{one['column']} {one['message']}"
        for report in json.loads(run.stdout)
        for one in report["messages"]
    ]
