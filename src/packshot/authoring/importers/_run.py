"""The steps of an import: read and convert an export, write the files, commit them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from packshot.authoring.emit import File, check_empty, emit
from packshot.authoring.importers import Conversion, Importer, Options
from packshot.findings import Severity
from packshot.git.porcelain import first_commit

IGNORED = File(".gitignore", b"/.packshot/\n/dist/\n")
"""The .gitignore of a new repository: it excludes the local state of packshot and the default output folder."""


def bring_over(
    importer: Importer, source: Path, target: Path, options: Options, message: str, step: Callable[[str, int], None]
) -> tuple[Conversion, bool | None]:
    """Convert an export and write it as a repository with one commit; if there are errors, nothing is written.

    Return the conversion and whether its files were committed: False if the folder was already in a repository, where
    no commit is made; None if nothing was written. Raise RefusedError if the target is not a new or empty folder, if a
    file cannot be written, or if a Git command fails.
    """
    step("checking", 0)
    check_empty(target)  # before the export is read
    step(f"reading {source}", 0)
    conversion = importer.convert(source, options)
    if any(finding.severity is Severity.ERROR for finding in conversion.findings):
        return conversion, None
    emit([*conversion.files, IGNORED], target, partial(step, "writing"))
    step("committing", 0)
    return conversion, first_commit(target, message)
