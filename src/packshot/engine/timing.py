"""Measurement of seconds by stage, with a clock that the caller passes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class StageTimes:
    """A timer for nested stages: an outer stage is paused while an inner stage runs."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._running: list[str] = []
        self._since = 0.0
        self.spent: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time of the `with` block to a stage."""
        self._turn()
        self._running.append(name)
        try:
            yield
        finally:
            self._turn()
            self._running.pop()

    def each(self, name: str, stream: Iterable[T]) -> Iterator[T]:
        """Yield the elements of a stream, and add the time that the stream takes for each element to a stage."""
        elements = iter(stream)
        while True:
            with self.stage(name):
                try:
                    element = next(elements)
                except StopIteration:
                    return
            yield element

    def _turn(self) -> None:
        now = self._seconds()
        if self._running:
            name = self._running[-1]
            self.spent[name] = self.spent.get(name, 0.0) + now - self._since
        self._since = now
