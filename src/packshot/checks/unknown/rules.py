"""Rules of files that are not read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from packshot.checks.rule import rule
from packshot.checks.source_file import SourceFile
from packshot.findings import Finding, Location, report
from packshot.model.names import suggested

_FOLDERS = ("attributes", "families", "options", "categories", "prices", "stock", "rules", "products", "records")
_FILES = ("catalog.yaml", "lifecycle.yaml", "relations.yaml", "units.yaml")


@rule("stray-file", "6 19")
def place(file: SourceFile) -> Iterator[Finding]:
    """What it does: warns of files in catalog/ and channels/ that are not read, and of a file in place of one of the
    folders of the source. Files whose names begin with a dot are not reported.

    Why: data in them has no effect; usually a folder or extension is misspelt.

    Example: `catalog/family/jacket.yaml`. Fix: move the file to `catalog/families/jacket.yaml`.
    """
    if not posixpath.basename(file.path).startswith("."):
        yield _misplaced(file.path)


def _misplaced(path: str) -> Finding:
    top, *inside = path.split("/")
    stem, ending = posixpath.splitext(path)
    at = Location(path)
    if not inside:
        return report("stray-file", at, reason="folder", folder=top)
    if ending == ".yml":
        return report("stray-file", at, reason="extension", name=posixpath.basename(stem))
    if top == "channels":
        return report("stray-file", at, reason="channel")
    if inside[0] == "products" and len(inside) == 2:
        return report("stray-file", at, reason="product")
    near = suggested(inside[0], _FILES if len(inside) == 1 else _FOLDERS)
    if near is not None and near.value != inside[0]:
        moved = "/".join(["catalog", near.value, *inside[1:]])
        return report("stray-file", at, suggestion=near._replace(value=moved))
    return report("stray-file", at)
