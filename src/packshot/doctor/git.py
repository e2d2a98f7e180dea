"""Questions about Git: version, completeness of the clone, line ends, case of names, ignored folders and clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from packshot.catalog.finding_report import with_path
from packshot.doctor import Answer, problem, question, suggestion
from packshot.doctor.setup import Setup
from packshot.git import damage, repository
from packshot.local_state import DIST, HOME

LEAST = (2, 28)
"""The oldest supported version of Git."""

NAMED = 3
"""Maximum number of missing objects, and of conflicting names, that are listed."""

_CATALOG = "catalog/catalog.yaml"
_SKEW = 24 * 3600
"""Seconds by which clocks may differ."""


@question()
def git_version(setup: Setup) -> Iterator[Answer]:
    """Git is recent enough."""
    version = setup.git("version")
    found = re.search(r"(\d+)\.(\d+)", version)
    if found is None or (int(found[1]), int(found[2])) < LEAST:
        yield problem(
            f"{version or 'Git'} is older than {LEAST[0]}.{LEAST[1]}", f"install Git {LEAST[0]}.{LEAST[1]} or newer"
        )


@question()
def whole_history(setup: Setup) -> Iterator[Answer]:
    """The clone has the full history."""
    if setup.repository.shallow:
        text = "the clone is shallow: enough for builds, but not for history and audits"
        yield suggestion(text, "run `git fetch --unshallow` if you need the history")


@question()
def objects(setup: Setup) -> Iterator[Answer]:
    """Git has every source file of the checked-out commit."""
    head = repository.head(setup.repository)
    entries = repository.list_files(setup.repository, head.roots)
    files = ((entry.path, entry.blob) for entry in entries if entry.is_file())
    for each in damage.findings(setup.repository, files, NAMED):
        yield problem(with_path(each), each.help)


@question()
def line_ends(setup: Setup) -> Iterator[Answer]:
    """Git does not convert the line ends of YAML files to Windows ones."""
    line_end = setup.attribute("eol", [_CATALOG]).get(_CATALOG)
    if line_end == "crlf":
        help_ = "write `*.yaml text eol=lf` into .gitattributes, then run `git add --renormalize .`"
        yield problem(".gitattributes sets Windows line ends for YAML files", help_)
    elif line_end != "lf" and setup.git("config", "--get", "core.autocrlf") == "true":
        text = (
            "Git converts line ends to Windows ones on checkout (core.autocrlf), and `packshot fmt` converts them back"
        )
        yield suggestion(text, "write `*.yaml text eol=lf` into .gitattributes")


@question()
def case_of_names(setup: Setup) -> Iterator[Answer]:
    """The file system is case-sensitive, or no two paths differ only by case."""
    if (setup.root / _CATALOG.upper()).exists():
        alike = [each for each in setup.tree.findings() if each.code == "source-path-case"]
        for each in alike[:NAMED]:
            yield problem(each.text, "rename one of the files on a machine with a case-sensitive file system")


@question()
def ignored_folders(setup: Setup) -> Iterator[Answer]:
    """Git ignores the folders that builds write, or they do not exist yet."""
    for folder in (HOME, DIST):
        if setup.git("ls-files", "--", folder):
            text = f"{folder}/ is committed, but builds overwrite it"
            yield problem(text, f"run `git rm -r --cached {folder}` and write `/{folder}/` into .gitignore")
        elif setup.git("ls-files", "--others", "--exclude-standard", "--directory", "--", folder):
            yield suggestion(f"Git does not ignore {folder}/", f"write `/{folder}/` into .gitignore")


@question()
def clock(setup: Setup) -> Iterator[Answer]:
    """The clock is not more than a day behind the latest commit."""
    committed = setup.git("log", "-1", "--format=%ct")
    if committed.isdigit() and int(committed) > datetime.fromisoformat(setup.as_of).timestamp() + _SKEW:
        text = "the latest commit is more than a day in the future: the clock of this machine or of its author is wrong"
        yield problem(text, "correct the clock: prices and rights depend on it")
