"""Local state in a product repository: the folder `.packshot`, with receipts of the last build and validation.

The folder is never part of a commit or a release. A receipt reduces the work of the next run; the receipt of a build
also identifies the release to publish.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from packshot.engine.parsing import (
    Check,
    DamagedError,
    digest,
    fields,
    flag,
    many,
    mapping,
    optional,
    parsed,
    row,
    text,
)

HOME = ".packshot"
"""The folder of local state, and of packshot's files at a target. Never committed, because builds would trust it."""

DIST = "dist"
"""The default output folder of builds."""

RECEIPT = "receipt.json"


class BuildReceipt(NamedTuple):
    """The receipt of the last build: its state, inputs and options."""

    state: str
    tree: str
    manifest: str
    """The digest of the manifest root."""
    roots: Mapping[str, str]
    """The Git trees of the build."""
    commit: str
    """Empty for a build of the working tree."""
    released: bool
    asked: str
    store: str
    below: str
    """A fallback store for entries missing in `store`; empty for none."""
    toolchain: str
    recipes: Mapping[str, str]


class ValidationReceipt(NamedTuple):
    """The receipt of the last validation: the id of the working tree, the Git trees of the commit and local changes."""

    tree: str
    roots: Mapping[str, str]
    local: Sequence[tuple[str, str | None, str | None]]
    """The files that differ from the commit: path, blob in the commit, blob on disk."""


_BUILD: Mapping[str, Check] = dict.fromkeys(BuildReceipt._fields, text) | {
    "manifest": digest,
    "roots": mapping(text),
    "released": flag,
    "recipes": mapping(text),
}
_VALIDATION: Mapping[str, Check] = {
    "tree": text,
    "roots": mapping(text),
    "local": many(row(text, optional(text), optional(text))),
}


def read_build(home: Path) -> BuildReceipt:
    """Return the receipt of the last build; raise OSError or DamagedError if it cannot be read."""
    return BuildReceipt(**_read(home, _BUILD))


def last_build(home: Path) -> BuildReceipt | None:
    """Return the receipt of the last build; None if it is missing or unreadable."""
    try:
        return read_build(home)
    except (OSError, DamagedError):
        return None


def last_validation(home: Path) -> ValidationReceipt | None:
    """Return the receipt of the last validation; None if it is missing or unreadable."""
    try:
        return ValidationReceipt(**_read(home, _VALIDATION))
    except (OSError, DamagedError):
        return None


def _read(home: Path, form: Mapping[str, Check]) -> dict[str, Any]:
    stored = parsed((home / RECEIPT).read_bytes(), fields(**form), RECEIPT)
    return {name: stored[name] for name in form}


def write(home: Path, receipt: BuildReceipt | ValidationReceipt) -> None:
    """Write a receipt to the folder `home`, atomically replacing the previous one."""
    temporary = home / f"{RECEIPT}.tmp"
    temporary.write_text(json.dumps({"packshot": 1, **receipt._asdict()}, indent=1) + "\n", encoding="utf-8")
    temporary.replace(home / RECEIPT)


def hide(home: Path) -> None:
    """Write a .gitignore that excludes local state from commits, unless the folder `home` has one.

    The file takes effect regardless of the ignore rules of the repository.
    """
    ignore = home / ".gitignore"
    if not ignore.is_file():
        home.mkdir(parents=True, exist_ok=True)
        ignore.write_text("*\n", encoding="utf-8")
