"""The table of contents: every module says in its first sentence what is in it."""

import subprocess
import sys

from tests.conftest import ROOT

LONGEST = 230
"""Characters of a line; a longer first sentence is two."""


def contents() -> list[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "contents")], capture_output=True, text=True, check=True
    ).stdout.splitlines()


def test_every_module_says_what_it_is_in_a_sentence() -> None:
    modules = [path.relative_to(ROOT / "src" / "packshot").as_posix() for path in (ROOT / "src").rglob("*.py")]
    lines = {line.split()[0]: line.split(maxsplit=1)[1:] for line in contents()}
    assert set(lines) == set(modules)
    assert [name for name, said in lines.items() if not said or len(said[0]) > LONGEST] == []
