"""Findings of names that were renamed: what took their place, where that says so under `formerly`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from packshot.findings import Edit, Finding
from packshot.model.names import has_suggestion


def renamed(finding: Finding, now: Sequence[str], name: str) -> Finding:
    """The finding of an unknown name, told with what is called otherwise now, or with how to tell it.

    The edit is safe: whoever wrote `formerly` said that both are one. Where several were called so nobody knows.
    """
    if len(now) == 1:
        what = f"{finding.what.rstrip('.')}: it is called {now[0]} now."
        return replace(finding, what=what, cure=f"Write {now[0]}.", edits=(Edit(finding.at, now[0], safe=True),))
    if now:
        what = f"{finding.what.rstrip('.')}; {' and '.join(now)} were called so."
        return replace(finding, what=what, cure=f"Write the one that is meant: {', '.join(now)}.", edits=())
    if has_suggestion(finding):
        return finding
    return replace(finding, cure=f"{finding.cure} If it was renamed, write formerly: [{name[:100]}] at its new name.")
