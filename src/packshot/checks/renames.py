"""Renamed entries: the present name, if an entry lists the old one under `formerly`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from packshot.findings import Finding, Suggestion
from packshot.model.names import meant


def renamed(finding: Finding, now: Sequence[str]) -> Finding:
    """Return the finding of an unknown name with its present name and the edit; unchanged if it was not renamed.

    The edit is safe, because a name under `formerly` means the same as the present one. If several entries had the
    name, all are listed and there is no edit.
    """
    if len(now) == 1:
        suggestion = Suggestion(now[0], "renamed")
        return replace(finding, suggestion=suggestion, edits=meant(suggestion, finding.at))
    if now:
        return replace(finding.with_params(known=now, more=None), suggestion=None, edits=())
    return finding
