"""The repository and the machine that `packshot doctor` checks."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

from packshot.catalog.layout import role_of
from packshot.engine.types import Timestamp
from packshot.git import process
from packshot.git.repository_files import Inside
from packshot.git.tree import Entry, Repository
from packshot.git.work_tree import WorkTree
from packshot.local_state import HOME
from packshot.yaml.reader import load


def _version_of(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def _requirements() -> list[str]:
    try:
        return metadata.requires("packshot") or []
    except metadata.PackageNotFoundError:
        return []


@dataclass(frozen=True)
class Machine:
    """The properties of the machine: versions, free disk space and installed programs. Tests replace them."""

    python: tuple[int, ...] = sys.version_info[:3]
    version_of: Callable[[str], str | None] = _version_of
    requirements: Callable[[], list[str]] = _requirements
    free: Callable[[Path], int] = field(default=lambda folder: shutil.disk_usage(folder).free)
    program: Callable[[str], str | None] = shutil.which


@dataclass(frozen=True)
class Setup:
    """The repository and the machine to check, and the timestamp of the check.

    `tree`, `originals` and `disk` are cached.
    """

    repository: Repository
    as_of: Timestamp
    machine: Machine = Machine()

    @property
    def root(self) -> Path:
        """Return the folder that contains catalog/."""
        return self.repository.root

    @property
    def home(self) -> Path:
        """Return the folder `.packshot/`, which contains the local state of this machine."""
        return self.root / HOME

    @cached_property
    def tree(self) -> WorkTree:
        """Return the working tree of the repository."""
        return WorkTree(self.repository)

    @cached_property
    def originals(self) -> list[Entry]:
        """Return the files below assets/ that are not sidecars."""
        return [entry for entry in self.tree.entries() if role_of(entry.path).kind == "original"]

    @cached_property
    def disk(self) -> Inside:
        """Return a reader of the files on disk; links are not followed."""
        return Inside(self.root)

    def git(self, *arguments: str, feed: bytes = b"") -> str:
        """Return the trimmed output of a Git command, or "" if the command fails. `feed` is its standard input."""
        done = process.run(self.root, *arguments, feed=feed)
        return done.out.decode("utf-8", "surrogateescape").strip() if done.code == 0 else ""

    def attribute(self, name: str, paths: list[str]) -> dict[str, str]:
        """Return a map from path to the value of one Git attribute, as set in .gitattributes (`unspecified` if it is
        not set).
        """
        if not paths:
            return {}
        feed = "\0".join(paths).encode("utf-8", "surrogateescape")
        parts = self.git("check-attr", "-z", "--stdin", name, feed=feed).split("\0")
        return dict(zip(parts[0::3], parts[2::3], strict=False))

    def raw(self, path: str) -> dict[str, Any]:
        """Return the data of a YAML file of the working tree; empty if it is missing or not a map."""
        return load(self.disk.read(path) or b"", path).value
