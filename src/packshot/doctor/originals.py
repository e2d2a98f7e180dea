"""Originals: whether their bytes are here, and whether Git is the right place for them."""

from __future__ import annotations

import os
from collections.abc import Iterator

from packshot.doctor import Answer, advice, problem, question
from packshot.doctor.setup import Setup
from packshot.git.lfs import is_lfs_pointer

LARGE = 10 * 1024 * 1024
"""Originals from this size on are better kept in Git LFS: every clone has all versions of what Git keeps."""

NAMED = 3
_POINTER = 1024


@question()
def lfs_fetched(setup: Setup) -> Iterator[Answer]:
    """The bytes of all originals are here."""
    small = (path for path, size in _sizes(setup) if size < _POINTER)
    absent = [path for path in small if is_lfs_pointer(setup.disk.read(path) or b"")]
    if absent:
        what = f"{len(absent):,} originals are Git LFS pointers without their bytes: {_some(absent)}."
        yield problem(what, "Run `git lfs pull`.")


@question()
def lfs_installed(setup: Setup) -> Iterator[Answer]:
    """Git LFS is installed, or not asked for."""
    paths = [entry.path for entry in setup.originals]
    if "lfs" in setup.attribute("filter", paths).values() and not setup.machine.program("git-lfs"):
        yield problem(".gitattributes asks for Git LFS, which is not installed.", "Install git-lfs.")


@question()
def large_originals(setup: Setup) -> Iterator[Answer]:
    """Large originals are kept in Git LFS."""
    large = [path for path, size in _sizes(setup) if size >= LARGE]
    filters = setup.attribute("filter", large)
    loose = [path for path in large if filters.get(path) != "lfs"]
    if loose:
        what = f"{len(loose):,} originals over {LARGE >> 20} MB lie in Git itself: {_some(loose)}."
        yield advice(what, 'Run `git lfs track "assets/**"` without the sidecars, and `git lfs migrate` for the past.')


def _sizes(setup: Setup) -> Iterator[tuple[str, int]]:
    for entry in setup.originals:
        try:
            yield entry.path, os.lstat(setup.root / entry.path).st_size
        except OSError:  # a sparse checkout
            continue


def _some(paths: list[str]) -> str:
    return ", ".join(paths[:NAMED]) + (", ..." if len(paths) > NAMED else "")
