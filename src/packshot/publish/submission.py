"""The submission: announces the changes between two releases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packshot.engine.manifest import Entry

Change = tuple[Entry | None, Entry | None]
"""An artifact before and after."""


class Submission:
    """Sends deltas, purges caches and announces events when the files are in place. This one sends nothing."""

    def submit(self, changes: Iterable[Change]) -> None:
        """Announce these changes; safe to repeat."""

    def limits(self) -> Iterator[str]:
        """Yield the limits of this submission, one sentence each, for the report."""
        yield "No deltas are sent and no caches are purged: channels fetch whole feeds."
