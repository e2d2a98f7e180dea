"""The submission: who is told what changed between two releases. This one tells nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from packshot.engine.manifest import Entry

Change = tuple[Entry | None, Entry | None]
"""An artifact before and after."""


class Submission(Protocol):
    """Sends deltas to channels, purges caches, announces events, once the files are in place."""

    def submit(self, changes: Iterable[Change]) -> None:
        """Tell of these changes; safe to repeat."""
        ...

    def limits(self) -> Iterator[str]:
        """What this submission does not do, one sentence each, for the report."""
        ...


@dataclass(frozen=True, slots=True)
class NoSubmission:
    """Nobody is told; channels fetch their feeds whole, caches run out by themselves."""

    def submit(self, changes: Iterable[Change]) -> None:
        """Nothing."""

    def limits(self) -> Iterator[str]:
        """What is missing without a submission."""
        yield "No deltas are sent and no caches are purged: channels fetch whole feeds."
