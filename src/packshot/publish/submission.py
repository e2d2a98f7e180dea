"""The submission, which announces the changes between two releases to other systems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packshot.engine.manifest import Entry

Change = tuple[Entry | None, Entry | None]
"""An artifact before and after."""


class Submission:
    """The announcement of changes after the upload: deltas, cache purges and events.

    This implementation sends nothing.
    """

    def submit(self, changes: Iterable[Change]) -> None:
        """Announce these changes. A repeated call with the same changes must be safe."""

    def limits(self) -> Iterator[str]:
        """Yield the limitations of this submission for the report, one sentence each."""
        yield "No deltas are sent and no caches are purged: channels fetch whole feeds."
