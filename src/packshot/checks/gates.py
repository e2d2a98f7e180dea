"""The finding about a product or asset that does not meet a gate of its status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packshot.findings import Finding, Location, Note, Severity, report
from packshot.model.lifecycle import STATUSES, Gate, Status


def unmet(status: Status, gate: Status, missing: Sequence[Note], declaration: Gate, at: Location) -> Iterator[Finding]:
    """Yield the finding that lists the unmet requirements of a gate, if there are any, at the location `at`.

    `gate` is `status` or an earlier status whose gate must also be met.
    """
    if missing:
        before = next(reversed(STATUSES[: STATUSES.index(gate)]), None)
        earlier = gate if gate != status else None
        severity = Severity(declaration.severity)
        yield report("status-gate", at, severity=severity, status=status, gate=earlier, missing=missing, before=before)
