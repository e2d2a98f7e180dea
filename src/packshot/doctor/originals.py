"""Questions about originals: whether Git LFS has fetched them, and whether large ones are in Git LFS."""

from __future__ import annotations

import os
from collections.abc import Iterator

from packshot.catalog.finding_report import counted
from packshot.doctor import Answer, problem, question, suggestion
from packshot.doctor.setup import Setup
from packshot.git.lfs import is_lfs_pointer

LARGE = 10 * 1024 * 1024
"""Size in bytes from which originals belong in Git LFS, because a clone contains all versions of files in Git."""

NAMED = 3
_POINTER = 1024


@question()
def lfs_fetched(setup: Setup) -> Iterator[Answer]:
    """All originals in Git LFS are fetched."""
    small = (path for path, size in _sizes(setup) if size < _POINTER)
    absent = [path for path in small if is_lfs_pointer(setup.disk.read(path) or b"")]
    if absent:
        yield problem(
            f"{counted(len(absent), 'original')} not fetched by Git LFS: {_some(absent)}", "run `git lfs pull`"
        )


@question()
def lfs_installed(setup: Setup) -> Iterator[Answer]:
    """Git LFS is installed, or not used."""
    paths = [entry.path for entry in setup.originals]
    if "lfs" in setup.attribute("filter", paths).values() and not setup.machine.program("git-lfs"):
        yield problem("missing Git LFS: .gitattributes uses it", "install git-lfs")


@question()
def large_originals(setup: Setup) -> Iterator[Answer]:
    """All large originals are in Git LFS."""
    large = [path for path, size in _sizes(setup) if size >= LARGE]
    filters = setup.attribute("filter", large)
    loose = [path for path in large if filters.get(path) != "lfs"]
    if loose:
        text = f"{counted(len(loose), 'original')} of {LARGE >> 20} MB or more not in Git LFS: {_some(loose)}"
        help_ = 'run `git lfs track "assets/**"`, exclude the sidecars, and run `git lfs migrate` for earlier commits'
        yield suggestion(text, help_)


def _sizes(setup: Setup) -> Iterator[tuple[str, int]]:
    for entry in setup.originals:
        try:
            yield entry.path, os.lstat(setup.root / entry.path).st_size
        except OSError:  # a sparse checkout
            continue


def _some(paths: list[str]) -> str:
    return ", ".join(paths[:NAMED]) + (", ..." if len(paths) > NAMED else "")
