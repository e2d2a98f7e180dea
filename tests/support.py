"""Helpers of many tests: a source tree from one text, a real Git repository, a clean environment for git."""

import os
import subprocess
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path

from packshot.git.tree import Changes, Entry, MemoryTree

HEADING = "--- "
"""Starts a file in a text block: a line `--- catalog/catalog.yaml`."""

GIT_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Kari",
    "GIT_AUTHOR_EMAIL": "kari@example.org",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "Kari",
    "GIT_COMMITTER_EMAIL": "kari@example.org",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}


def files_of(text: str) -> dict[str, str]:
    """Return the files of a text block in which a line `--- path` starts each file; common indentation is removed.

    Empty lines between two files are ignored, so that the block can be laid out readably.
    """
    files: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in textwrap.dedent(text).strip("\n").split("\n"):
        if line.startswith(HEADING):
            lines = files.setdefault(line.removeprefix(HEADING).strip(), [])
        else:
            lines.append(line)
    return {path: "\n".join(body).rstrip("\n") + "\n" for path, body in files.items()}


def tree_of(text: str) -> MemoryTree:
    """Return a source tree of one text block, see `files_of`."""
    return MemoryTree(files_of(text))


def git(folder: Path, *arguments: str) -> str:
    """Run git as a user would, without any configuration of the machine."""
    environment = {**os.environ, **GIT_ENVIRONMENT}
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, check=True, text=True)
    return done.stdout.strip()


def write_files(folder: Path, files: Mapping[str, bytes | str | None]) -> None:
    """Write files into a folder; those given as None are removed."""
    for path, data in files.items():
        target = folder / path
        if data is None:
            target.unlink()
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode() if isinstance(data, str) else data)


def git_repo(folder: Path, files: Mapping[str, bytes | str], *options: str) -> Path:
    """Create a real Git repository with these files in one commit; options are passed to `git init`."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main", *options)
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "exclude").write_text("/dist/\n")  # as in the .gitignore that `init` writes
    write_files(folder, files)
    if files:
        commit(folder)
    return folder


def commit(folder: Path, files: Mapping[str, bytes | str | None] | None = None, message: str = "Change") -> str:
    """Write files into a repository and commit everything, even nothing; return the commit id."""
    write_files(folder, files or {})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def compare(old: Iterable[Entry], new: Iterable[Entry]) -> Changes:
    """Return the differences between two lists of files."""
    before = {entry.path: entry.blob for entry in old}
    after = {entry.path: entry.blob for entry in new}
    touched = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    return {path: (before.get(path), after.get(path)) for path in touched}
