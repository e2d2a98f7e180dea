"""What was built last on this machine, as the build's own receipt tells it: this is what is published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packshot.engine.parsing import DamagedError, digest, fields, optional, parsed, text
from packshot.findings import Location, RefusedError, error


@dataclass(frozen=True, slots=True)
class LastBuilt:
    """The last release: its manifest root, state, source tree and commit, and the stores that hold it."""

    manifest: str
    state: str
    tree: str
    commit: str
    store: str
    below: str
    """A store that is read for what the other one does not have; empty for none."""


_BUILT = fields(manifest=digest, tree=text, store=text, state=text, below=text, commit=optional(text))


def last_built(receipt: Path) -> LastBuilt:
    """The release to publish. RefusedError if there is none, or if it shows files that are not committed."""
    held = _read(receipt)
    if not held.get("released"):
        raise RefusedError(
            error(
                "not-released",
                Location(receipt.name),
                "What was built last here was the working tree, which is no release.",
                "Commit your changes, run packshot build, then publish.",
            )
        )
    return LastBuilt(*(str(held[name]) for name in ("manifest", "state", "tree", "commit", "store", "below")))


def _read(receipt: Path) -> dict[str, Any]:
    try:
        return dict(parsed(receipt.read_bytes(), _BUILT, receipt.name))
    except FileNotFoundError:
        raise _refused("nothing-built", receipt, "Nothing was built here yet.", "Run packshot build first.") from None
    except (OSError, DamagedError) as problem:
        cure = "Run packshot build again; if it says that there is nothing to do, remove the file first."
        what = f"The record of the last build cannot be read: {problem}."
        raise _refused("built-unknown", receipt, what, cure) from None


def _refused(code: str, receipt: Path, what: str, cure: str) -> RefusedError:
    return RefusedError(error(code, Location(str(receipt)), what, cure))
