"""No command cuts its text to the width of the terminal: at 60 columns it prints the same words as into a pipe."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

import pytest
from tests.cli.commands import shop

COMMANDS = (
    ("explain", "mug", "--as-of", "2026-12-10"),
    ("explain", "MUG-RED", "feeds", "--as-of", "2026-12-10"),
    ("validate", "--all", "--as-of", "2026-12-10"),
    ("report", "completeness", "--as-of", "2026-12-10"),
    ("rule", "bad-gtin"),
)
SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
TABLE = re.compile(r"[\s│┃┏┓┗┛┡┩┳╇┴└┘├┤┬─━]+")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    name = "a-family-with-a-name-that-is-much-longer-than-the-narrow-column-of-a-table"
    family = "label: Long\nname_from: name\nattributes: [name]\nrequired: {web: [name]}\n"
    product = f"family: {name}\nstatus: active\nname: A long name\nsku: LONG-1\n"
    files = {f"catalog/families/{name}.yaml": family, "catalog/products/long/product.yaml": product}
    return shop(tmp_path_factory.mktemp("shop"), **files)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_narrow_terminal_shows_every_word(folder: Path, words: tuple[str, ...]) -> None:
    narrow, piped = in_terminal(folder, words, 60), in_pipe(folder, words)
    if words[0] == "report":  # the words of a table stand side by side, so that only their letters can be compared
        assert sorted(letters(narrow)) == sorted(letters(piped))
    else:
        assert letters(narrow) == letters(piped)


def letters(output: str) -> str:
    return re.sub(r"as of [0-9TZ:-]+|[0-9.]+ m?s\b", "", TABLE.sub(" ", SEQUENCE.sub("", output))).replace(" ", "")


def in_pipe(folder: Path, words: tuple[str, ...]) -> str:
    environment = {**os.environ, "COLUMNS": "1000"}
    done = subprocess.run(command(folder, words), capture_output=True, text=True, check=False, env=environment)
    return done.stdout


def in_terminal(folder: Path, words: tuple[str, ...], columns: int) -> str:
    """The output in a pseudo-terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR")}
    with subprocess.Popen(command(folder, words), stdout=theirs, stderr=subprocess.DEVNULL, env=environment) as process:
        os.close(theirs)
        output = b""
        with suppress(OSError):  # the end of a pseudo-terminal
            while data := os.read(ours, 65536):
                output += data
        process.wait()
    os.close(ours)
    return output.decode()


def command(folder: Path, words: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "packshot", "-C", str(folder), *words]
