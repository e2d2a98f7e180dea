"""Rules of files that are not read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from packshot.checks.rule import rule
from packshot.checks.source_file import SourceFile
from packshot.findings import Finding, Location, warning
from packshot.model.names import nearest, suggestion

_FOLDERS = ("attributes", "families", "options", "categories", "prices", "stock", "rules", "products", "records")
_FILES = ("catalog.yaml", "lifecycle.yaml", "relations.yaml", "units.yaml")


@rule("stray-file", "6 19")
def place(file: SourceFile) -> Iterator[Finding]:
    """What it does: warns of files in catalog/ and channels/ that have no place there, and so are not read.

    Why: what looks like data and is not read misleads; mostly a folder or an ending is misspelt.

    Example: `catalog/family/jacket.yaml`. Cure: move it to `catalog/families/jacket.yaml`.
    """
    if not posixpath.basename(file.path).startswith("."):
        yield warning(
            "stray-file", Location(file.path), "The file has no place here and is not read.", _cure(file.path)
        )


def _cure(path: str) -> str:
    top, *inside = path.split("/")
    if not inside:
        return f"Move it away: {top}/ is a folder."
    stem, ending = posixpath.splitext(path)
    if ending == ".yml":
        return f"Files end in .yaml: rename it to {posixpath.basename(stem)}.yaml."
    if top == "channels":
        return "Channel files stand in channels/ itself and end in .yaml. Move it away, if it is something else."
    if path == "catalog/products/product.yaml" or (inside[:1] == ["products"] and len(inside) == 2):
        return "A product has a folder of its own: move it to catalog/products/<key>/product.yaml."
    near = nearest(inside[0], _FILES if len(inside) == 1 else _FOLDERS)
    if near and near != inside[0]:
        return suggestion("/".join(["catalog", near, *inside[1:]]))
    return "Move it out of catalog/, or to the folder of its kind."
