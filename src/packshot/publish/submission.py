"""The submission: announces the changes between two releases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packshot.engine.manifest import Entry

Change = tuple[Entry | None, Entry | None]
"""An artifact before and after."""


class Submission:
    """Sends deltas, purges caches and announces events after the files are uploaded.

    This implementation sends nothing.
    """

    def submit(self, changes: Iterable[Change]) -> None:
        """Announce these changes. Can be repeated safely."""

    def limits(self) -> Iterator[str]:
        """Yield the limitations of this submission for the report, one sentence each."""
        yield "No deltas are sent and no caches are purged: channels fetch whole feeds."
