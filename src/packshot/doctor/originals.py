"""Originals: whether their bytes are here, and whether Git is the right place for them."""

from __future__ import annotations

import os
from collections.abc import Iterator

from packshot.doctor import Symptom, advice, problem, question
from packshot.doctor.setup import Setup
from packshot.git.lfs import is_lfs_pointer

LARGE = 10 * 1024 * 1024
"""Originals from this size on are better kept in Git LFS: every clone has all versions of what Git keeps."""

SHOWN = 3
_POINTER = 1024


@question()
def lfs_fetched(patient: Setup) -> Iterator[Symptom]:
    """The bytes of all originals are here."""
    absent = [path for path, size in _sizes(patient) if size < _POINTER and _is_pointer(patient, path)]
    if absent:
        what = f"{len(absent):,} originals are Git LFS pointers without their bytes: {_some(absent)}."
        yield problem(what, "Run `git lfs pull`.")


@question()
def lfs_installed(patient: Setup) -> Iterator[Symptom]:
    """Git LFS is installed, or not asked for."""
    paths = [entry.path for entry in patient.originals]
    if "lfs" in patient.attribute("filter", paths).values() and not patient.machine.program("git-lfs"):
        yield problem(".gitattributes asks for Git LFS, which is not installed.", "Install git-lfs.")


@question()
def large_originals(patient: Setup) -> Iterator[Symptom]:
    """Large originals are kept in Git LFS."""
    large = [path for path, size in _sizes(patient) if size >= LARGE]
    kept = patient.attribute("filter", large)
    loose = [path for path in large if kept.get(path) != "lfs"]
    if loose:
        what = f"{len(loose):,} originals over {LARGE >> 20} MB lie in Git itself: {_some(loose)}."
        yield advice(what, 'Run `git lfs track "assets/**"` without the sidecars, and `git lfs migrate` for the past.')


def _sizes(patient: Setup) -> Iterator[tuple[str, int]]:
    for entry in patient.originals:
        try:
            yield entry.path, os.lstat(patient.root / entry.path).st_size
        except OSError:  # a sparse checkout
            continue


def _is_pointer(patient: Setup, path: str) -> bool:
    data = patient.disk.read(path)
    return data is not None and is_lfs_pointer(data)


def _some(paths: list[str]) -> str:
    return ", ".join(paths[:SHOWN]) + (", ..." if len(paths) > SHOWN else "")
