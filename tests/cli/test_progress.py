"""Progress is shown on a terminal, after a moment, and leaves nothing behind."""

import os
import pty
import subprocess
import sys

WORK = """
import sys, time
from packshot.cli import progress
with progress.spinner("Working", {form!r}) as step:
    for done in range({times}):
        time.sleep(0.1)
        if step:
            step("pages", 1000 + done)
print("rich" in sys.modules)
"""


def on_a_terminal(times: int, form: str = "text") -> tuple[str, str]:
    """What is drawn on the terminal, and what is printed."""
    ours, theirs = pty.openpty()
    code = WORK.format(times=times, form=form)
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    drawn = b""
    try:
        while part := os.read(ours, 65536):
            drawn += part
    except OSError:  # the end of a terminal
        pass
    os.close(ours)
    return drawn.decode(), done.stdout.decode().strip()


def test_long_work_is_shown() -> None:
    drawn, _ = on_a_terminal(15)
    assert "Working: pages" in drawn
    assert "1,0" in drawn


def test_short_work_is_not_and_imports_nothing() -> None:
    assert on_a_terminal(1) == ("", "False")


def test_json_is_not_disturbed() -> None:
    assert on_a_terminal(8, "json") == ("", "False")
