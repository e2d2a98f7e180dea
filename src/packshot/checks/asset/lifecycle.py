"""Rules of the lifecycle of an asset: the requirements of its status."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks.asset_files import AssetFiles
from packshot.checks.gates import unmet
from packshot.checks.rule import rule
from packshot.findings import Finding, Location
from packshot.rules.gates import asset_gate, asset_missing, gates_of
from packshot.rules.lookup import AssetValues


@rule("status-gate", "36")
def status_gate(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: reports an asset that does not meet the gates of its status, which lifecycle.yaml declares under
    `asset_needs`.

    Why: an image without its credit, its rights or an alt text must not be published.

    Example: `active: {asset_needs: {required: [credit]}}` and a sidecar without `credit:`. Fix: add `credit:`, or set
    `status: in-review`.
    """
    own, reader = asset.asset, asset.reader
    if own is None:
        return
    at = Location(asset.at.path, ("status",) if "status" in own.model_fields_set else ())
    for passed in gates_of(own.status):
        gate = asset_gate(reader, passed)
        if gate is not None:
            lookup = AssetValues(reader, own, reader.chain(reader.source()))
            yield from unmet(own.status, passed, list(asset_missing(*gate, lookup)), gate[0], at)
