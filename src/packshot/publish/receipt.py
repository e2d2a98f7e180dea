"""The receipt: what a target holds, kept at the target itself and written last."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from packshot.build.place import Place
from packshot.findings import Location, RefusedError, error

FORMAT = 1
NAME = ".packshot/receipt.json"

MIXED = "?"
"""The seal of a target whose files may bear several."""

_ROOT = re.compile("[0-9a-f]{64}|", re.ASCII)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The manifest roots between which a target stands: one after a whole publication, several after a broken one.

    The first is the last that was published whole. An empty root is the empty target. `seal` names the seal that its
    files bear.
    """

    between: tuple[str, ...] = ("",)
    seal: str = "none"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever published there."""
        return self.between == ("",)


def read(target: Place) -> Receipt | None:
    """The receipt of a target; None where nothing was published yet. RefusedError if it cannot be read."""
    raw = target.read(NAME)
    if raw is None:
        return None
    try:
        return _parsed(json.loads(raw))
    except (ValueError, KeyError, TypeError):
        raise RefusedError(
            error(
                "receipt-damaged",
                Location(NAME),
                "The target's receipt cannot be read, so it is not known which of its files are ours.",
                "Empty the target and publish again, or bring back its .packshot/receipt.json.",
            )
        ) from None


def _parsed(held: Any) -> Receipt:
    if isinstance(held["packshot"], int) and held["packshot"] > FORMAT:
        raise RefusedError(
            error(
                "receipt-newer",
                Location(NAME),
                f"The target was published by a newer packshot (receipt of format {held['packshot']}, not {FORMAT}).",
                "Publish with the newer packshot.",
            )
        )
    between = tuple(held["between"])
    if held["packshot"] != FORMAT or not between or not all(_ROOT.fullmatch(root) for root in between):
        raise ValueError("no receipt")
    return Receipt(between, str(held["seal"]))


def write(target: Place, receipt: Receipt) -> None:
    """Put the receipt into place."""
    held = {"packshot": FORMAT, "between": list(receipt.between), "seal": receipt.seal}
    target.write(NAME, (json.dumps(held, indent=1) + "\n").encode())
