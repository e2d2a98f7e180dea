"""The finding about a product or an asset that does not meet the gate of its status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packshot.findings import Finding, Location, Note, Severity, report
from packshot.model.lifecycle import STATUSES, Gate, Status


def unmet(status: Status, gate: Status, missing: Sequence[Note], demands: Gate, at: Location) -> Iterator[Finding]:
    """The finding at a `status:` line that lists what is missing for a gate: that of the status, or of one before."""
    if missing:
        before = next(reversed(STATUSES[: STATUSES.index(gate)]), None)
        earlier = gate if gate != status else None
        severity = Severity(demands.severity)
        yield report("status-gate", at, severity=severity, status=status, gate=earlier, missing=missing, before=before)
