"""The documentation builds as a site: every link and anchor leads somewhere, every page is in the navigation."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def test_the_site_builds_without_warnings(tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [ROOT / "scripts/docs", "site"],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert "WARNING" not in done.stdout
    assert 'id="rule-30"' in (tmp_path / "site/format.html").read_text(encoding="utf-8")
    assert (tmp_path / "site/search/search_index.json").exists()
