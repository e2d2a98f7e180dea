"""Migration of a repository to the current file format: old keys and values are replaced, and all comments are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from packshot.authoring.fixes import Fixed, fixes
from packshot.catalog.layout import role_of
from packshot.catalog.renamed_keys import RENAMED, old_words
from packshot.findings import Finding
from packshot.yaml.reader import load


class Migration(NamedTuple):
    """The result of a migration: the changed files before and after, and the findings that must be fixed manually."""

    fixed: list[Fixed]
    left: list[Finding]


def can_change(path: str) -> bool:
    """Return whether the format has renamed keys or values in the kind of file at this path."""
    return role_of(path).kind in RENAMED


def migration(files: Iterable[tuple[str, bytes]], bytes_of: Callable[[str], bytes | None]) -> Migration:
    """Return the result of a migration of these files; nothing is written.

    `bytes_of` returns the current bytes of a file, or None if the file has changed since it was listed.
    """
    found = {path: _findings(path, data) for path, data in files}
    fixed = list(fixes((each for listed in found.values() for each in listed), bytes_of))
    left = [each for one in fixed for each in _findings(one.path, one.after)]
    done = {one.path for one in fixed}
    left += [each for path, listed in found.items() if path not in done for each in listed]
    return Migration(fixed, left)


def _findings(path: str, data: bytes) -> list[Finding]:
    """Return a suggestion for each outdated key or value of a file."""
    return [word.finding(path) for word in old_words(role_of(path).kind, load(data, path).value)]
