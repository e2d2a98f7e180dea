"""The receipt of the last build on this machine, whose release is the one to publish."""

from __future__ import annotations

from pathlib import Path

from packshot.engine.parsing import DamagedError
from packshot.findings import Location, refusal
from packshot.local_state import RECEIPT, BuildReceipt, read_build


def last_built(home: Path) -> BuildReceipt:
    """Return the receipt of the last build, whose release is to be published.

    Raises RefusedError if nothing was built, if the receipt cannot be read, or if the last build was made from the
    working tree instead of a commit.
    """
    at = Location(str(home / RECEIPT))
    try:
        built = read_build(home)
    except FileNotFoundError:
        raise refusal("nothing-built", at) from None
    except OSError as problem:
        params = DamagedError("unreadable", RECEIPT, reason=problem.strerror or str(problem)).params
        raise refusal("built-unknown", at, path=at.path, **params) from None
    except DamagedError as damage:
        raise refusal("built-unknown", at, path=at.path, **damage.params) from None
    if not built.released:
        raise refusal("not-released", Location(RECEIPT))
    return built
