"""Renamed entries: the lookup of the present name of an entry that lists the former name under `formerly`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from packshot.findings import Finding, Suggestion
from packshot.model.names import meant


def renamed(finding: Finding, now: Sequence[str]) -> Finding:
    """Return the finding about an unknown name with the present name and an edit, or unchanged if no entry had this
    name.

    The edit is safe, because a name under `formerly` refers to the same entry as the present name. If several entries
    had the name, all of them are listed and there is no edit.
    """
    if len(now) == 1:
        suggestion = Suggestion(now[0], "renamed")
        return replace(finding, suggestion=suggestion, edits=meant(suggestion, finding.at))
    if now:
        return replace(finding.with_params(known=now, more=None), suggestion=None, edits=())
    return finding
