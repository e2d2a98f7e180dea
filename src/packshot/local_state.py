"""The state of one machine in a product repository: the folder `.packshot`, and its receipts of what was done last.

Nothing of it is part of a commit or a release. A receipt only narrows what the next run looks at.
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
"""The folder of this machine's state, and that of packshot's own files at a target. Never part of a commit: whoever
commits one tells builds what to believe."""

DIST = "dist"
"""The folder that builds write unless another one is named."""

RECEIPT = "receipt.json"


class BuildReceipt(NamedTuple):
    """What was built last, of which commit, and what was asked."""

    state: str
    tree: str
    manifest: str
    """The digest of the manifest root."""
    roots: Mapping[str, str]
    """The Git trees that were built."""
    commit: str
    """Empty for a build of the working tree."""
    released: bool
    asked: str
    store: str
    below: str
    """A store that is read for what the other one does not have; empty for none."""
    toolchain: str
    recipes: Mapping[str, str]


class ValidationReceipt(NamedTuple):
    """The state of the working tree that was validated last: its id, and what it consists of."""

    tree: str
    roots: Mapping[str, str]
    local: Sequence[tuple[str, str | None, str | None]]
    """Each file that differs from the commit: path, blob there, blob on disk."""


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
    """Return the receipt of the last build; OSError or DamagedError where it cannot be read."""
    return BuildReceipt(**_read(home, _BUILD))


def last_build(home: Path) -> BuildReceipt | None:
    """Return the receipt of the last build; None where there is none that can be read."""
    try:
        return read_build(home)
    except (OSError, DamagedError):
        return None


def last_validation(home: Path) -> ValidationReceipt | None:
    """Return the receipt of the last validation; None where there is none that can be read."""
    try:
        return ValidationReceipt(**_read(home, _VALIDATION))
    except (OSError, DamagedError):
        return None


def _read(home: Path, form: Mapping[str, Check]) -> dict[str, Any]:
    held = parsed((home / RECEIPT).read_bytes(), fields(**form), RECEIPT)
    return {name: held[name] for name in form}


def write(home: Path, receipt: BuildReceipt | ValidationReceipt) -> None:
    """Replace the receipt at once."""
    temporary = home / f"{RECEIPT}.tmp"
    temporary.write_text(json.dumps({"packshot": 1, **receipt._asdict()}, indent=1) + "\n", encoding="utf-8")
    temporary.replace(home / RECEIPT)


def hide(home: Path) -> None:
    """Keep Git from taking this machine's state into a commit, whatever the repository ignores."""
    ignore = home / ".gitignore"
    if not ignore.is_file():
        home.mkdir(parents=True, exist_ok=True)
        ignore.write_text("*\n", encoding="utf-8")
