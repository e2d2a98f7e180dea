"""Git: its version, what the clone holds, and how it writes files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packshot.doctor import Symptom, advice, problem, question
from packshot.doctor.setup import Setup
from packshot.git import damage, repository
from packshot.local_state import DIST, HOME

LEAST = (2, 28)
"""Versions of Git before this lack what is asked of it."""

SHOWN = 3
"""Lost objects that are named."""

_CATALOG = "catalog/catalog.yaml"


@question()
def git_version(patient: Setup) -> Iterator[Symptom]:
    """Git is recent enough."""
    told = patient.git("version")
    found = re.search(r"(\d+)\.(\d+)", told)
    if found is None or (int(found[1]), int(found[2])) < LEAST:
        what = f"{told or 'Git'} is older than {LEAST[0]}.{LEAST[1]}."
        yield problem(what, "Install a newer Git.")


@question()
def whole_history(patient: Setup) -> Iterator[Symptom]:
    """The clone has the whole history."""
    if patient.repository.shallow:
        what = "The clone is shallow: builds need no more, but history and audits do."
        yield advice(what, "Run `git fetch --unshallow` where history is asked for.")


@question()
def objects(patient: Setup) -> Iterator[Symptom]:
    """Git has every object of the commit that is checked out."""
    head = repository.head(patient.repository)
    files = (
        (entry.path, entry.blob) for entry in repository.list_files(patient.repository, head.roots) if entry.is_file()
    )
    for each in damage.findings(patient.repository, files, SHOWN):
        yield problem(f"{each.at.path}: {each.what}", each.cure)


@question()
def line_ends(patient: Setup) -> Iterator[Symptom]:
    """Git keeps the line ends of YAML files as they are written."""
    held = patient.attribute("eol", [_CATALOG]).get(_CATALOG)
    if held == "crlf":
        what = ".gitattributes asks for Windows line ends in YAML files."
        yield problem(what, "Write `*.yaml text eol=lf` into .gitattributes, then `git add --renormalize .`.")
    elif held != "lf" and patient.git("config", "--get", "core.autocrlf") == "true":
        what = "Git turns line ends into Windows ones when it checks files out (core.autocrlf), so `fmt` rewrites them."
        yield advice(what, "Write `*.yaml text eol=lf` into .gitattributes.")


@question()
def case_of_names(patient: Setup) -> Iterator[Symptom]:
    """The file system tells FILE from file, or no names differ by case alone."""
    if (patient.root / _CATALOG.upper()).exists():
        alike = [each for each in patient.tree.findings() if each.code == "source-path-case"]
        for each in alike[:3]:
            yield problem(each.what, "Rename one on a machine whose file system tells them apart.")


@question()
def ignored_folders(patient: Setup) -> Iterator[Symptom]:
    """Git ignores what the program makes."""
    for folder in (HOME, DIST):
        if patient.git("ls-files", "--", folder):
            what = f"{folder}/ is part of the repository, though every build writes it anew."
            yield problem(what, f"Run `git rm -r --cached {folder}`, and write `/{folder}/` into .gitignore.")
        elif patient.git("ls-files", "--others", "--exclude-standard", "--directory", "--", folder):
            yield advice(f"Git does not ignore {folder}/.", f"Write `/{folder}/` into .gitignore.")


@question()
def clock(patient: Setup) -> Iterator[Symptom]:
    """The clock is not behind the latest commit."""
    told = patient.git("log", "-1", "--format=%ct")
    if told.isdigit() and int(told) > _seconds(patient.as_of) + _SKEW:
        what = "The latest commit is of tomorrow or later: this machine's clock is behind, or that of its author ahead."
        yield problem(what, "Set the clock: prices and rights begin and end by it.")


_SKEW = 24 * 3600


def _seconds(instant: str) -> int:
    from datetime import datetime

    return int(datetime.fromisoformat(instant.replace("Z", "+00:00")).timestamp())
