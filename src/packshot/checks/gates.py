"""What is said of a product or an asset that does not meet the gate of its status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from packshot.findings import Finding, Location, Severity, error
from packshot.model.lifecycle import STATUSES, Gate, Status


def lacking(status: Status, gate: Status, lacks: Sequence[str], demands: Gate, at: Location) -> Iterator[Finding]:
    """The finding at a `status:` line that lists what is lacking."""
    if lacks:
        of = "that status" if gate == status else f"{gate}, which comes before it,"
        what = f"It is {status}, and lacks what {of} demands: {'; '.join(lacks)}."
        before = STATUSES[max(0, STATUSES.index(gate) - 1)]
        cure = f"Add what is lacking, or write status: {before} until it is there."
        yield replace(error("status-gate", at, what, cure), severity=Severity(demands.severity))
