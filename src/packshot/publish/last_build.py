"""What was built last on this machine, as the build's own receipt tells it: this is what is published."""

from __future__ import annotations

from pathlib import Path

from packshot.engine.parsing import DamagedError
from packshot.findings import Location, RefusedError, error
from packshot.local_state import RECEIPT, BuildReceipt, read_build


def last_built(home: Path) -> BuildReceipt:
    """The release to publish. RefusedError if there is none, or if it shows files that are not committed."""
    try:
        built = read_build(home)
    except FileNotFoundError:
        raise _refused("nothing-built", home, "Nothing was built here yet.", "Run packshot build first.") from None
    except (OSError, DamagedError) as problem:
        cure = "Run packshot build again; if it says that there is nothing to do, remove the file first."
        what = f"The record of the last build cannot be read: {problem}."
        raise _refused("built-unknown", home, what, cure) from None
    if not built.released:
        raise RefusedError(
            error(
                "not-released",
                Location(RECEIPT),
                "What was built last here was the working tree, which is no release.",
                "Commit your changes, run packshot build, then publish.",
            )
        )
    return built


def _refused(code: str, home: Path, what: str, cure: str) -> RefusedError:
    return RefusedError(error(code, Location(str(home / RECEIPT)), what, cure))
