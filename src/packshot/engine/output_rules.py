"""What the engine refuses from a program: paths that are no paths, two contents under one name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packshot.engine.types import View
from packshot.findings import Finding, Location, error

ROOT = "manifest.json"
SHARDS = "manifest"
TEMPORARY = ".packshot-tmp"
"""Names in an output folder that the engine keeps for itself."""


def unfit(view: View, at: Location) -> Iterator[Finding]:
    """What keeps a view from being published under its path."""
    if not is_below(view.path):
        yield error(
            "path-unfit",
            at,
            f"The path {view.path!r} cannot be published.",
            "Use a relative path without empty, '.' or '..' steps, each at most 255 bytes.",
        )
    elif view.path.split("/")[0] in (ROOT, SHARDS, TEMPORARY):
        yield error("path-reserved", at, f"The path {view.path!r} is the program's own.", "Use another path.")


def is_below(path: str) -> bool:
    """Whether a path leads to a place below the folder that it is joined to, on any system."""
    steps = path.split("/")
    odd = any(step in ("", ".", "..") or len(step.encode("utf-8", "replace")) > 255 for step in steps)
    return not odd and _ODD.search(path) is None


def twice(at: Location, name: object, *makers: str) -> Finding:
    """One maker, or two, give one name different contents."""
    shown = " ".join(filter(None, name)) if isinstance(name, tuple) else str(name)
    return error(
        "shown-twice",
        at,
        f"{shown!r} is shown with different content by {' and '.join(makers)}{' twice' * (len(makers) == 1)}.",
        "Give one of the two another name or path.",
    )


_ODD = re.compile(r"[\\\x00-\x1f\ud800-\udfff]")
"""What a file system or a header would trip over."""
