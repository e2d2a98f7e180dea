"""Shows the progress of long work, on a terminal only. A spinner begins after a short time, because rich is slow to
import; a bar begins at once.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

Item = TypeVar("Item")
Step = Callable[[str, int], None]
"""A function to call with a stage and the number of steps done in it."""

Bar = Callable[[int, int], None]
"""A function to call with the number of steps done and their total."""

PAUSE = 0.1
"""Seconds between two drawings of a bar."""

MOMENT = 0.4
"""Seconds of work before a spinner is shown."""


class _Line:
    """A line with a stage, a count and the elapsed time; a thread draws it after `MOMENT` seconds."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._drawn: Progress | None = None
        self._lock = threading.Lock()
        self._is_over = False
        self._timer = threading.Timer(MOMENT, self._begin)
        self._timer.daemon = True
        self._timer.start()

    def step(self, stage: str, done: int) -> None:
        """Update the stage and the count."""
        if self._drawn is not None:
            self._drawn.update(self._drawn.task_ids[0], description=f"{self._title}: {stage}", count=f"{done:,}")

    def end(self) -> None:
        """Remove the line."""
        self._timer.cancel()
        with self._lock:
            self._is_over = True
            if self._drawn is not None:
                self._drawn.stop()

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.fields[count]}"))
        with self._lock:
            if not self._is_over:
                drawn = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
                drawn.add_task(self._title, total=None, count="")
                drawn.start()
                self._drawn = drawn


@contextmanager
def spinner(title: str, form: str = "text") -> Iterator[Step]:
    """Yield a function that must be called at each step. The function draws only on a terminal, and only if `form` is
    `text`.
    """
    if form != "text" or not sys.stderr.isatty():
        yield _undrawn
        return
    line = _Line(title)
    try:
        yield line.step
    finally:
        line.end()


def _undrawn(stage: str, done: int) -> None:
    """Draw nothing."""


def counted(items: Iterable[Item], step: Step, stage: str) -> Iterator[Item]:
    """Yield the items, and call `step` before every 50th item."""
    for count, item in enumerate(items, 1):
        if count % 50 == 0:
            step(stage, count)
        yield item


@contextmanager
def bar(title: str, form: str = "text") -> Iterator[Bar]:
    """Yield a function that must be called with the progress towards a known total. The function draws only on a
    terminal, and not if `form` is `json`.
    """
    if form == "json" or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn(title), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    # Drawn here and not by another thread: a process with threads cannot be forked.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as drawn:
        task, last = drawn.add_task(""), time.perf_counter()

        def show(done: int, total: int) -> None:
            nonlocal last
            is_due = time.perf_counter() - last > PAUSE
            drawn.update(task, completed=done, total=total, refresh=is_due)
            last = time.perf_counter() if is_due else last

        yield show
