"""The rules for the outputs of a program: paths must be valid, and each name has only one content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packshot.engine.parsing import audience
from packshot.engine.types import View
from packshot.findings import Finding, Location, report

ROOT = "manifest.json"
SHARDS = "manifest"
TEMPORARY = ".packshot-tmp"
"""Reserved names in an output folder."""


def unfit(view: View, at: Location) -> Iterator[Finding]:
    """Yield the findings that prevent a view from being published at its path."""
    if not is_below(view.path):
        yield report("path-unfit", at, path=view.path)
    elif view.path.split("/")[0] in (ROOT, SHARDS, TEMPORARY):
        yield report("path-reserved", at, path=view.path)
    if not audience(view.audience):
        yield report("audience-unfit", at, path=view.path, audience=view.audience)


def is_below(path: str) -> bool:
    """Return whether a path, joined to a folder, stays below that folder.

    Return False also for a path with a backslash, a control character or a lone surrogate, or with a name of more than
    255 bytes.
    """
    steps = path.split("/")
    odd = any(step in ("", ".", "..") or len(step.encode("utf-8", "replace")) > 255 for step in steps)
    return not odd and _ODD.search(path) is None


def twice(at: Location, name: str, part: str, *makers: str) -> Finding:
    """Return the finding that a name, or one part of a name, has two different contents.

    `makers` are the tasks, or the listing, that give the contents.
    """
    return report("shown-twice", at, name=name, part=part, makers=makers)


_ODD = re.compile(r"[\\\x00-\x1f\ud800-\udfff]")
"""Characters that are invalid in a file system or an HTTP header."""
