"""Progress on long work, on a terminal only, and only once it has taken a moment."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[str, int], None]


@contextmanager
def shown(title: str, form: str = "text") -> Iterator[Step | None]:
    """A function to call with a stage and how many were done; None where nobody watches."""
    if form != "text" or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda stage, done: bar.update(task, description=f"{title}: {stage}", completed=done)
