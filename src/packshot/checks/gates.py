"""What is said of a product or an asset that does not meet the gate of its status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packshot.findings import Finding, Location, Severity
from packshot.model.lifecycle import STATUSES, Gate, Status


def lacking(status: Status, gate: Status, lacks: Sequence[str], asked: Gate, at: Location) -> Iterator[Finding]:
    """The finding at a `status:` line that lists what is lacking."""
    if lacks:
        of = "that status" if gate == status else f"{gate}, which comes before it,"
        what = f"It is {status}, and lacks what {of} demands: {'; '.join(lacks)}."
        cure = f"Add what is lacking, or write status: {_before(gate)} until it is there."
        yield Finding("status-gate", Severity(asked.severity), at, what, cure)


def _before(status: Status) -> Status:
    """The status from which one comes here."""
    return STATUSES[max(0, STATUSES.index(status) - 1)]
