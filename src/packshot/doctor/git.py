"""Git: its version, what the clone holds, and how it writes files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from packshot.doctor import Answer, advice, problem, question
from packshot.doctor.setup import Setup
from packshot.git import damage, repository
from packshot.local_state import DIST, HOME

LEAST = (2, 28)
"""Versions of Git before this lack what is asked of it."""

NAMED = 3
"""Lost objects, and names alike, that are listed."""

_CATALOG = "catalog/catalog.yaml"
_SKEW = 24 * 3600
"""Seconds by which clocks may differ."""


@question()
def git_version(setup: Setup) -> Iterator[Answer]:
    """Git is recent enough."""
    version = setup.git("version")
    found = re.search(r"(\d+)\.(\d+)", version)
    if found is None or (int(found[1]), int(found[2])) < LEAST:
        yield problem(f"{version or 'Git'} is older than {LEAST[0]}.{LEAST[1]}.", "Install a newer Git.")


@question()
def whole_history(setup: Setup) -> Iterator[Answer]:
    """The clone has the whole history."""
    if setup.repository.shallow:
        what = "The clone is shallow: builds need no more, but history and audits do."
        yield advice(what, "Run `git fetch --unshallow` where history is asked for.")


@question()
def objects(setup: Setup) -> Iterator[Answer]:
    """Git has every object of the commit that is checked out."""
    head = repository.head(setup.repository)
    entries = repository.list_files(setup.repository, head.roots)
    files = ((entry.path, entry.blob) for entry in entries if entry.is_file())
    for each in damage.findings(setup.repository, files, NAMED):
        yield problem(f"{each.at.path}: {each.text}", each.help)


@question()
def line_ends(setup: Setup) -> Iterator[Answer]:
    """Git keeps the line ends of YAML files as they are written."""
    line_end = setup.attribute("eol", [_CATALOG]).get(_CATALOG)
    if line_end == "crlf":
        what = ".gitattributes asks for Windows line ends in YAML files."
        yield problem(what, "Write `*.yaml text eol=lf` into .gitattributes, then `git add --renormalize .`.")
    elif line_end != "lf" and setup.git("config", "--get", "core.autocrlf") == "true":
        what = "Git turns line ends into Windows ones when it checks files out (core.autocrlf), so `fmt` rewrites them."
        yield advice(what, "Write `*.yaml text eol=lf` into .gitattributes.")


@question()
def case_of_names(setup: Setup) -> Iterator[Answer]:
    """The file system tells FILE from file, or no names differ by case alone."""
    if (setup.root / _CATALOG.upper()).exists():
        alike = [each for each in setup.tree.findings() if each.code == "source-path-case"]
        for each in alike[:NAMED]:
            yield problem(each.text, "Rename one on a machine whose file system tells them apart.")


@question()
def ignored_folders(setup: Setup) -> Iterator[Answer]:
    """Git ignores what the program makes."""
    for folder in (HOME, DIST):
        if setup.git("ls-files", "--", folder):
            what = f"{folder}/ is part of the repository, though every build writes it anew."
            yield problem(what, f"Run `git rm -r --cached {folder}`, and write `/{folder}/` into .gitignore.")
        elif setup.git("ls-files", "--others", "--exclude-standard", "--directory", "--", folder):
            yield advice(f"Git does not ignore {folder}/.", f"Write `/{folder}/` into .gitignore.")


@question()
def clock(setup: Setup) -> Iterator[Answer]:
    """The clock is not behind the latest commit."""
    committed = setup.git("log", "-1", "--format=%ct")
    if committed.isdigit() and int(committed) > datetime.fromisoformat(setup.as_of).timestamp() + _SKEW:
        what = "The latest commit is of tomorrow or later: this machine's clock is behind, or that of its author ahead."
        yield problem(what, "Set the clock: prices and rights begin and end by it.")
