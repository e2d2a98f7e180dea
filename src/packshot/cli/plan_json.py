"""The JSON form of `packshot plan`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from packshot.catalog import finding_report

if TYPE_CHECKING:
    from packshot.engine.effects import Change, Effects
    from packshot.pipeline import PlanReport

FORMAT = 2
"""The version of the JSON. Version 1 had one reason for each record, and no causes of changes."""


def as_json(found: PlanReport, effected: Effects, chains: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """Return a plan as JSON. `chains` has the lines of `--why` for each requested path."""
    release = found.plan.release
    counts: Counter[str] = Counter(change.verb for change in effected.changes)
    body = {
        "packshot": FORMAT,
        "tree": release.state.tree,
        "commit": found.commit,
        "valid_from": release.state.valid_from,
        "next_transition": release.state.next_transition,
        "everything": str(release.everything) if release.everything else None,
        "records": release.counts.records,
        "views": release.counts.views,
        "artifacts": release.state.artifacts,
        "counts": {"make": 0, "write": 0, "remove": 0} | counts,
        "reasons": list(_reasons(effected)),
        "changes": [_change(change) for change in effected.changes],
        "unverified": _unverified(effected),
        "left_out": [
            {"sku": out.sku, "channel": out.channel, "audience": out.audience.name, "reason": out.reason}
            for out in found.left_out
        ],
        "unbuilt": [{"channel": channel, "what": kind} for channel, kind in found.unbuilt],
        "report": finding_report.as_json(release.findings),
    }
    return body | ({"why": {path: list(chain) for path, chain in chains.items()}} if chains else {})


def _reasons(effected: Effects) -> Iterator[dict[str, Any]]:
    """Yield each evaluated record with all its changed inputs."""
    for record, reasons in effected.reasons.items():
        inputs = [
            {"why": each.why, "node": each.node or None, "file": each.path or None, "instant": each.instant or None}
            for each in reasons
        ]
        yield {"record": record, "inputs": inputs}


def _change(change: Change) -> dict[str, Any]:
    """Return a changed file with its causes; a cause is a file, or null for the clock."""
    causes = {name: [cause or None for cause in getattr(change.causes, name)] for name in change.causes.__slots__}
    return {"do": change.verb, "path": change.path, "records": sorted(change.tasks), "causes": causes}


def _unverified(effected: Effects) -> list[dict[str, Any]]:
    """Return the possible causes, each with the obstacle to undoing it."""
    causes = sorted({cause for change in effected.changes for cause in change.causes.possible})
    return [{"cause": cause or None, "obstacle": effected.obstacle("possible", (cause,))} for cause in causes]
